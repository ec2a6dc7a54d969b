import { notSupported } from './errors.ts';

const successors: Readonly<Record<string, string>> = {
  AttributeUpdates: 'UpdateExpression',
  Expected: 'ConditionExpression',
  ConditionalOperator: 'ConditionExpression',
  KeyConditions: 'KeyConditionExpression',
  QueryFilter: 'FilterExpression',
  ScanFilter: 'FilterExpression',
  AttributesToGet: 'ProjectionExpression',
};

/** @throws AwsError ValidationException for parameters from before expressions existed. */
export function refuseLegacyParameters(input: object): void {
  const given: Readonly<Record<string, unknown>> = { ...input };
  for (const [parameter, successor] of Object.entries(successors))
    if (given[parameter] !== undefined) throw notSupported(`The legacy parameter ${parameter}`, `use ${successor}`);
}
