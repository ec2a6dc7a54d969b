import * as z from 'zod';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../assembly/resource-provider.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { readProperties, tags, truth } from '../shared/read-properties.ts';
import type { Bucket, BucketStore } from './store.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
const bucketProperties = z.strictObject({
  BucketName: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .optional(),
  BucketEncryption: z
    .strictObject({
      ServerSideEncryptionConfiguration: z
        .array(
          z.strictObject({
            BucketKeyEnabled: truth.optional(),
            ServerSideEncryptionByDefault: z.strictObject({
              SSEAlgorithm: z.enum(['AES256', 'aws:kms', 'aws:kms:dsse']),
              KMSMasterKeyID: z.string().optional(),
            }),
          }),
        )
        .length(1),
    })
    .optional(),
  VersioningConfiguration: z.strictObject({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
  PublicAccessBlockConfiguration: z
    .strictObject({
      BlockPublicAcls: truth.optional(),
      BlockPublicPolicy: truth.optional(),
      IgnorePublicAcls: truth.optional(),
      RestrictPublicBuckets: truth.optional(),
    })
    .optional(),
  OwnershipControls: z
    .strictObject({
      Rules: z
        .array(
          z.strictObject({ ObjectOwnership: z.enum(['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter']) }),
        )
        .length(1),
    })
    .optional(),
  /** Taken, and not carried out: nothing in a sandbox lives that long. */
  LifecycleConfiguration: z.strictObject({ Rules: z.array(z.looseObject({ Status: z.string() })).min(1) }).optional(),
  Tags: tags.optional(),
});
const policyProperties = z.strictObject({
  Bucket: z.string(),
  PolicyDocument: z.looseObject({ Statement: z.array(z.looseObject({})).min(1) }),
});

/** Stand-ins for `AWS::S3::Bucket` and `AWS::S3::BucketPolicy`. */
export function s3Resources(kernel: Kernel, store: BucketStore): Readonly<Record<string, ResourceProvider>> {
  const { place, identifiers } = kernel;
  const provided = ({ name, arn }: Bucket): ProvidedResource => ({
    physicalId: name,
    attributes: {
      Arn: arn,
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${place.region}.amazonaws.com`,
    },
  });
  const put = (request: ResourceRequest, existing: string | undefined): ProvidedResource => {
    const read = readProperties(bucketProperties, request);
    const name = read.BucketName ?? existing ?? bucketName(request, identifiers.hex(12));
    const [rule] = read.BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
    const isVersioned = read.VersioningConfiguration?.Status === 'Enabled';
    return provided(store.put(name, { isVersioned, keyId: rule?.ServerSideEncryptionByDefault.KMSMasterKeyID }));
  };
  const putPolicy = (request: ResourceRequest): ProvidedResource => {
    const { Bucket: name, PolicyDocument } = readProperties(policyProperties, request);
    store.setPolicy(name, PolicyDocument);
    return { physicalId: name, attributes: {} };
  };
  return {
    'AWS::S3::Bucket': {
      create: (request) => put(request, undefined),
      update: (request, before) => put(request, before.physicalId),
      delete: (_request, name) => store.delete(name),
    },
    'AWS::S3::BucketPolicy': {
      create: putPolicy,
      update: putPolicy,
      delete: (_request, name) => store.setPolicy(name, undefined),
    },
  };
}

/** As CloudFormation makes one: lower case, at most 63 characters. */
function bucketName({ stackName, logicalId }: ResourceRequest, suffix: string): string {
  const stem = `${stackName}-${logicalId}`.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-');
  return `${stem.slice(0, 62 - suffix.length)}-${suffix}`;
}
