import type { ClockState } from '../../../lambda/contract/case-item.ts';
import { flagsAround } from './calendars.ts';
import { deliverInTime, deliverShuffled, instantText } from './deliver.ts';
import { diceOf } from './dice.ts';
import type { CaseFacts } from './facts.ts';
import { whatShouldHaveHappened, type Cycle } from './naive-model.ts';
import { endOf } from './random-timeline.ts';

/* Engine and model side by side, one line of text for each cycle, so that a difference can be read. */

interface Told {
  readonly clock: string;
  /** What depends on somebody looking in time. */
  readonly looks: string;
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
  };
}

function tellCycles(cycles: readonly Cycle[], end: number): readonly Told[] {
  const numbers = new Map<string, number>();
  return cycles.map((cycle) => {
    const number = (numbers.get(cycle.row.kind) ?? 0) + 1;
    numbers.set(cycle.row.kind, number);
    return tellCycle(cycle, number, end);
  });
}

function tellClock(clock: ClockState): Told {
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
  };
}

export interface Difference {
  readonly way: 'in time' | 'shuffled' | 'unwatched' | 'failed';
  readonly expected: readonly string[];
  readonly found: readonly string[];
}

function differing(
  way: Difference['way'],
  expected: readonly Told[],
  clocks: readonly ClockState[],
  withLooks: boolean,
) {
  const lines = (all: readonly Told[]): string[] =>
    all.map(({ clock, looks }) => (withLooks ? `${clock} | ${looks}` : clock)).sort();
  const [wanted, got] = [lines(expected), lines(clocks.map(tellClock))];
  return wanted.join('\n') === got.join('\n') ? undefined : { way, expected: wanted, found: got };
}

export type Model = typeof whatShouldHaveHappened;

/**
 * Undefined when model and engine agree. What depends on looks is compared when no two facts happened at one instant, since what
 * is looked at together can only be delivered one after the other; and for one seed in four also when nobody looks in between.
 */
export function compare(
  timeline: CaseFacts,
  seed: number,
  model: Model = whatShouldHaveHappened,
): Difference | undefined {
  const end = endOf(timeline);
  const flagsOf = flagsAround(timeline.createdAt);
  const instants = timeline.facts.map(({ at }) => Math.max(at, timeline.createdAt));
  const isOneByOne = new Set(instants).size === instants.length;
  const heard = timeline.facts.flatMap((fact) => ('signal' in fact ? [`${fact.signal} ${fact.id}`] : []));
  // To hear a signal again is a look for the engine, and no instant for the model.
  const isUnwatched = seed % 4 === 0 && isOneByOne && new Set(heard).size === heard.length;
  const unwatched = (): readonly Told[] => tellCycles(model(timeline, flagsOf, 'untilLastFact'), Math.max(...instants));
  const expected = tellCycles(model(timeline, flagsOf, end), end);
  try {
    return (
      differing('in time', expected, deliverInTime(timeline, end), isOneByOne) ??
      differing('shuffled', expected, deliverShuffled(timeline, diceOf(seed + 1)), false) ??
      (isUnwatched ? differing('unwatched', unwatched(), deliverInTime(timeline), true) : undefined)
    );
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { way: 'failed', expected: expected.map(({ clock }) => clock), found: [text] };
  }
}
