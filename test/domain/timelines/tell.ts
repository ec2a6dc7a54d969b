import type { ClockState } from '../../../lambda/contract/case-item.ts';
import { instantText } from './deliver.ts';
import type { Cycle } from './naive-model.ts';

/* The cycles of model and engine, one line of text for each, so that they can be compared and a difference can be read. */

export interface Told {
  readonly clock: string;
  /** What depends on somebody looking in time. */
  readonly looks: string;
  /** Levels that must not be lost, however late the news: those of the row of an open clock. */
  readonly owed: readonly string[];
}

const optional = (at: number | undefined): string => (at === undefined || at === Infinity ? '-' : instantText(at));

type Levels = readonly (readonly [string, { readonly at: string; readonly state: 'fired' | 'skipped' }])[];

function looksText(isPaused: boolean, breachedAt: string | undefined, levels: Levels): string {
  const told = levels.map(([key, { at, state }]) => `${key} ${state} ${at}`).sort();
  return `${isPaused ? 'paused' : 'not paused'}, breached ${breachedAt ?? '-'}, ${told.join(', ')}`;
}

function tellCycle(cycle: Cycle, number: number, end: number): Told {
  const { row, followed, startedAt, kept, pauses, verdict, endedAt, endedBy, deadline, levels } = cycle;
  const takenOverAt = followed.length > 1 ? followed.at(-1)?.at : undefined;
  const paused = pauses.filter(({ from, to }) => from < to);
  const looks: Levels = [...levels].map(([key, { at, state }]) => [key, { at: instantText(at), state }]);
  const breaches = looks.filter(([key, { state }]) => key.endsWith(':breach') && state === 'fired');
  const ofRow = [...levels.keys()].filter((key) => key.startsWith(`${row.name}:`));
  const breachedAt = breaches.map(([, { at }]) => at).sort()[0];
  return {
    clock: [
      `${row.kind} #${number} ${row.name} ${instantText(startedAt)} taken over ${optional(takenOverAt)} kept ${kept}`,
      `pauses [${paused.map(({ from, to, reason }) => `${reason} ${instantText(from)} ${optional(to)}`).join('; ')}]`,
      `${verdict} ${optional(endedAt)} ${endedBy ?? '-'} deadline ${verdict === 'cancelled' ? 'any' : optional(deadline)}`,
    ].join(' | '),
    looks: looksText(
      verdict === 'running' && paused.some(({ from, to }) => from <= end && end < to),
      breachedAt,
      looks,
    ),
    owed: verdict === 'running' ? ofRow.map((key) => `${row.kind} #${number} ${key}`) : [],
  };
}

export function tellCycles(cycles: readonly Cycle[], end: number): readonly Told[] {
  const numbers = new Map<string, number>();
  return cycles.map((cycle) => {
    const number = (numbers.get(cycle.row.kind) ?? 0) + 1;
    numbers.set(cycle.row.kind, number);
    return tellCycle(cycle, number, end);
  });
}

export function tellClock(clock: ClockState): Told {
  const { kind, cycle, policy, startedAt, takenOverAt, keptMilliseconds, pauses, verdict, deadline, levels } = clock;
  const paused = pauses
    .map(({ from, to, reason }) => {
      const isCut = clock.endedAt !== undefined && (to === undefined || to > clock.endedAt);
      return { from, to: isCut ? clock.endedAt : to, reason };
    })
    .filter(({ from, to }) => to === undefined || from < to);
  return {
    clock: [
      `${kind} #${cycle} ${policy} ${startedAt} taken over ${takenOverAt ?? '-'} kept ${keptMilliseconds}`,
      `pauses [${paused.map(({ from, to, reason }) => `${reason} ${from} ${to ?? '-'}`).join('; ')}]`,
      `${verdict} ${clock.endedAt ?? '-'} ${clock.endedBy ?? '-'} deadline ${verdict === 'cancelled' ? 'any' : (deadline ?? '-')}`,
    ].join(' | '),
    looks: looksText(clock.isPaused, clock.breachedAt, Object.entries(levels)),
    owed: Object.keys(levels).map((key) => `${kind} #${cycle} ${key}`),
  };
}
