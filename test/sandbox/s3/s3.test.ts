import {
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchBucket,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCredentials } from '../../../sandbox/gateway/credentials.ts';
import { createGateway, type Gateway } from '../../../sandbox/gateway/gateway.ts';
import { createS3Service } from '../../../sandbox/services/s3/service.ts';
import { resourceRequest, testInstance, testWorld } from '../../support/sandbox-kernel.ts';

let gateway: Gateway;
let client: S3Client;
let endpoint: string;
let service: ReturnType<typeof createS3Service>;
let bucket: string;

const bucketType = 'AWS::S3::Bucket';
const settings = {
  BucketEncryption: {
    ServerSideEncryptionConfiguration: [
      { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'key-1' } },
    ],
  },
  VersioningConfiguration: { Status: 'Enabled' },
};

beforeEach(async () => {
  const world = testWorld();
  service = createS3Service(world, testInstance());
  const made = await service.resources[bucketType]!.create(resourceRequest(bucketType, settings));
  bucket = made.physicalId;
  const { kernel } = world;
  const credentials = createCredentials(kernel.identifiers);
  gateway = createGateway({ kernel, services: [service.api!], partners: [], hooks: [], credentials });
  ({ endpoint } = await gateway.listen());
  const access = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new S3Client({ endpoint, region: kernel.place.region, maxAttempts: 1, credentials: access });
});

afterEach(async () => {
  client.destroy();
  await gateway.close();
});

const put = (Key: string, Body: string, more = {}) =>
  client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ...more }));
const textOf = async (Key: string, more = {}): Promise<string | undefined> =>
  (await client.send(new GetObjectCommand({ Bucket: bucket, Key, ...more }))).Body?.transformToString();

describe('objects, by the wire', () => {
  test('come back as they were put, under any key, with their type and the key of the bucket', async () => {
    const key = 'statements/2026/11/日報 & <1>.md';
    const answer = await put(key, '朝の報告\n', { ContentType: 'text/markdown; charset=utf-8' });
    expect(answer).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'key-1' });
    const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    expect(found).toMatchObject({ ContentType: 'text/markdown; charset=utf-8', ETag: answer.ETag, ContentLength: 13 });
    expect(await found.Body?.transformToString()).toBe('朝の報告\n');
    const listed = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
    expect(listed.Contents?.map(({ Key }) => Key)).toEqual([key]);
  });

  test('keep their versions; a condition keeps what is there', async () => {
    const first = await put('a', '1');
    await put('a', '2');
    expect(await textOf('a')).toBe('2');
    expect(await textOf('a', { VersionId: first.VersionId })).toBe('1');
    await expect(put('a', '3', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
    await put('b', '1', { IfNoneMatch: '*' });
    expect(await textOf('a')).toBe('2');
  });

  test('are listed by prefix and page', async () => {
    for (const key of ['s/3', 's/1', 'other', 's/2']) await put(key, key);
    const list = (more: object) => client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 's/', ...more }));
    const first = await list({ MaxKeys: 2 });
    expect(first).toMatchObject({ IsTruncated: true, KeyCount: 2, Name: bucket });
    expect(first.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
      ['s/1', 3],
      ['s/2', 3],
    ]);
    const second = await list({ ContinuationToken: first.NextContinuationToken });
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(['s/3']);
    expect((await list({ Prefix: 'none' })).Contents).toBeUndefined();
  });

  test('that are not there are refused as S3 does', async () => {
    await expect(textOf('none')).rejects.toThrow(NoSuchKey);
    await expect(client.send(new PutObjectCommand({ Bucket: 'nobodys', Key: 'a', Body: '1' }))).rejects.toThrow(
      NoSuchBucket,
    );
  });

  test('are found by the host, too, where it names the bucket', async () => {
    await put('a/b', 'text');
    const { port } = new URL(endpoint);
    const authorization = 'AWS4-HMAC-SHA256 Credential=test/20261005/ap-northeast-1/s3/aws4_request, Signature=0';
    const body = await new Promise<string>((resolve, reject) => {
      const headers = { host: `${bucket}.localhost:${port}`, authorization };
      request({ host: '127.0.0.1', port, path: '/a/b', headers }, (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.on('end', () => resolve(text));
      })
        .on('error', reject)
        .end();
    });
    expect(body).toBe('text');
  });
});

describe('the bucket as a resource', () => {
  test('keeps what lies in it through an update, and is not deleted with it', async () => {
    await put('a', '1');
    const before = { physicalId: bucket, properties: settings, attributes: {} };
    await service.resources[bucketType]!.update(resourceRequest(bucketType, {}), before);
    expect(await textOf('a')).toBe('1');
    expect(() => service.resources[bucketType]!.delete(resourceRequest(bucketType, {}), bucket)).toThrow('not empty');
    expect(service.snapshot()).toMatchObject({ buckets: [{ name: bucket, objects: [{ key: 'a', versions: 1 }] }] });
  });

  test('refuses what it does not know', () => {
    const request = resourceRequest(bucketType, { WebsiteConfiguration: {} });
    expect(() => service.resources[bucketType]!.create(request)).toThrow('WebsiteConfiguration');
  });
});
