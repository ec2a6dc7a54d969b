import { arnOf } from '../../kernel/arn.ts';
import { isObject } from '../../kernel/json-object.ts';
import type { Place } from '../../kernel/kernel.ts';
import type { CallContext } from '../../kernel/service.ts';

/** ARNs of which a policy must allow at least one. */
export type ResourceGroup = readonly string[];

type Input = Readonly<Record<string, unknown>>;
type Reader = (input: Input, operation: string, place: Place) => readonly ResourceGroup[];

const textOf = (input: Input, name: string): string | undefined => {
  const value = input[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Input members hold either a name or an ARN. */
const named = (place: Place, service: string, kind: string, nameOrArn: string): string =>
  nameOrArn.startsWith('arn:') ? nameOrArn : arnOf(place, service, `${kind}${nameOrArn}`);

/** What AWS appends to a secret's name is not known from the call; policies match it by six question marks. */
const unknownSuffix = '-??????';

const readers: Readonly<Record<string, Reader>> = {
  sqs(input, _operation, place) {
    const name = textOf(input, 'QueueUrl')?.split('/').at(-1) ?? textOf(input, 'QueueName');
    return name === undefined ? [] : [[arnOf(place, 'sqs', name)]];
  },
  dynamodb(input, _operation, place) {
    const items = input['RequestItems'];
    if (isObject(items)) return Object.keys(items).map((table) => [named(place, 'dynamodb', 'table/', table)]);
    const table = textOf(input, 'TableName');
    if (table === undefined) return [];
    const index = textOf(input, 'IndexName');
    return [[`${named(place, 'dynamodb', 'table/', table)}${index === undefined ? '' : `/index/${index}`}`]];
  },
  events(input, operation, place) {
    const { Entries: entries } = input;
    if (operation !== 'PutEvents' || !Array.isArray(entries)) return [];
    return entries
      .filter(isObject)
      .map((entry) => [named(place, 'events', 'event-bus/', textOf(entry, 'EventBusName') ?? 'default')]);
  },
  s3(input, _operation, place) {
    const bucket = textOf(input, 'Bucket');
    const key = textOf(input, 'Key');
    if (bucket === undefined) return [];
    const [, partition] = arnOf(place, 's3', '').split(':');
    return [[`arn:${partition}:s3:::${bucket}${key === undefined ? '' : `/${key}`}`]];
  },
  secretsmanager(input, operation, place) {
    const secret = textOf(input, 'SecretId');
    if (operation !== 'GetSecretValue' || secret === undefined) return [];
    return [
      [secret.startsWith('arn:') ? secret : `${arnOf(place, 'secretsmanager', `secret:${secret}`)}${unknownSuffix}`],
    ];
  },
  ses(input, operation, place) {
    const from = textOf(input, 'FromEmailAddress');
    if (operation !== 'SendEmail' || from === undefined) return [];
    const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
    const domain = address.split('@').at(-1) ?? address;
    const set = textOf(input, 'ConfigurationSetName');
    return [
      [arnOf(place, 'ses', `identity/${address}`), arnOf(place, 'ses', `identity/${domain}`)],
      ...(set === undefined ? [] : [[arnOf(place, 'ses', `configuration-set/${set}`)]]),
    ];
  },
  cases(input, _operation, place) {
    const domainId = textOf(input, 'domainId');
    if (domainId === undefined) return [];
    const domain = arnOf(place, 'cases', `domain/${domainId}`);
    const caseId = textOf(input, 'caseId');
    const fieldId = textOf(input, 'fieldId');
    return [
      [
        domain,
        ...(caseId === undefined ? [] : [`${domain}/case/${caseId}`]),
        ...(fieldId === undefined ? [] : [`${domain}/field/${fieldId}`]),
      ],
    ];
  },
  connect(input, operation, place) {
    const instanceId = textOf(input, 'InstanceId');
    if (instanceId === undefined) return [];
    const instance = named(place, 'connect', 'instance/', instanceId);
    const flowId = textOf(input, 'ContactFlowId');
    if (operation === 'StartTaskContact' && flowId !== undefined)
      return [[flowId.startsWith('arn:') ? flowId : `${instance}/contact-flow/${flowId}`]];
    const hoursId = textOf(input, 'HoursOfOperationId');
    if (hoursId !== undefined) return [[`${instance}/operating-hours/${hoursId}`]];
    return ['DescribeInstance', 'ListIntegrationAssociations'].includes(operation) ? [[instance]] : [];
  },
};

/**
 * The resources of a call that are plain from its input, as groups of which each must be allowed. Empty when they are
 * not plain: then the call is judged by its action alone.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function resourcesOfCall(
  place: Place,
  { service, operation }: Pick<CallContext, 'service' | 'operation'>,
  input: unknown,
): readonly ResourceGroup[] {
  if (!isObject(input)) return [];
  return readers[service]?.(input, operation, place) ?? [];
}
