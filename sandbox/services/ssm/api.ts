import * as schemas from '@aws-sdk/client-ssm';
import type * as ssm from '@aws-sdk/client-ssm';
import { AwsError, type AwsService } from '../../kernel/service.ts';
import { pageOf } from '../shared/pages.ts';
import type { Parameter, SsmStore } from './store.ts';

const mostNames = 10;
const pathPageSize = 10;
const describePageSize = 50;
const invalidToken = (message: string) => new AwsError('InvalidNextToken', message);

/** Without `WithDecryption` a secure value comes as something that is not the value, as the service's ciphertext does. */
const answer = (parameter: Parameter, withDecryption: boolean | undefined) => ({
  Name: parameter.name,
  ARN: parameter.arn,
  Type: parameter.type,
  Value:
    parameter.type === 'SecureString' && !withDecryption
      ? Buffer.from(`encrypted:${parameter.name}`).toString('base64')
      : parameter.value,
  Version: parameter.version,
  LastModifiedDate: new Date(parameter.changedAt),
  DataType: 'text',
});

/** Parameter Store's API over a store. */
export function createSsmApi(store: SsmStore): AwsService {
  return {
    signingName: 'ssm',
    title: 'AWS Systems Manager Parameter Store',
    protocol: 'awsJson1_1',
    schemas,
    operations: {
      GetParameter: (input: ssm.GetParameterCommandInput) => ({
        Parameter: answer(store.parameter(input.Name), input.WithDecryption),
      }),
      GetParameters(input: ssm.GetParametersCommandInput) {
        const names = input.Names ?? [];
        if (names.length < 1 || names.length > mostNames)
          throw new AwsError('ValidationException', `Names must have 1 to ${mostNames} members, got ${names.length}.`);
        const found = names.flatMap((name) => store.find(name) ?? []);
        return {
          Parameters: found.map((parameter) => answer(parameter, input.WithDecryption)),
          InvalidParameters: names.filter((name) => !store.find(name)),
        };
      },
      GetParametersByPath(input: ssm.GetParametersByPathCommandInput) {
        if (input.ParameterFilters?.length)
          throw new AwsError('InvalidFilterKey', 'ParameterFilters are not supported by the sandbox.');
        if (!input.Path?.startsWith('/'))
          throw new AwsError('ValidationException', 'The parameter path must begin with a slash /.');
        const path = input.Path.endsWith('/') ? input.Path : `${input.Path}/`;
        const below = store
          .parameters()
          .filter(({ name }) => name.startsWith(path) && (input.Recursive || !name.slice(path.length).includes('/')));
        const { items, nextToken } = pageOf(below, input.NextToken, input.MaxResults ?? pathPageSize, invalidToken);
        return {
          Parameters: items.map((parameter) => answer(parameter, input.WithDecryption)),
          ...(nextToken ? { NextToken: nextToken } : {}),
        };
      },
      PutParameter(input: ssm.PutParameterCommandInput) {
        const { version } = store.put({
          name: input.Name ?? '',
          type: input.Type,
          value: input.Value ?? '',
          description: input.Description,
          overwrite: input.Overwrite === true,
        });
        return { Version: version, Tier: 'Standard' };
      },
      DescribeParameters(input: ssm.DescribeParametersCommandInput) {
        if (input.Filters?.length || input.ParameterFilters?.length)
          throw new AwsError('InvalidFilterKey', 'Filters of DescribeParameters are not supported by the sandbox.');
        const size = input.MaxResults ?? describePageSize;
        const { items, nextToken } = pageOf(store.parameters(), input.NextToken, size, invalidToken);
        return {
          Parameters: items.map(({ name, arn, type, version, changedAt, description }) => ({
            Name: name,
            ARN: arn,
            Type: type,
            Version: version,
            LastModifiedDate: new Date(changedAt),
            Tier: 'Standard',
            DataType: 'text',
            ...(description === undefined ? {} : { Description: description }),
          })),
          ...(nextToken ? { NextToken: nextToken } : {}),
        };
      },
    },
  };
}
