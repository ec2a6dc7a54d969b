import * as schemas from '@aws-sdk/client-s3';
import type * as s3 from '@aws-sdk/client-s3';
import { AwsError, type AwsService } from '../../kernel/service.ts';
import type { BucketStore, StoredObject } from './store.ts';

const mostKeys = 1000;
const longestKeyBytes = 1024;

const preconditionFailed = (condition: string) =>
  new AwsError('PreconditionFailed', `At least one of the pre-conditions you specified did not hold: ${condition}`, {
    statusCode: 412,
  });

/** S3's API over a store. */
export function createS3Api(store: BucketStore): AwsService {
  return {
    signingName: 's3',
    title: 'Amazon S3',
    protocol: 'restXml',
    schemas,
    operations: {
      PutObject(input: s3.PutObjectCommandInput) {
        const bucket = store.bucket(input.Bucket);
        const { Key: key = '' } = input;
        if (Buffer.byteLength(key) > longestKeyBytes) throw new AwsError('KeyTooLongError', 'Your key is too long');
        if (input.ContentEncoding?.includes('aws-chunked'))
          throw new AwsError('NotSupportedInSandbox', 'Chunked uploads are not supported by the sandbox.', {
            statusCode: 501,
          });
        const before = bucket.objects.get(key)?.at(-1);
        if (input.IfNoneMatch !== undefined && before !== undefined) throw preconditionFailed('If-None-Match');
        if (input.IfMatch !== undefined && before?.etag !== input.IfMatch) throw preconditionFailed('If-Match');
        const body = (input.Body as Uint8Array | undefined) ?? new Uint8Array();
        const stored = store.add(bucket, key, body, input.ContentType);
        const { keyId } = bucket;
        return {
          ETag: stored.etag,
          VersionId: stored.versionId,
          ...(keyId === undefined ? {} : { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyId }),
        };
      },

      GetObject(input: s3.GetObjectCommandInput) {
        const versions = store.bucket(input.Bucket).objects.get(input.Key ?? '') ?? [];
        const wanted = input.VersionId;
        const found = wanted === undefined ? versions.at(-1) : versions.find(({ versionId }) => versionId === wanted);
        if (found === undefined)
          throw new AwsError('NoSuchKey', 'The specified key does not exist.', { statusCode: 404 });
        return {
          Body: found.body,
          ContentLength: found.body.byteLength,
          ContentType: found.contentType ?? 'binary/octet-stream',
          ETag: found.etag,
          LastModified: new Date(found.changedAt),
          VersionId: found.versionId,
        };
      },

      ListObjectsV2(input: s3.ListObjectsV2CommandInput) {
        const { objects, name } = store.bucket(input.Bucket);
        if (input.Delimiter !== undefined)
          throw new AwsError('NotImplemented', 'Delimiter is not supported by the sandbox.', { statusCode: 501 });
        const size = Math.min(input.MaxKeys ?? mostKeys, mostKeys);
        const after = input.ContinuationToken ?? input.StartAfter ?? '';
        const all = [...objects.values()]
          .flatMap((versions): StoredObject[] => versions.slice(-1))
          .filter(({ key }) => key.startsWith(input.Prefix ?? '') && key > after)
          .sort((left, right) => (left.key < right.key ? -1 : 1));
        const page = all.slice(0, size);
        const isTruncated = page.length < all.length;
        return {
          Name: name,
          Prefix: input.Prefix ?? '',
          MaxKeys: size,
          KeyCount: page.length,
          IsTruncated: isTruncated,
          ...(isTruncated ? { NextContinuationToken: page.at(-1)?.key ?? after } : {}),
          Contents: page.map(({ key, etag, body, changedAt }) => ({
            Key: key,
            LastModified: new Date(changedAt),
            ETag: etag,
            Size: body.byteLength,
            StorageClass: 'STANDARD',
          })),
        };
      },
    },
  };
}
