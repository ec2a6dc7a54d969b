import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { arnOf, type Deployment } from '../../deployment.ts';
import { stagedName } from '../staged-name.ts';

export interface AlarmTopicProps {
  readonly deployment: Deployment;
  /** Addresses that hear of alarms; with none, others may subscribe later. */
  readonly email: readonly string[];
}

/**
 * Where alarms go. It takes messages of CloudWatch alarms of this deployment only, is encrypted by a key that CloudWatch may
 * use for that, and refuses plain HTTP. It shares nothing with what is watched: no function, queue or table.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export class AlarmTopic extends Construct {
  readonly resource: sns.Topic;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const { deployment } = props;
    const cloudWatch = new iam.ServicePrincipal('cloudwatch.amazonaws.com');
    const ofOurAlarms = {
      StringEquals: { 'aws:SourceAccount': deployment.accountId },
      ArnLike: { 'aws:SourceArn': arnOf(deployment, 'cloudwatch', `alarm:${stagedName(deployment.stage)}-*`) },
    };
    const key = new kms.Key(this, 'Key', {
      description: `Encrypts the alarms of ${Stack.of(this).stackName} on their way.`,
      enableKeyRotation: true,
      // Nothing is kept under it: a message that is not delivered within the hour is no news any more.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'AlarmsMayEncrypt',
        principals: [cloudWatch],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: { StringEquals: ofOurAlarms.StringEquals },
      }),
    );
    this.resource = new sns.Topic(this, 'Resource', {
      displayName: `Casewarden ${deployment.stage}`,
      masterKey: key,
      enforceSSL: true,
    });
    this.resource.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'AlarmsMayPublish',
        principals: [cloudWatch],
        actions: ['sns:Publish'],
        resources: [this.resource.topicArn],
        conditions: ofOurAlarms,
      }),
    );
    for (const address of props.email) {
      new sns.Subscription(this, `Email-${address}`, {
        topic: this.resource,
        protocol: sns.SubscriptionProtocol.EMAIL,
        endpoint: address,
      });
    }
  }
}
