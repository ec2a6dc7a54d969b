import { compare, type Difference, type Model } from './compare.ts';
import { instantText } from './deliver.ts';
import type { CaseFacts, Fact } from './facts.ts';
import { randomTimeline } from './random-timeline.ts';
import { shrink } from './shrink.ts';

/* A difference as a person wants to read it, and as it can be played again. */

function factText(fact: Fact): string {
  if ('fields' in fact) return `${instantText(fact.at)} ${JSON.stringify(fact.fields)}`;
  return `${instantText(fact.at)} ${'signal' in fact ? `${fact.signal} ${fact.id}` : 'deleted'}`;
}

/** What differs in the timeline, after everything that does not matter for it was left out of it. */
export function reportOf(timeline: CaseFacts, seed: number, model?: Model): string {
  const small = shrink(timeline, (smaller) => compare(smaller, seed, model) !== undefined);
  const { way, expected, found }: Difference = compare(small, seed, model) ?? {
    way: 'failed',
    expected: [],
    found: [],
  };
  const numbers = [...Array(Math.max(expected.length, found.length)).keys()];
  return [
    `engine and naive model differ (${way}), seed ${seed}`,
    `again: CASEWARDEN_TIMELINE=${seed} npm test -- test/domain/timelines`,
    `as it is below: CASEWARDEN_TIMELINE='${JSON.stringify(small)}'`,
    ...small.rows.map((row) => `row  ${JSON.stringify(row)}`),
    `created ${instantText(small.createdAt)}`,
    ...[...small.facts].sort((a, b) => a.at - b.at).map((fact) => `fact ${factText(fact)}`),
    ...numbers
      .filter((index) => expected[index] !== found[index])
      .flatMap((index) => [`model:  ${expected[index] ?? 'nothing'}`, `engine: ${found[index] ?? 'nothing'}`]),
  ].join('\n');
}

/** The first seed of `[from, to)` whose timeline tells engine and model apart. */
export function firstDifference(from: number, to: number, model?: Model): number | undefined {
  for (let seed = from; seed < to; seed += 1) {
    if (compare(randomTimeline(seed), seed, model) !== undefined) return seed;
  }
  return undefined;
}

/**
 * Compares the timelines of all seeds of `[from, to)`; a report for the first that differs.
 * @param replay a seed, or a timeline as JSON, which is then the only one
 */
export function compareAll(from: number, to: number, replay = process.env['CASEWARDEN_TIMELINE']): string | undefined {
  if (replay?.startsWith('{') === true) {
    const timeline: CaseFacts = JSON.parse(replay);
    return compare(timeline, 0) === undefined ? undefined : reportOf(timeline, 0);
  }
  const only = replay === undefined ? undefined : Number(replay);
  const seed = only === undefined ? firstDifference(from, to) : firstDifference(only, only + 1);
  return seed === undefined ? undefined : reportOf(randomTimeline(seed), seed);
}
