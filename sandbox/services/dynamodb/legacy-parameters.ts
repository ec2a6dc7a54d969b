import { notSupported } from './errors.ts';

const successors = Object.entries({
  AttributeUpdates: 'UpdateExpression',
  Expected: 'ConditionExpression',
  ConditionalOperator: 'ConditionExpression',
  KeyConditions: 'KeyConditionExpression',
  QueryFilter: 'FilterExpression',
  ScanFilter: 'FilterExpression',
  AttributesToGet: 'ProjectionExpression',
});

/** @throws AwsError ValidationException for parameters from before expressions existed. */
export function refuseLegacyParameters(input: object): void {
  for (const [parameter, successor] of successors)
    if ((input as Readonly<Record<string, unknown>>)[parameter] !== undefined)
      throw notSupported(`The legacy parameter ${parameter}`, `use ${successor}`);
}
