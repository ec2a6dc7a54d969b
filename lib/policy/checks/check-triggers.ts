import { entriesOf } from '../draft.ts';
import type { Finding, ValuePath } from '../finding.ts';
import { atKey, type Check } from './check-input.ts';
import { levelsOf, whereOf, type RowDraft } from './row-parts.ts';
import {
  asked,
  both,
  complement,
  conditionsOf,
  has,
  isNothing,
  isWithin,
  together,
  type Conditions,
  type ValueSet,
} from './value-set.ts';

interface Row {
  readonly name: string;
  readonly draft: RowDraft;
  readonly where: Conditions;
  /** Fields that its consequences set, with their places. */
  readonly sets: readonly { readonly field: string; readonly value: string; readonly path: ValuePath }[];
}

interface Trigger {
  readonly from: Row;
  readonly to: Row;
  /** `sets status to x, which restarts b`. */
  readonly words: string;
  readonly path: ValuePath;
}

function setsOf(draft: RowDraft, path: ValuePath): Row['sets'] {
  return levelsOf(draft, path).flatMap(({ doPath, consequences }) =>
    consequences.flatMap(([index, consequence]) =>
      'set' in consequence
        ? entriesOf(consequence.set).flatMap(([field, value]) =>
            typeof value === 'string' ? [{ field, value, path: [...doPath, index, 'set', field] }] : [],
          )
        : [],
    ),
  );
}

/** Values that a field may have while a clock of the row is open: those of its cases, for which `until` does not hold. */
function whileOpen({ where, draft }: Row, field: string): ValueSet {
  const until = draft.until === undefined ? undefined : conditionsOf(draft.until);
  const ends = until === undefined || Object.keys(until).join() !== field ? undefined : asked(until, field);
  return ends === undefined ? asked(where, field) : both(asked(where, field), complement(ends));
}

/** True when an update clock is renewed by a value that differs from one the case may have, or gets in the same cycle. */
function renews(from: Row, to: Row, field: string, value: string, before: ValueSet): boolean {
  const { renew, clock } = to.draft;
  if (clock !== 'update' || renew?.changed?.includes(field) !== true) return false;
  // A value that its own row sets alone is the same value ever after.
  return from === to
    ? from.sets.some((other) => other.field === field && other.value !== value)
    : !isWithin(before, { only: new Set([value]) });
}

/** What a value that one row sets does to the clock of another row, or to its own; undefined when nothing. */
function effectOn(from: Row, to: Row, field: string, value: string): string | undefined {
  const before = whileOpen(from, field);
  /** True when a condition on the field may not hold before, and holds with the value. */
  const turnsTrue = (conditions: Conditions | undefined): boolean =>
    conditions !== undefined &&
    Object.hasOwn(conditions, field) &&
    has(asked(conditions, field), value) &&
    !isWithin(before, asked(conditions, field));
  const [start, reset, until] = [to.draft.start, to.draft.reset, to.draft.until].map(conditionsOf);
  if (to.draft.reset !== undefined && turnsTrue(reset)) return 'restarts';
  if (renews(from, to, field, value, before)) return 'renews';
  if (from === to) return undefined;
  if (turnsTrue(to.where)) return from.draft.clock === to.draft.clock ? 'hands the clock over to' : 'starts';
  if (to.draft.start !== undefined && turnsTrue(start)) return 'starts';
  const ends = asked(until ?? {}, field);
  const wasEnded = to.draft.until !== undefined && !isNothing(both(before, ends)) && !has(ends, value);
  return wasEnded ? 'starts again' : undefined;
}

function triggersOf(from: Row, rows: readonly Row[]): readonly Trigger[] {
  return rows.flatMap((to) => {
    if (to.draft.for?.template !== from.draft.for?.template || to.sets.length === 0) return [];
    const settled = new Set(from.sets.map(({ field }) => field));
    // A case that the one is for, the other can never be for, whatever is set.
    const both = together(from.where, to.where);
    if (Object.keys(both).some((field) => !settled.has(field) && isNothing(asked(both, field)))) return [];
    return from.sets.flatMap(({ field, value, path }): Trigger[] => {
      const effect = effectOn(from, to, field, value);
      const words = `${from.name} sets ${field} to ${value}, which ${effect} ${from === to ? 'itself' : to.name}`;
      return effect === undefined ? [] : [{ from, to, words, path }];
    });
  });
}

/** The shortest way back to where a trigger begins, itself first; undefined when there is none. */
function wayBack(first: Trigger, next: ReadonlyMap<Row, readonly Trigger[]>): readonly Trigger[] | undefined {
  const seen = new Set<Row>();
  let ways: readonly (readonly Trigger[])[] = [[first]];
  while (ways.length > 0) {
    const home = ways.find((way) => way.at(-1)!.to === first.from);
    if (home !== undefined) return home;
    ways = ways.flatMap((way) => {
      const { to } = way.at(-1)!;
      if (seen.has(to)) return [];
      seen.add(to);
      return (next.get(to) ?? []).map((trigger) => [...way, trigger]);
    });
  }
  return undefined;
}

/**
 * Policies whose consequences set each other going: a value that one sets makes another start, restart or take over, and
 * what that one sets leads back. Each circle is told once.
 */
export const checkTriggers: Check = ({ draft, wasRefused }) => {
  const rows = entriesOf(draft.policies).flatMap(([name, row]): Row[] => {
    const where = conditionsOf(whereOf(row));
    if (where === undefined || wasRefused(['policies', name, 'for'])) return [];
    return [{ name, draft: row, where, sets: setsOf(row, ['policies', name]) }];
  });
  const next = new Map(rows.map((row) => [row, triggersOf(row, rows)] as const));
  const told = new Set<Row>();
  return [...next.values()].flat().flatMap((trigger): Finding[] => {
    if (told.has(trigger.from)) return [];
    const way = wayBack(trigger, next);
    if (way === undefined) return [];
    for (const { from } of way) told.add(from);
    return [
      atKey(
        trigger.path,
        `the policies set each other going without end: ${way.map(({ words }) => words).join('; ')}; allowed: no way back; take one of these "set" or the condition on it away`,
      ),
    ];
  });
};
