import type { CaseItem, FieldValue, Signal } from '../../contract/case-item.ts';
import { earliest } from '../instants.ts';
import type { FieldOf } from './conditions.ts';

/** All that happened at one instant, in epoch milliseconds. */
export interface Moment {
  readonly at: number;
  /** Fields as they are after everything of that instant. */
  readonly fieldOf: FieldOf;
  /** Fields as they were before. */
  readonly before: FieldOf;
  readonly signals: readonly Signal['kind'][];
}

/** The facts of a case as what happened, instant by instant; the first is the creation, unless what was before is settled. */
export interface FactLine {
  readonly createdAt: number;
  readonly deletedAt: number | undefined;
  readonly moments: readonly Moment[];
}

const nothing: FieldOf = () => null;

/** Puts the facts of an item in order. Observations and signals of an item are kept sorted and begin with the creation. */
export function readFacts(item: CaseItem): FactLine {
  const createdAt = Date.parse(item.createdAt);
  const since = item.settled === undefined ? createdAt : Date.parse(item.settled.at);
  const deletedAt = item.deletedAt === undefined ? undefined : Math.max(since, Date.parse(item.deletedAt));
  const { observations, signals } = item;
  const moments: Moment[] = [];
  let before = nothing;
  let known = new Map<string, FieldValue>();
  let [observed, signalled] = [0, 0];
  let next: string | undefined = item.createdAt;
  if (item.settled !== undefined) {
    // What was before has come to what is settled; the fields are as it has left them.
    const settledAt = item.settled.at;
    for (; (observations[observed]?.at ?? '~') <= settledAt; observed += 1)
      known.set(observations[observed]!.fieldId, observations[observed]!.value);
    while ((signals[signalled]?.at ?? '~') <= settledAt) signalled += 1;
    const fields = known;
    before = (fieldId) => fields.get(fieldId) ?? null;
    next = earliest([observations[observed]?.at, signals[signalled]?.at]);
  }
  let at = next === undefined ? since : Date.parse(next);
  while (next !== undefined) {
    let fieldOf = before;
    if (observations[observed]?.at === next) {
      const fields = new Map(known);
      for (; observations[observed]?.at === next; observed += 1) {
        const { fieldId, value } = observations[observed]!;
        fields.set(fieldId, value);
      }
      known = fields;
      fieldOf = (fieldId) => fields.get(fieldId) ?? null;
    }
    const kinds: Signal['kind'][] = [];
    for (; signals[signalled]?.at === next; signalled += 1) kinds.push(signals[signalled]!.kind);
    moments.push({ at, fieldOf, before, signals: kinds });
    before = fieldOf;
    const observation = observations[observed]?.at;
    const signal = signals[signalled]?.at;
    next = signal === undefined || (observation !== undefined && observation < signal) ? observation : signal;
    at = next === undefined ? at : Date.parse(next);
  }
  return { createdAt, deletedAt, moments };
}
