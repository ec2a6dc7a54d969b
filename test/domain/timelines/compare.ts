import type { ClockState } from '../../../lambda/contract/case-item.ts';
import { flagsAround } from './calendars.ts';
import { deliverInTime, deliverSettled, deliverShuffled } from './deliver.ts';
import { diceOf } from './dice.ts';
import type { CaseFacts } from './facts.ts';
import { whatShouldHaveHappened } from './naive-model.ts';
import { endOf } from './random-timeline.ts';
import { tellClock, tellCycles, type Told } from './tell.ts';

/* Engine and model side by side. */

export interface Difference {
  readonly way: 'in time' | 'settled' | 'shuffled' | 'unwatched' | 'failed';
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
  const found = clocks.map(tellClock);
  const [wanted, got] = [lines(expected), lines(found)];
  if (wanted.join('\n') !== got.join('\n')) return { way, expected: wanted, found: got };
  const known = new Set(found.flatMap(({ owed }) => owed));
  const lost = expected.flatMap(({ owed }) => owed.filter((level) => !known.has(level)));
  return lost.length === 0 ? undefined : { way, expected: lost, found: ['none of these levels'] };
}

export type Model = typeof whatShouldHaveHappened;

/**
 * Undefined when model and engine agree: about the clocks however the facts arrive, and that no level of an open clock is lost.
 * What depends on looks is compared too when the facts come in time and no two of them happened at one instant (what is looked at
 * together can only be delivered one after the other), and for one seed in four when nobody looks in between.
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
  // Once a signal is settled, nobody knows that it was heard before under another time.
  const isHeardOnce = new Set(heard).size === heard.length;
  const isUnwatched = seed % 4 === 0 && isOneByOne && isHeardOnce;
  const unwatched = (): readonly Told[] => tellCycles(model(timeline, flagsOf, 'untilLastFact'), Math.max(...instants));
  const expected = tellCycles(model(timeline, flagsOf, end), end);
  try {
    return (
      differing('in time', expected, deliverInTime(timeline, end), isOneByOne) ??
      (isHeardOnce
        ? differing('settled', expected, deliverSettled(timeline, diceOf(seed + 2), end), isOneByOne)
        : undefined) ??
      differing('shuffled', expected, deliverShuffled(timeline, diceOf(seed + 1), end), false) ??
      (isUnwatched ? differing('unwatched', unwatched(), deliverInTime(timeline), true) : undefined)
    );
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { way: 'failed', expected: expected.map(({ clock }) => clock), found: [text] };
  }
}
