import type { AlarmSettings } from './alarm.ts';
import type { AlarmState, Evaluation } from './evaluate-alarm.ts';

const words: Readonly<Record<AlarmSettings['comparison'], string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

/** CloudWatch writes whole numbers with a decimal. */
const shown = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));
const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** Why an alarm changed its state, in the words of CloudWatch. */
export function stateReason(
  settings: AlarmSettings,
  before: AlarmState,
  { state, decisive, filled }: Evaluation,
): string {
  if (state === 'INSUFFICIENT_DATA') return 'Insufficient Data: no datapoints were received.';
  const treated =
    filled === 0
      ? ''
      : `${plural(filled, 'missing datapoint')} ${filled === 1 ? 'was' : 'were'} treated as [${settings.treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching'}]`;
  if (decisive.length === 0)
    return `Threshold Crossed: no datapoints were received for ${plural(settings.evaluationPeriods, 'period')} and ${treated}.`;
  const needed = state === 'ALARM' ? settings.datapointsToAlarm : 1;
  const values = decisive.map(shown).join(', ');
  const was = `${decisive.length === 1 ? 'was' : 'were'}${state === 'ALARM' ? '' : ' not'}`;
  return (
    `Threshold Crossed: ${decisive.length} out of the last ${settings.evaluationPeriods} datapoints [${values}] ${was} ` +
    `${words[settings.comparison]} the threshold (${shown(settings.threshold)})${treated === '' ? '' : ` and ${treated}`} ` +
    `(minimum ${plural(needed, 'datapoint')} for ${before} -> ${state} transition).`
  );
}
