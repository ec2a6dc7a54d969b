import { describe, expect, test } from 'vitest';
import {
  evaluateAlarm,
  evaluationRange,
  type AlarmCondition,
  type AlarmState,
} from '../../../sandbox/services/cloudwatch/evaluate-alarm.ts';

const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
type States = readonly [missing: AlarmState, ignore: AlarmState, breaching: AlarmState, notBreaching: AlarmState];

/** `0` is fine, `X` breaches, `-` is missing; the most recent stands on the right. */
const pointsOf = (text: string): (number | undefined)[] =>
  text.split(' ').map((sign) => (sign === '-' ? undefined : sign === 'X' ? 10 : 0));
const condition = (datapointsToAlarm: number): AlarmCondition => ({
  evaluationPeriods: 3,
  datapointsToAlarm,
  comparison: 'GreaterThanThreshold',
  threshold: 5,
  treatMissingData: 'missing',
});
const statesOf = (text: string, datapoints: number, current: AlarmState): readonly AlarmState[] =>
  treatments.map(
    (treatMissingData) => evaluateAlarm({ ...condition(datapoints), treatMissingData }, pointsOf(text), current).state,
  );
const alike = (state: AlarmState): States => [state, state, state, state];

// The two tables of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
describe('the examples of AWS', () => {
  const current = 'INSUFFICIENT_DATA';
  const all: readonly [string, States][] = [
    ['0 - X - X', alike('OK')],
    ['- - - - 0', alike('OK')],
    ['- - - - -', ['INSUFFICIENT_DATA', current, 'ALARM', 'OK']],
    ['0 X X - X', alike('ALARM')],
    ['- - X - -', ['ALARM', current, 'ALARM', 'OK']],
  ];
  test.each(all)('%s, three of three', (text, states) => {
    expect(statesOf(text, 3, current)).toEqual(states);
  });

  const some: readonly [string, States][] = [
    ['0 - X - X', alike('ALARM')],
    ['0 0 X 0 X', alike('ALARM')],
    ['0 - X - -', ['OK', 'OK', 'ALARM', 'OK']],
    ['- - - - 0', ['OK', 'OK', 'ALARM', 'OK']],
    ['- - - X -', ['ALARM', current, 'ALARM', 'OK']],
  ];
  test.each(some)('%s, two of three', (text, states) => {
    expect(statesOf(text, 2, current)).toEqual(states);
  });

  test.each(['- - - - X', '- - - X -'])('%s is too young for three of three', (text) => {
    expect(statesOf(text, 3, 'OK')[0]).toBe('OK');
  });

  test('five points are looked at for three', () => {
    expect(evaluationRange(condition(3))).toBe(5);
  });
});

test.each([
  ['GreaterThanOrEqualToThreshold', 5, 'ALARM'],
  ['GreaterThanThreshold', 5, 'OK'],
  ['LessThanOrEqualToThreshold', 5, 'ALARM'],
  ['LessThanThreshold', 5, 'OK'],
  ['LessThanThreshold', 4.9, 'ALARM'],
  ['GreaterThanThreshold', 5.1, 'ALARM'],
] as const)('%s with %f against 5 is %s', (comparison, value, state) => {
  const one: AlarmCondition = { ...condition(1), evaluationPeriods: 1, comparison };
  expect(evaluateAlarm(one, [undefined, undefined, value], 'OK')).toEqual({ state, decisive: [value], filled: 0 });
});
