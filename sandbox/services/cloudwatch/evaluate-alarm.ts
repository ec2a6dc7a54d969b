export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export const comparisons = {
  GreaterThanOrEqualToThreshold: (value: number, threshold: number) => value >= threshold,
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
  LessThanOrEqualToThreshold: (value: number, threshold: number) => value <= threshold,
} as const;

export interface AlarmCondition {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparison: keyof typeof comparisons;
  readonly threshold: number;
  readonly treatMissingData: 'breaching' | 'notBreaching' | 'ignore' | 'missing';
}

/**
 * Data points that are looked at: more than are evaluated, in case some are missing. AWS names no formula; its example looks
 * at five for an alarm of three.
 */
export const evaluationRange = ({ evaluationPeriods }: Pick<AlarmCondition, 'evaluationPeriods'>): number =>
  evaluationPeriods + 2;

export interface Evaluation {
  readonly state: AlarmState;
  /** Real data points that decided, the newest first. */
  readonly decisive: readonly number[];
  /** Missing ones that were filled in. */
  readonly filled: number;
}

/**
 * The state of an alarm by its latest data points.
 * @param points of the evaluation range, the oldest first; undefined is missing
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function evaluateAlarm(
  condition: AlarmCondition,
  points: readonly (number | undefined)[],
  current: AlarmState,
): Evaluation {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData } = condition;
  const isBreaching = (point: number): boolean => comparisons[condition.comparison](point, condition.threshold);
  const existing = points.filter((point) => point !== undefined);
  // Real ones, also from farther back, go before any that would be filled in.
  const real = existing.slice(-evaluationPeriods);
  const decisive = real.toReversed();
  const filled = evaluationPeriods - real.length;
  const breaching = real.filter(isBreaching).length;
  const done = (state: AlarmState): Evaluation => ({ state, decisive, filled });
  if (breaching >= datapointsToAlarm) return done('ALARM');
  if (filled === 0 || treatMissingData === 'notBreaching') return done('OK');
  if (treatMissingData === 'breaching') return done(breaching + filled >= datapointsToAlarm ? 'ALARM' : 'OK');
  if (real.length === 0) return done(treatMissingData === 'missing' ? 'INSUFFICIENT_DATA' : current);
  if (real.some((point) => !isBreaching(point))) return done('OK');
  // Only breaching ones, and fewer than needed: an alarm when the oldest of them is old enough, so that a better one could
  // have come since.
  const age = points.length - points.findIndex((point) => point !== undefined);
  return done(treatMissingData === 'missing' && age >= datapointsToAlarm ? 'ALARM' : current);
}
