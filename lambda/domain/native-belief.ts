import type { CaseItem, Effect } from '../contract/case-item.ts';
import type { ClockPolicy } from '../contract/compiled-policy.ts';
import { holds } from './clock/conditions.ts';
import { addSeconds } from './instants.ts';

/*
 * What stands in Cases under a name of native SLAs, as far as the item tells. Nobody asks Cases for it: a lane that acts on
 * it looks first, so a wrong belief costs a look and does no harm.
 */

export type RowWithNative = ClockPolicy & { readonly native: NonNullable<ClockPolicy['native']> };

/** Events date a creation a little later than the case does, and its rules run a little later again. */
const creationSeconds = 60;

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
    if (attachedAt === undefined || hasHadSince(item, fieldId, value, addSeconds(attachedAt, creationSeconds)))
      continue;
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

/** When the rule of a row gave the case its SLA; undefined when it did not, or when nobody knows what the case was like then. */
function attachedByRule(item: CaseItem, row: RowWithNative): string | undefined {
  if (row.native.by !== 'rule' || row.for.templateId !== item.templateId) return undefined;
  const until = addSeconds(item.createdAt, creationSeconds);
  const first = (fieldId: string) =>
    item.observations.find((observation) => observation.fieldId === fieldId && observation.at <= until)?.value ?? null;
  return holds(row.for.where, first) ? item.createdAt : undefined;
}

/**
 * Whether the field came to have the value after the SLA was attached: Cases takes such an SLA for met, for ever. What
 * becomes of one that is attached while the field has the value is not documented, so it counts as open.
 */
function hasHadSince(item: CaseItem, fieldId: string, value: string, since: string): boolean {
  return valuesOf(item, fieldId).some((one) => one.at > since && one.value === value);
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
