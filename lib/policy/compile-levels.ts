import type { Action, Level } from '../../lambda/contract/compiled-policy.ts';
import type { Consequence, PolicyFile } from '../../lambda/contract/policy-file.ts';
import { durationSeconds } from './duration.ts';

type Row = PolicyFile['policies'][string];

/** True for what a Contact Lens rule carries out; infrastructure reads it from the file, and it is not compiled. */
function isNative(consequence: Consequence): boolean {
  return Object.values(consequence).some(
    (value) => typeof value === 'object' && 'by' in value && value.by === 'native',
  );
}

/** The levels of a row in the order in which they stand on the clock; of equal ones, in the order of the file. */
export function compileLevels(row: Row, toAction: (consequence: Consequence) => Action): Level[] {
  const target = durationSeconds(row.within);
  const actionsOf = (consequences: readonly Consequence[]): Action[] =>
    consequences.filter((consequence) => !isNative(consequence)).map(toAction);
  const warnings = (row.warn ?? []).map((warning, index): Level => ({
    name: `warn-${index + 1}`,
    kind: 'warn',
    usedSeconds:
      'at' in warning
        ? Math.floor((target * Number.parseInt(warning.at, 10)) / 100)
        : target - durationSeconds(warning.before),
    actions: actionsOf(warning.do),
  }));
  const breach: Level = { name: 'breach', kind: 'breach', usedSeconds: target, actions: actionsOf(row.breach) };
  const escalations = (row.escalate ?? []).flatMap((rung, index): Level[] => {
    const first = target + durationSeconds(rung.after);
    const every = rung.repeat === undefined ? 0 : durationSeconds(rung.repeat.every);
    // The rung itself, and so many repeats of it.
    return Array.from({ length: 1 + (rung.repeat?.atMost ?? 0) }, (_, time) => ({
      name: `escalate-${index + 1}${time === 0 ? '' : `.${time + 1}`}`,
      kind: 'escalate',
      usedSeconds: first + time * every,
      actions: actionsOf(rung.do),
    }));
  });
  return [...warnings, breach, ...escalations].sort((one, other) => one.usedSeconds - other.usedSeconds);
}
