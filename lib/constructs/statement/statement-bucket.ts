import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../../checks/acknowledge.ts';

/** As long as the ledger keeps a statement. */
const keepDays = 400;
/** What was overwritten or deleted can be brought back for so long. */
const keepOldVersionDays = 90;
const abandonedUploadDays = 7;

/** What other stacks need to know of the bucket. */
export interface StatementBucketReference {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly keyArn: string;
}

/**
 * The bucket with the daily statements. It outlives its stack; nobody reaches it from outside the account, without TLS, or
 * without the use of its key, which is another than the ledger's: who may read statements has no business there.
 */
export class StatementBucket extends Construct {
  readonly reference: StatementBucketReference;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const encryptionKey = new kms.Key(this, 'Key', {
      description: `Encrypts the statements of ${Stack.of(this).stackName}. Without it they cannot be read again.`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const bucket = new s3.Bucket(this, 'Resource', {
      encryption: s3.BucketEncryption.KMS,
      encryptionKey,
      // One request to the key for many objects.
      bucketKeyEnabled: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [
        {
          id: 'Forget',
          expiration: Duration.days(keepDays),
          noncurrentVersionExpiration: Duration.days(keepOldVersionDays),
          abortIncompleteMultipartUploadAfter: Duration.days(abandonedUploadDays),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(bucket, {
      rule: 'AwsSolutions-S1',
      reason:
        'Two files a day with ids of cases: a log of who read them would be larger than they, and CloudTrail can keep one.',
    });
    this.reference = { bucketName: bucket.bucketName, bucketArn: bucket.bucketArn, keyArn: encryptionKey.keyArn };
  }
}
