import type { CaseItem, Effect } from '../contract/case-item.ts';
import type { Action, CompiledPolicy } from '../contract/compiled-policy.ts';
import { addSeconds, millisecondsBetween } from './instants.ts';
import { hasHadSince } from './native-belief.ts';
import type { CaseSla } from './ports.ts';

export type NativeSlaWish = Extract<Action, { readonly kind: 'native-sla' }>;

/**
 * SLAs that a case may have by default; adjustable, and then a case simply keeps fewer than it could.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html#cases-quotas
 */
const slasPerCase = 10;
/** Left free as long as we can, so that a rule of the console or a person can still attach an SLA. */
const leftFree = 1;
/** Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_SlaInputConfiguration.html */
const longestMinutes = 1_051_200;
/**
 * An SLA counts whole minutes from the moment at which Cases makes it, so one that we made for a target runs out up to a
 * minute later, and later again by the time that the call took.
 */
const sameTargetMilliseconds = 90_000;
/** How long a search may not show what was written. */
const searchLagSeconds = 600;

export interface NativeSlaPlan {
  /** Why nothing can be done; nothing is removed then either. */
  readonly refusal?: string;
  /** Related item ids, in this order, before anything is attached. */
  readonly remove: readonly string[];
  /** Minutes of the SLA that is to be attached. */
  readonly attachMinutes?: number;
  /** The SLA that already is as it should be. */
  readonly kept?: string;
}

/**
 * What makes the SLAs of a case agree with a wish. Open SLAs of that name which do not fit go, ended ones stay as record
 * until their place is needed, and SLAs whose name is not ours are never touched. The same wish twice changes nothing.
 * @param slas every SLA of the case @param ownNames names whose ended SLAs may go
 * @param knownIds SLAs of that name that we attached and the search may not show yet
 * @param removedIds SLAs of that name that we have removed and the search may still show: none of them is kept
 */
export function planNativeSla(
  slas: readonly CaseSla[],
  wish: NativeSlaWish,
  {
    now,
    ownNames,
    knownIds,
    removedIds,
  }: {
    readonly now: string;
    readonly ownNames: ReadonlySet<string>;
    readonly knownIds: readonly string[];
    readonly removedIds?: readonly string[];
  },
): NativeSlaPlan {
  const open = slas.filter((sla) => sla.name === wish.slaName && isOpen(sla));
  const { targetTime } = wish;
  const kept =
    targetTime === undefined
      ? undefined
      : open.find(
          ({ relatedItemId, targetTime: has }) =>
            fits(has, targetTime, now) && removedIds?.includes(relatedItemId) !== true,
        );
  const unseen = knownIds.filter((id) => !slas.some((sla) => sla.relatedItemId === id));
  // An SLA that the search does not show yet may be the one that is wanted now; it cannot be told, so it goes.
  const outdated = [...open.filter((sla) => sla !== kept).map((sla) => sla.relatedItemId), ...unseen];
  if (targetTime === undefined) return { remove: outdated };
  if (kept !== undefined) return { remove: outdated, kept: kept.relatedItemId };

  const ended = slas
    .filter((sla) => ownNames.has(sla.name) && !isOpen(sla))
    .sort((left, right) => (left.attachedAt < right.attachedAt ? -1 : 1));
  const staying = slas.length - open.length;
  const surplus = Math.max(0, staying - (slasPerCase - leftFree - 1));
  const sacrificed = ended.slice(0, surplus).map((sla) => sla.relatedItemId);
  if (staying - sacrificed.length >= slasPerCase) {
    const others = staying - sacrificed.length;
    return {
      remove: [],
      refusal: `the case has ${others} SLAs that are not ours to remove, and ${slasPerCase} are allowed; remove some, or ask AWS for a higher quota of SLAs per case`,
    };
  }
  return { remove: [...outdated, ...sacrificed], attachMinutes: minutesUntil(targetTime, now) };
}

/**
 * The SLAs that a search shows, as far as the item knows better: one whose field has lately come to have its value is met, and the
 * search may show it as open for a while. Taken for open, it would stand in for the one that a reopened case is owed.
 */
export function asKnownByItem(
  slas: readonly CaseSla[],
  { fieldId, value, slaName }: NativeSlaWish,
  item: CaseItem,
  now: string,
): readonly CaseSla[] {
  const lately = addSeconds(now, -searchLagSeconds);
  const isMet = ({ name, attachedAt }: CaseSla): boolean =>
    name === slaName && hasHadSince(item, fieldId, value, attachedAt > lately ? attachedAt : lately);
  return slas.map((sla) => (isOpen(sla) && isMet(sla) ? { ...sla, status: 'Met' } : sla));
}

/** Names under which we attach SLAs, so that a case's ended ones may be removed when room is needed. */
export function ownSlaNames(policy: CompiledPolicy, slaName: string): ReadonlySet<string> {
  return new Set([slaName, ...policy.policies.flatMap((row) => row.native?.slaName ?? [])]);
}

/** The SLA of that name which we attached last, when that was so recently that a search may not show it. */
export function knownSlaIds(item: CaseItem, slaName: string, now: string): readonly string[] {
  const newest = lastDoneLately(item, slaName, now);
  return newest?.reference === undefined ? [] : [newest.reference];
}

/**
 * Which of the SLAs that a search shows open are gone: what we did last left at most one of that name, so recently that the search
 * may still show the others. Taken for open, one would stand in for the one that a clock which runs again is owed.
 */
export function removedSlaIds(
  slas: readonly CaseSla[],
  item: CaseItem,
  slaName: string,
  now: string,
): readonly string[] {
  const newest = lastDoneLately(item, slaName, now);
  if (newest === undefined) return [];
  return slas
    .filter(
      (sla) =>
        sla.name === slaName && sla.attachedAt < newest.at && sla.relatedItemId !== newest.reference && isOpen(sla),
    )
    .map(({ relatedItemId }) => relatedItemId);
}

/** What was done last to SLAs of that name, when searches may not show it yet. */
function lastDoneLately({ effects }: CaseItem, slaName: string, now: string): Effect['outcome'] {
  const newest = Object.values(effects)
    .filter(({ action, status }) => action.kind === 'native-sla' && action.slaName === slaName && status === 'done')
    .map(({ outcome }) => outcome)
    .sort((left, right) => ((left?.at ?? '') < (right?.at ?? '') ? -1 : 1))
    .at(-1);
  return newest !== undefined && addSeconds(newest.at, searchLagSeconds) > now ? newest : undefined;
}

/** Whole minutes, rounded up so that the SLA never runs out before the clock; a target that has passed gets the least. */
function minutesUntil(targetTime: string, now: string): number {
  return Math.min(longestMinutes, Math.max(1, Math.ceil(millisecondsBetween(now, targetTime) / 60_000)));
}

/** Two targets that have both passed say the same to agents; to replace one would make it look open again. */
function fits(has: string, wants: string, now: string): boolean {
  const soon = addSeconds(now, sameTargetMilliseconds / 1000);
  return Math.abs(millisecondsBetween(has, wants)) <= sameTargetMilliseconds || (wants <= now && has <= soon);
}

function isOpen(sla: CaseSla): boolean {
  return sla.status === 'Active' || sla.status === 'Overdue';
}
