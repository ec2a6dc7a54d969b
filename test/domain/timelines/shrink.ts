import type { ClockPolicy } from '../../../lambda/contract/compiled-policy.ts';
import type { CaseFacts, Fact } from './facts.ts';

/* From a timeline that fails to a small one that fails too: whatever can be left out is left out. */

const without = <Value>(values: readonly Value[], index: number): Value[] => values.filter((_, n) => n !== index);

function replaced<Value>(values: readonly Value[], index: number, value: Value): Value[] {
  return values.map((old, n) => (n === index ? value : old));
}

function* smallerRows(row: ClockPolicy): Generator<ClockPolicy> {
  for (const key of ['cancel', 'reset', 'pause', 'renew', 'calendar', 'until'] as const) {
    const { [key]: left, ...rest } = row;
    if (left !== undefined) yield rest;
  }
  if (row.pause?.atMostSeconds !== undefined) {
    const { atMostSeconds: _, ...pause } = row.pause;
    yield { ...row, pause };
  }
  if (row.start.length > 0) yield { ...row, start: row.start.slice(1) };
  if (row.for.where.length > 0) yield { ...row, for: { ...row.for, where: row.for.where.slice(1) } };
  for (const [index, { kind }] of row.levels.entries()) {
    if (kind !== 'breach') yield { ...row, levels: without(row.levels, index) };
  }
  if (row.onChange !== 'forward') yield { ...row, onChange: 'forward' };
  if (row.reopen !== 'continue') yield { ...row, reopen: 'continue' };
}

function* smallerFacts(fact: Fact): Generator<Fact> {
  if (!('fields' in fact)) return;
  const entries = Object.entries(fact.fields);
  for (const index of entries.keys()) yield { at: fact.at, fields: Object.fromEntries(without(entries, index)) };
}

function* smaller(timeline: CaseFacts): Generator<CaseFacts> {
  const { facts, rows } = timeline;
  // The first fact is that of the creation.
  for (let index = 1; index < facts.length; index += 1) yield { ...timeline, facts: without(facts, index) };
  for (const index of rows.length > 1 ? rows.keys() : []) yield { ...timeline, rows: without(rows, index) };
  for (const [index, row] of rows.entries()) {
    for (const less of smallerRows(row)) yield { ...timeline, rows: replaced(rows, index, less) };
  }
  for (const [index, fact] of facts.entries()) {
    for (const less of smallerFacts(fact)) yield { ...timeline, facts: replaced(facts, index, less) };
  }
}

/** The smallest timeline that `fails` and that is reached by leaving out one thing at a time. */
export function shrink(timeline: CaseFacts, fails: (smaller: CaseFacts) => boolean): CaseFacts {
  let smallest = timeline;
  const next = (): CaseFacts | undefined => {
    for (const candidate of smaller(smallest)) if (fails(candidate)) return candidate;
    return undefined;
  };
  for (let found = next(); found !== undefined; found = next()) smallest = found;
  return smallest;
}
