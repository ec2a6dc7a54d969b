import type { CaseEvent } from '../contract/case-event.ts';
import type { CaseItem, Effect, FieldValue } from '../contract/case-item.ts';
import { readCaseEvent } from './fold-event.ts';
import { addSeconds } from './instants.ts';
import { isOwnWrite } from './own-writes.ts';
import { fieldsOf } from './ownership.ts';

/*
 * A policy that gives a case to one person and somebody, or another automation, who gives it back would go on for ever. A field
 * that others have set back so often is left to people: the effect is parked, and its reason names both parties.
 */

/** Set backs within an hour after which a field is left alone. */
export const mostSetBacks = 3;
const withinSeconds = 3600;
/** More than these are never asked for. */
const keptSetBacks = 8;

/**
 * Adds what an event tells of others who have changed a field that we had set. Fields that no effect of ours has set are none of
 * our business and are not kept.
 * @returns the same item when the event tells nothing of it
 */
export function hearSetBack(item: CaseItem, event: CaseEvent): CaseItem {
  const news = item.deleted === true || isOwnWrite(event) ? undefined : readCaseEvent(event);
  if (news === undefined) return item;
  const by = event.detail.performedBy?.user?.userArn;
  // Every event repeats the fields that it does not tell of as changed.
  const changed = event.detail.changedFieldIds;
  let setBacks = item.setBacks ?? [];
  for (const [fieldId, value] of news.fields) {
    if (changed?.includes(fieldId) === false) continue;
    const last = setsOf(item, fieldId).findLast(({ at }) => at <= news.at);
    if (last === undefined || last.value === value || last.at < addSeconds(news.at, -withinSeconds)) continue;
    if (setBacks.some((known) => known.fieldId === fieldId && known.at === news.at)) continue;
    setBacks = [...setBacks, { fieldId, at: news.at, ...(by === undefined ? {} : { by }) }];
  }
  if (setBacks === item.setBacks || setBacks.length === 0) return item;
  const inOrder = setBacks.toSorted((one, other) => (one.at < other.at ? -1 : 1));
  return { ...item, setBacks: inOrder.slice(-keptSetBacks) };
}

/**
 * Why an effect is not to set its fields once more; undefined when it may.
 * @param fieldOf the fields of the case as Cases itself says they are
 */
export function whyTugOfWar(
  item: CaseItem,
  effect: Effect,
  fieldOf: (fieldId: string) => FieldValue,
  now: string,
): string | undefined {
  for (const fieldId of Object.keys(fieldsOf(effect))) {
    const told = (item.setBacks ?? []).filter((one) => one.fieldId === fieldId && isRecent(one.at, now));
    const times = Math.max(told.length, repetitions(item, fieldId, fieldOf(fieldId), now));
    if (times < mostSetBacks) continue;
    const others = [...new Set(told.flatMap(({ by }) => by ?? []))];
    const who = others.length === 0 ? 'others whom no event names' : others.join(' and ');
    return `tug-of-war: ${fieldId} was set back ${times} times within an hour; policy ${effect.policy} sets it, ${who} set it back; settle which of the two is to have it`;
  }
  return undefined;
}

/**
 * How often a field must have been changed by others, by our own effects alone and whether or not an event has told of it: what
 * we set to a value that we had set it to before was something else in between, and so it is when it is something else now.
 */
function repetitions(item: CaseItem, fieldId: string, current: FieldValue, now: string): number {
  const sets = setsOf(item, fieldId).filter(({ at }) => isRecent(at, now));
  const values = [...sets.map(({ value }) => value), current];
  const isLastSetBack = sets.length > 0 && sets.at(-1)?.value !== current;
  const again = sets.filter(({ value }, place) => place > 0 && values[place - 1] === value).length;
  return again + (isLastSetBack ? 1 : 0);
}

/** What our effects have set a field to, in order; one that found its value there has set nothing. */
function setsOf(
  { effects }: CaseItem,
  fieldId: string,
): readonly { readonly at: string; readonly value: FieldValue }[] {
  return Object.values(effects)
    .flatMap((effect) => {
      const fields = fieldsOf(effect);
      const { status, outcome } = effect;
      if (status !== 'done' || outcome === undefined || outcome.reason !== undefined) return [];
      return Object.hasOwn(fields, fieldId) ? [{ at: outcome.at, value: fields[fieldId] ?? null }] : [];
    })
    .toSorted((one, other) => (one.at < other.at ? -1 : 1));
}

const isRecent = (at: string, now: string): boolean => at > addSeconds(now, -withinSeconds);
