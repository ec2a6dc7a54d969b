import type { Effect } from '../../../lambda/contract/case-item.ts';
import type { Evidence, Violation } from './evidence.ts';
import { timeText, whyUnneeded, type KnownCase } from './knowledge.ts';
import type { Owed } from './oracle.ts';
import { allowances, endOf, parkedAllowed, skewOf } from './permissions.ts';

/** Every effect that was owed has its deed, or ended with a reason that is permitted. */
export function findLost(evidence: Evidence, known: KnownCase): Violation[] {
  if (known.isUnheard) return [];
  return known.told.owed.flatMap((owed) => {
    const why = whyLost(evidence, known, owed);
    if (why === undefined) return [];
    const sentence = `case ${owed.caseId}: ${owed.key} was owed since ${timeText(owed.since)} and ${why}`;
    return [{ check: 'lost' as const, caseId: owed.caseId, about: owed.key, sentence }];
  });
}

function whyLost(evidence: Evidence, known: KnownCase, owed: Owed): string | undefined {
  if (evidence.deeds.some((deed) => deed.caseId === owed.caseId && deed.effectKey === owed.key)) return undefined;
  const effect = known.item?.effects[owed.key];
  const putAway = known.item?.ended[owed.key];
  if (effect === undefined && putAway !== undefined) {
    const reachesPeople = owed.kind === 'email' || owed.kind === 'slack' || owed.kind === 'task';
    return putAway.status === 'done' && reachesPeople
      ? 'is recorded as done, but nobody outside was reached'
      : undefined;
  }
  if (effect === undefined) {
    return mayGoUnnoticed(evidence, owed)
      ? undefined
      : `the ledger has no such effect; it was needed until ${timeText(owed.until)}`;
  }
  switch (effect.status) {
    case 'pending':
    case 'claimed':
      return `is still ${effect.status} at the end, ${timeText(evidence.endedAt)}`;
    case 'done':
      return whyNotDone(evidence, known, owed, effect);
    case 'cancelled':
      return whyWronglyCancelled(evidence, known, owed, effect);
    case 'parked':
      return whyWronglyParked(evidence, owed, effect);
    default:
      return effect.status satisfies never;
  }
}

/**
 * A level fires at a look while the clock is open: one that was needed for a short time only, or only while a fault kept
 * everybody from looking, may never have fired.
 */
function mayGoUnnoticed({ faults, endedAt }: Evidence, { since, until }: Owed): boolean {
  let noticedBy = since + allowances.notice;
  for (const { from, to } of [...faults].sort((one, other) => one.from - other.from)) {
    if (to + allowances.felt < since || from > noticedBy) continue;
    noticedBy = Math.max(noticedBy, to + allowances.felt);
  }
  return Math.min(until, endedAt) < noticedBy;
}

function whyNotDone(evidence: Evidence, { history }: KnownCase, owed: Owed, effect: Effect): string | undefined {
  const { action } = effect;
  if (action.kind !== 'reassign' && action.kind !== 'set') return 'is recorded as done, but nobody outside was reached';
  const fields =
    action.kind === 'set' ? action.fields : { assigned_user: effect.chosenUserArn ?? action.people[0]?.userArn ?? '' };
  const ended = endOf(effect) + skewOf(evidence);
  // A level may have been believed to have come before it had: of a pause that was told late nobody knew.
  const since = Math.min(owed.since, Date.parse(effect.owedAt)) - skewOf(evidence);
  const wasSet = history.changes.some(({ at, fields: had }, place) => {
    const next = history.changes[place + 1]?.at ?? Infinity;
    // What the case said at any time between the level and the outcome, be it set by us or by others. Of two changes of one
    // instant the later is dated a millisecond after it.
    return at <= ended + 1 && next >= since && Object.entries(fields).every(([id, value]) => had[id] === value);
  });
  return wasSet ? undefined : `is recorded as done, but the case never had ${JSON.stringify(fields)}`;
}

/** It ended because nobody needed it any more: by the truth of its clock, or by what a read showed. */
function whyWronglyCancelled(
  evidence: Evidence,
  { hasEventFaults }: KnownCase,
  owed: Owed,
  effect: Effect,
): string | undefined {
  const ended = endOf(effect);
  const reason = effect.outcome?.reason ?? 'no reason';
  if (owed.until <= ended + skewOf(evidence) || reason.startsWith('overridden by')) return undefined;
  // While an event is on its way for long, a read shows that the case was answered, but not since when: the level counts as having
  // come, and as needed no more, before it has come by the truth that is told later.
  const since = hasEventFaults ? Math.min(owed.since, Date.parse(effect.owedAt)) : owed.since;
  const wasUnneeded = evidence.reads.some(
    ({ caseId, at, truth }) =>
      caseId === owed.caseId &&
      at <= ended + skewOf(evidence) &&
      at >= since - skewOf(evidence) &&
      whyUnneeded(evidence.policy, owed.row, truth) !== undefined,
  );
  if (wasUnneeded) return undefined;
  return `was cancelled at ${timeText(ended)} (${reason}) although it was needed until ${timeText(owed.until)}`;
}

function whyWronglyParked(evidence: Evidence, owed: Owed, effect: Effect): string | undefined {
  const reason = effect.outcome?.reason ?? '';
  const isPermitted = parkedAllowed.some(
    (rule) =>
      rule.reason.test(reason) && rule.kinds.includes(owed.kind) && rule.isExcused(effect, evidence, owed.caseId),
  );
  return isPermitted ? undefined : `was parked at ${timeText(endOf(effect))} (${reason}), which nothing permits`;
}
