import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createStatementFiles } from '../../lambda/adapters/statement-files.ts';
import { ServiceUnavailableError, ThrottledError } from '../../lambda/domain/errors.ts';
import { createCredentials } from '../../sandbox/gateway/credentials.ts';
import { createGateway, type Gateway } from '../../sandbox/gateway/gateway.ts';
import { AwsError } from '../../sandbox/kernel/service.ts';
import { createS3Service } from '../../sandbox/services/s3/service.ts';
import { resourceRequest, testInstance, testWorld } from '../support/sandbox-kernel.ts';

let gateway: Gateway;
let client: S3Client;
let bucket: string;
let failure: AwsError | undefined;

beforeEach(async () => {
  failure = undefined;
  const world = testWorld();
  const service = createS3Service(world, testInstance());
  const request = resourceRequest('AWS::S3::Bucket', { VersioningConfiguration: { Status: 'Enabled' } });
  bucket = (await service.resources['AWS::S3::Bucket']!.create(request)).physicalId;
  const { kernel } = world;
  const hooks = [
    {
      before: () => {
        if (failure !== undefined) throw failure;
      },
    },
  ];
  const credentials = createCredentials(kernel.identifiers);
  gateway = createGateway({ kernel, services: [service.api!], partners: [], hooks, credentials });
  const { endpoint } = await gateway.listen();
  const access = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new S3Client({ endpoint, region: kernel.place.region, maxAttempts: 1, credentials: access });
});

afterEach(async () => {
  client.destroy();
  await gateway.close();
});

const file = { key: 'statements/2026/11/25.md', contentType: 'text/markdown; charset=utf-8', text: '# 日報\n' };

test('a file is put once: what is there stays, and there is no second version of it', async () => {
  const files = createStatementFiles(client, bucket);
  await files.put(file);
  await files.put({ ...file, text: 'another' });
  const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: file.key }));
  expect([found.ContentType, await found.Body?.transformToString()]).toEqual([file.contentType, file.text]);
  const { Contents } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
  expect(Contents).toHaveLength(1);
});

test.each([
  ['SlowDown', 503, ThrottledError],
  ['InternalError', 500, ServiceUnavailableError],
] as const)('%s is told as what may succeed later', async (code, statusCode, type) => {
  failure = new AwsError(code, 'not now', { statusCode });
  await expect(createStatementFiles(client, bucket).put(file)).rejects.toThrow(type);
});
