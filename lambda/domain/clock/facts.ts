import type { CaseItem, FieldObservation, FieldValue, Signal } from '../../contract/case-item.ts';
import { comparableValue } from '../comparable-value.ts';
import { addMilliseconds, earliest } from '../instants.ts';

/*
 * The facts that an item keeps. Each is put where its own time says, so that the order of arrival does not matter, nor does
 * hearing twice. What happened before the creation counts as of the creation.
 */

/** Above this, observations that merely repeat are not kept: a case that is written to every minute must not fill its item. */
const mostObservations = 300;

/** Adds what was seen of fields at an instant; only `keep` fields are held. Returns the same item when nothing is new. */
export function observe(
  item: CaseItem,
  at: string,
  fields: ReadonlyMap<string, FieldValue>,
  keep: Iterable<string>,
): CaseItem {
  const told = notBefore(item.createdAt, at);
  let observations: readonly FieldObservation[] = item.observations;
  for (const fieldId of keep) {
    const value = fields.get(fieldId);
    const since = unsettled(item, fieldId, told);
    if (value !== undefined && since !== undefined) {
      observations = withObservation(observations, { at: since, fieldId, value: comparableValue(value) });
    }
  }
  return observations === item.observations ? item : { ...item, observations: [...observations] };
}

/**
 * From when on an observation counts: until an instant clocks may be settled. What is told later of before counts from the next
 * instant on, if it is the newest of its field until then; undefined when it is not.
 */
function unsettled({ settled, observations }: CaseItem, fieldId: string, at: string): string | undefined {
  if (settled === undefined || at > settled.at) return at;
  const last = observations.findLast((known) => known.fieldId === fieldId && known.at <= settled.at);
  return last !== undefined && last.at >= at ? undefined : addMilliseconds(settled.at, 1);
}

/** Adds what a case is taken to have begun with; what is known of that instant, or is told of it later, counts instead. */
export function assumeAtCreation(item: CaseItem, fields: ReadonlyMap<string, FieldValue>): CaseItem {
  let observations: readonly FieldObservation[] = item.observations;
  for (const [fieldId, value] of fields) {
    observations = withObservation(observations, {
      at: item.createdAt,
      fieldId,
      value: comparableValue(value),
      assumed: true,
    });
  }
  return observations === item.observations ? item : { ...item, observations: [...observations] };
}

/** Drops what was assumed: the event of the creation has told how the case began, and what it leaves out had no value. */
export function withoutAssumptions(item: CaseItem): CaseItem {
  if (!item.observations.some(({ assumed }) => assumed === true)) return item;
  return { ...item, observations: item.observations.filter(({ assumed }) => assumed !== true) };
}

/** Adds a signal; of one that is known already the earlier counts. Returns the same item when nothing is new. */
export function hearSignal(item: CaseItem, heard: Signal): CaseItem {
  const signal = { ...heard, at: notBefore(item.createdAt, heard.at) };
  if (item.settled !== undefined && signal.at <= item.settled.at) return item;
  const known = item.signals.find(({ kind, id }) => kind === signal.kind && id === signal.id);
  if (known !== undefined && known.at <= signal.at) return item;
  const others = item.signals.filter((other) => other !== known);
  return { ...item, signals: [...insert(others, signal, bySignal)] };
}

/** Adds the deletion; the earliest that anybody tells of counts. */
export function hearDeletion(item: CaseItem, at: string): CaseItem {
  const deletedAt = notBefore(item.createdAt, at);
  return item.deletedAt !== undefined && item.deletedAt <= deletedAt ? item : { ...item, deletedAt };
}

/** The earliest instant of which `after` knows something that `before` did not; undefined when it knows nothing new. */
export function earliestNews(before: CaseItem | undefined, after: CaseItem): string | undefined {
  if (before === undefined) return after.createdAt;
  const instants = [
    firstNew(before.observations, after.observations),
    firstNew(before.signals, after.signals),
    before.deletedAt === after.deletedAt ? undefined : after.deletedAt,
  ];
  return earliest(instants);
}

/** Both are in order, and what was known is the same object in both. */
function firstNew<Fact extends { readonly at: string }>(
  before: readonly Fact[],
  after: readonly Fact[],
): string | undefined {
  if (before === after) return undefined;
  const known = new Set(before);
  return after.find((fact) => !known.has(fact))?.at;
}

function withObservation(known: readonly FieldObservation[], news: FieldObservation): readonly FieldObservation[] {
  const same = known.findIndex(({ at, fieldId }) => at === news.at && fieldId === news.fieldId);
  if (same !== -1) {
    return counts(news, known[same]!) ? known.with(same, news) : known;
  }
  if (known.length >= mostObservations && lastBefore(known, news)?.value === news.value) return known;
  const added = insert(known, news, byObservation);
  return added.length > mostObservations ? withoutOldestRepeat(added) : added;
}

/** Of two observations of one field at one instant: what was told counts, then the one whose JSON is greater. */
function counts(news: FieldObservation, known: FieldObservation): boolean {
  if (news.assumed !== known.assumed) return known.assumed === true;
  return JSON.stringify(news.value) > JSON.stringify(known.value);
}

function withoutOldestRepeat(known: readonly FieldObservation[]): readonly FieldObservation[] {
  const values = new Map<string, FieldValue>();
  const repeat = known.findIndex(({ fieldId, value }) => {
    if (values.get(fieldId) === value) return true;
    values.set(fieldId, value);
    return false;
  });
  return repeat === -1 ? known : known.toSpliced(repeat, 1);
}

function lastBefore(known: readonly FieldObservation[], news: FieldObservation): FieldObservation | undefined {
  return known.findLast(({ at, fieldId }) => fieldId === news.fieldId && at < news.at);
}

function insert<Fact>(known: readonly Fact[], news: Fact, order: (left: Fact, right: Fact) => number): readonly Fact[] {
  const place = known.findLastIndex((fact) => order(fact, news) <= 0) + 1;
  return known.toSpliced(place, 0, news);
}

function byObservation(left: FieldObservation, right: FieldObservation): number {
  return compare(left.at, right.at) || compare(left.fieldId, right.fieldId);
}

function bySignal(left: Signal, right: Signal): number {
  return compare(left.at, right.at) || compare(left.kind, right.kind) || compare(left.id, right.id);
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function notBefore(first: string, at: string): string {
  return at < first ? first : at;
}
