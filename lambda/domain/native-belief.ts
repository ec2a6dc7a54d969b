import type { CaseItem, Effect, FieldValue } from '../contract/case-item.ts';
import type { ClockPolicy, Condition } from '../contract/compiled-policy.ts';
import { holds } from './clock/conditions.ts';
import { addSeconds } from './instants.ts';

/*
 * What stands in Cases under a name of native SLAs, as far as the item tells. Nobody asks Cases for it: a lane that acts on
 * it looks first, so a wrong belief costs a look and does no harm.
 */

export type RowWithNative = ClockPolicy & { readonly native: NonNullable<ClockPolicy['native']> };

/** Events date a creation a little later than the case does, and its rules run a little later again. */
const creationSeconds = 60;
/** What rules are given to run after a case came to be as they ask. AWS documents no time. */
const ruleSeconds = 60;

/** Target of the SLA of these rows that is open; undefined when none is. The rows share one SLA name. */
export function believedTarget(item: CaseItem, rows: readonly RowWithNative[]): string | undefined {
  const done = slaEffects(item, rows).filter((effect) => effect.status === 'done');
  const newest = newestEnded(done);
  if (newest?.action.kind === 'native-sla') {
    const { targetTime, fieldId, value } = newest.action;
    const since = newest.outcome?.at ?? newest.owedAt;
    return targetTime === undefined || hasHadSince(item, fieldId, value, since) ? undefined : targetTime;
  }
  for (const row of rows) {
    const attachedAt = attachedByRule(item, row);
    const { fieldId, value } = row.native;
    if (attachedAt === undefined || hasComeToHave(item, fieldId, value, attachedAt)) continue;
    return addSeconds(attachedAt, row.targetSeconds);
  }
  return undefined;
}

/** The value that a field has, as far as the item tells. */
export function believedValue(item: CaseItem, fieldId: string): string | undefined {
  return valuesOf(item, fieldId).at(-1)?.value;
}

/** Every effect of the mirror on the SLA that these rows share. */
export function slaEffects(item: CaseItem, rows: readonly RowWithNative[]): readonly Effect[] {
  const name = rows[0]?.native.slaName;
  return Object.values(item.effects).filter(
    ({ action, level }) => level === 'native' && action.kind === 'native-sla' && action.slaName === name,
  );
}

/** Every effect of the mirror on our own field. */
export function ownFieldEffects(item: CaseItem, fieldId: string): readonly Effect[] {
  return Object.values(item.effects).filter(
    ({ action, level }) => level === 'native' && action.kind === 'set' && Object.hasOwn(action.fields, fieldId),
  );
}

export function newestEnded(effects: readonly Effect[]): Effect | undefined {
  const endedAt = (effect: Effect): string => `${effect.outcome?.at ?? ''}#${effect.owedAt}`;
  return [...effects].sort((left, right) => (endedAt(left) < endedAt(right) ? -1 : 1)).at(-1);
}

/**
 * From when on somebody may look whether the rule on updates has attached the SLA of these rows; undefined when there is
 * nothing to ask: none of them has such a rule, the case never was as it asks, or the mirror has looked already. Whether an
 * update reached the rule cannot be told from what we hear.
 */
export function ruleToVerifyFrom(item: CaseItem, rows: readonly RowWithNative[]): string | undefined {
  if (slaEffects(item, rows).some((effect) => effect.status === 'done')) return undefined;
  for (const row of rows) {
    const heldAt = isMarkedByRule(item, row) ? firstHeldAt(item, [...row.for.where, ...row.start]) : undefined;
    if (heldAt !== undefined) return addSeconds(heldAt, ruleSeconds);
  }
  return undefined;
}

/** Whether a rule on the creation of the case has told the rule on its updates to wait for the clock's start. */
export function isMarkedByRule(item: CaseItem, row: RowWithNative): boolean {
  return row.native.markerFieldId !== undefined && wasCreatedAs(item, row);
}

/** The instant at which fields, as we have been told of them, first made a condition hold. */
function firstHeldAt({ observations, createdAt }: CaseItem, condition: Condition): string | undefined {
  const fields = new Map<string, FieldValue>();
  for (const [index, { at, fieldId, value }] of observations.entries()) {
    fields.set(fieldId, value);
    if (observations[index + 1]?.at !== at && holds(condition, (id) => fields.get(id) ?? null)) {
      return at < createdAt ? createdAt : at;
    }
  }
  return undefined;
}

/** When the rule of a row gave the case its SLA; undefined when it did not, or when nobody knows what the case was like then. */
function attachedByRule(item: CaseItem, row: RowWithNative): string | undefined {
  const isByRule = row.native.by === 'rule' && row.native.markerFieldId === undefined;
  return isByRule && wasCreatedAs(item, row) ? item.createdAt : undefined;
}

/** Whether the case was created as the row asks. */
function wasCreatedAs(item: CaseItem, row: RowWithNative): boolean {
  if (row.for.templateId !== item.templateId) return false;
  const until = addSeconds(item.createdAt, creationSeconds);
  const first = (fieldId: string) =>
    item.observations.find((observation) => observation.fieldId === fieldId && observation.at <= until)?.value ?? null;
  return holds(row.for.where, first);
}

/**
 * Whether the field came to have the value after the SLA was attached: Cases takes such an SLA for met, for ever. What
 * becomes of one that is attached while the field has the value is not documented, so it counts as open.
 */
export function hasHadSince(item: CaseItem, fieldId: string, value: string, since: string): boolean {
  return valuesOf(item, fieldId).some(
    (one, place, all) => one.at > since && one.value === value && all[place - 1]?.value !== value,
  );
}

/**
 * Whether the field came to have the value after the case was made, which may be within a second. A case that was made with
 * it is like one whose SLA was attached while it had it: what becomes of that is not documented, so it counts as open.
 */
function hasComeToHave(item: CaseItem, fieldId: string, value: string, createdAt: string): boolean {
  const madeUntil = addSeconds(createdAt, creationSeconds);
  return valuesOf(item, fieldId).some(
    (one, place, all) => one.value === value && (one.at > madeUntil || (place > 0 && all[place - 1]!.value !== value)),
  );
}

/** What the field has been, in order of time: as told by events, and as we have set it. */
function valuesOf(item: CaseItem, fieldId: string): readonly { readonly at: string; readonly value: string }[] {
  const told = item.observations
    .filter((observation) => observation.fieldId === fieldId)
    .map(({ at, value }) => ({ at, value: value === null ? '' : String(value) }));
  const set = ownFieldEffects(item, fieldId).flatMap(({ action, status, outcome }) =>
    action.kind === 'set' && status === 'done' && outcome !== undefined
      ? [{ at: outcome.at, value: String(action.fields[fieldId]) }]
      : [],
  );
  return [...told, ...set].sort((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0));
}
