import { expect, test } from 'vitest';
import { createKmsService } from '../../../sandbox/services/kms/service.ts';
import { resourceRequest, testInstance, testWorld } from '../../support/sandbox-kernel.ts';

const type = 'AWS::KMS::Key';
const keyPolicy = { Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] };

test('a key has an id and an ARN, keeps both when it changes, and goes', async () => {
  const service = createKmsService(testWorld(), testInstance());
  const provider = service.resources[type]!;
  const made = await provider.create(resourceRequest(type, { KeyPolicy: keyPolicy }));
  const arn = `arn:aws:kms:ap-northeast-1:111122223333:key/${made.physicalId}`;
  expect(made.attributes).toEqual({ Arn: arn, KeyId: made.physicalId });
  const properties = { KeyPolicy: keyPolicy, EnableKeyRotation: true };
  const changed = await provider.update(resourceRequest(type, properties), { ...made, properties: {} });
  expect(changed).toEqual(made);
  expect(service.snapshot()).toEqual({
    keys: [{ id: made.physicalId, arn, rotates: true, enabled: true, policy: keyPolicy }],
  });
  await provider.delete(resourceRequest(type, {}), made.physicalId);
  expect(service.snapshot()).toEqual({ keys: [] });
});

test.each([{ PendingWindowInDays: 6 }, { RotationPeriodInDays: 30 }, { KeySpec: 'RSA_2048' }, { Origin: 'EXTERNAL' }])(
  '%j is refused',
  async (properties) => {
    const service = createKmsService(testWorld(), testInstance());
    await expect(async () => service.resources[type]!.create(resourceRequest(type, properties))).rejects.toThrow(
      'the sandbox does not honour its properties',
    );
  },
);
