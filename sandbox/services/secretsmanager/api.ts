import * as schemas from '@aws-sdk/client-secrets-manager';
import type * as secretsManager from '@aws-sdk/client-secrets-manager';
import { AwsError, type AwsService } from '../../kernel/service.ts';
import { pageOf } from '../shared/pages.ts';
import type { Secret, SecretsManagerStore, SecretVersion } from './store.ts';

const pageSize = 100;
const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message);

const listed = (secret: Secret) => ({
  ARN: secret.arn,
  Name: secret.name,
  ...(secret.description === undefined ? {} : { Description: secret.description }),
  CreatedDate: new Date(secret.createdAt),
  LastChangedDate: new Date(secret.changedAt),
});

const stagesByVersion = (secret: Secret): Record<string, string[]> =>
  Object.fromEntries(
    secret.versions.filter(({ stages }) => stages.length > 0).map(({ id, stages }) => [id, [...stages]]),
  );

function givenValue(input: secretsManager.PutSecretValueCommandInput): SecretVersion['value'] {
  const { SecretString: text, SecretBinary: bytes } = input;
  if ((text === undefined) === (bytes === undefined))
    throw invalidParameter('You must provide either SecretString or SecretBinary.');
  return text === undefined ? { SecretBinary: Uint8Array.from(bytes!) } : { SecretString: text };
}

/** Secrets Manager's API over a store. */
export function createSecretsManagerApi(store: SecretsManagerStore): AwsService {
  return {
    signingName: 'secretsmanager',
    title: 'AWS Secrets Manager',
    protocol: 'awsJson1_1',
    schemas,
    operations: {
      GetSecretValue(input: secretsManager.GetSecretValueCommandInput) {
        const secret = store.secret(input.SecretId);
        const version = store.version(secret, input.VersionId, input.VersionStage);
        return {
          ARN: secret.arn,
          Name: secret.name,
          VersionId: version.id,
          ...version.value,
          VersionStages: [...version.stages],
          CreatedDate: new Date(version.createdAt),
        };
      },
      DescribeSecret(input: secretsManager.DescribeSecretCommandInput) {
        const secret = store.secret(input.SecretId);
        return { ...listed(secret), VersionIdsToStages: stagesByVersion(secret) };
      },
      ListSecrets(input: secretsManager.ListSecretsCommandInput) {
        if (input.Filters?.length) throw invalidParameter('Filters of ListSecrets are not supported by the sandbox.');
        const { items, nextToken } = pageOf(
          store.secrets(),
          input.NextToken,
          input.MaxResults ?? pageSize,
          invalidParameter,
        );
        return {
          SecretList: items.map((secret) => ({ ...listed(secret), SecretVersionsToStages: stagesByVersion(secret) })),
          ...(nextToken ? { NextToken: nextToken } : {}),
        };
      },
      PutSecretValue(input: secretsManager.PutSecretValueCommandInput) {
        const secret = store.secret(input.SecretId);
        const version = store.put(secret, givenValue(input), {
          token: input.ClientRequestToken,
          stages: input.VersionStages,
        });
        return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: [...version.stages] };
      },
    },
  };
}
