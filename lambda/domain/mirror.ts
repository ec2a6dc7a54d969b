import type { CaseItem, ClockState, Effect } from '../contract/case-item.ts';
import type { Action, CompiledPolicy } from '../contract/compiled-policy.ts';
import { ruleMarker } from '../contract/rule-marker.ts';
import { cancelPending, mapEffects, withEffect } from './claims.ts';
import { hasEnded } from './effects.ts';
import { addSeconds, millisecondsBetween } from './instants.ts';
import {
  believedValue,
  believedTarget,
  isMarkedByRule,
  newestEnded,
  ownFieldEffects,
  ruleToVerifyFrom,
  slaEffects,
  type RowWithNative,
} from './native-belief.ts';

/** Native SLAs count whole minutes, so a deadline that moves by less is shown well enough. */
const sameDeadlineMilliseconds = 60_000;
/** Why the mirror takes back what it has owed. */
const isRightReason = 'the native SLA is as it should be';
/** A wish that a lane has cancelled is not made again at every look. */
const cancelledRestSeconds = 600;
/** What our own field says while a clock runs again after it was met. */
const ownFieldOpen = 'open';

/**
 * What native SLA a clock wants: one that is open and runs out then, none that is open, or what is there left alone because
 * the clock has been met.
 */
type Wish = { readonly open: string } | 'none' | 'left alone';

/**
 * Owes what makes the native SLAs of a case agree with its clocks, so that agents see the deadline that counts. Returns the
 * same item when they do, or when what is owed already will see to it. A paused clock has no open SLA, because a native one
 * cannot pause. At most one effect of an SLA is under way: a newer wish takes the place of one that nobody has claimed, and
 * waits for the outcome of one that is claimed.
 */
export function mirrorClocks(item: CaseItem, policy: CompiledPolicy, now: string): CaseItem {
  if (item.deleted === true || item.deletedAt !== undefined) {
    return mapEffects(item, (effect) =>
      effect.level === 'native' ? cancelPending(effect, 'the case was deleted', now) : effect,
    );
  }
  let next = item;
  for (const rows of rowsBySlaName(policy)) next = mirrorSla(next, rows, now);
  return forgetOldEffects(next);
}

function rowsBySlaName(policy: CompiledPolicy): Iterable<readonly RowWithNative[]> {
  const groups = new Map<string, RowWithNative[]>();
  for (const row of policy.policies) {
    if (row.native === undefined) continue;
    const group = groups.get(row.native.slaName) ?? [];
    groups.set(row.native.slaName, [...group, { ...row, native: row.native }]);
  }
  return groups.values();
}

function mirrorSla(item: CaseItem, rows: readonly RowWithNative[], now: string): CaseItem {
  const clock = item.clocks.findLast((one) => rows.some((row) => row.kind === one.kind && row.name === one.policy));
  const row = rows.find((one) => one.name === clock?.policy) ?? rows[0];
  if (row === undefined) return item;
  const effects = slaEffects(item, rows);
  const { markerFieldId } = row.native;
  const fieldEffects = row.native.isOwnField ? ownFieldEffects(item, row.native.fieldId) : [];
  const markerEffects = markerFieldId === undefined ? [] : ownFieldEffects(item, markerFieldId);
  if ([...effects, ...fieldEffects, ...markerEffects].some((effect) => effect.status === 'claimed')) return item;

  const has = believedTarget(item, rows);
  const ended = wishOf(clock);
  // What Cases cannot see, like an answer by telephone, leaves an SLA open that is owed no more.
  const wish = ended === 'left alone' && has !== undefined && !row.native.isOwnField ? 'none' : ended;
  const verifyFrom = ruleToVerifyFrom(item, rows);
  const isUnsure =
    verifyFrom !== undefined || isUncertain(effects) || (typeof wish === 'object' && isUncertain(fieldEffects));
  const isMet = wish === 'left alone' && row.native.isOwnField && (has !== undefined || isUnsure);
  const next = mapEffects(item, (effect) =>
    fieldEffects.includes(effect) && !isMet && setsTo(effect, row.native.value)
      ? cancelPending(effect, isRightReason, now)
      : effect,
  );
  if (isMet) return owe(withoutPending(next, effects, now), row, row.native.fieldId, row.native.value, now);
  const target = wish === 'none' || wish === 'left alone' ? undefined : wish.open;
  const isRight = isSame(has, target) && !isUnsure;
  if (wish === 'left alone' || isRight) return withoutPending(next, effects, now);
  return wishFor(next, row, effects, target, now, verifyFrom);
}

function wishOf(clock: ClockState | undefined): Wish {
  if (clock?.verdict === 'met' || clock?.verdict === 'met-late') return 'left alone';
  if (clock?.verdict !== 'running' || clock.isPaused || clock.deadline === undefined) return 'none';
  return { open: clock.deadline };
}

/**
 * Owes the SLA with that target, or that none is open.
 * @param from when a rule has had its time to do so; then the lane finds what the rule has attached, and changes nothing
 */
function wishFor(
  item: CaseItem,
  row: RowWithNative,
  effects: readonly Effect[],
  target: string | undefined,
  now: string,
  from: string | undefined,
): CaseItem {
  const { slaName, fieldId, value, markerFieldId } = row.native;
  const quiet = withRuleQuiet(item, row, now, from);
  const opened = target === undefined ? quiet : withOwnFieldOpen(quiet, row, now);
  const waitsFor = ownFieldEffects(opened, markerFieldId ?? fieldId).find((effect) => effect.status === 'pending')?.key;
  // An SLA that is attached while its field has the value would be met at once, and again at every look.
  if (target !== undefined && (waitsFor === undefined || !row.native.isOwnField) && mayBeMet(item, row)) {
    return withoutPending(opened, effects, now);
  }
  const pending = effects.find((effect) => effect.status === 'pending');
  const isWished =
    pending === undefined ? isSpent(newestEnded(effects.filter(hasEnded)), target, now) : wants(pending, target);
  if (isWished) return opened;
  const action: Action = {
    kind: 'native-sla',
    slaName,
    fieldId,
    value,
    ...(target === undefined ? {} : { targetTime: target }),
  };
  // A retry that has to wait for what a search may still hide waits for the newer wish's sake, too.
  const { waitsFor: _earlier, ...effect } = pending ?? notBefore(effectOf(opened, row, action, now), from);
  return withEffect(opened, { ...effect, action, owedAt: now, ...(waitsFor === undefined ? {} : { waitsFor }) });
}

function withOwnFieldOpen(item: CaseItem, row: RowWithNative, now: string): CaseItem {
  return row.native.isOwnField && mayBeMet(item, row) ? owe(item, row, row.native.fieldId, ownFieldOpen, now) : item;
}

/** Owes that a rule which still waits for an update attaches nothing beside the SLA that the mirror looks after. */
function withRuleQuiet(item: CaseItem, row: RowWithNative, now: string, from: string | undefined): CaseItem {
  const { markerFieldId } = row.native;
  return markerFieldId !== undefined && isMarkedByRule(item, row)
    ? owe(item, row, markerFieldId, ruleMarker.assigned, now, from)
    : item;
}

function notBefore(effect: Effect, from: string | undefined): Effect {
  return from === undefined || from <= effect.owedAt ? effect : { ...effect, retryNotBefore: from };
}

/** Whether the field may have the value by which Cases takes an SLA for met. */
function mayBeMet(item: CaseItem, { native: { fieldId, value } }: RowWithNative): boolean {
  return believedValue(item, fieldId) === value || isUncertain(ownFieldEffects(item, fieldId));
}

/** Owes that our own field is set to a value, unless it is, or that is owed already or was in vain. */
function owe(item: CaseItem, row: RowWithNative, fieldId: string, value: string, now: string, from?: string): CaseItem {
  const known = ownFieldEffects(item, fieldId);
  if (believedValue(item, fieldId) === value && !isUncertain(known)) return item;
  if (known.some((effect) => effect.status === 'pending' && setsTo(effect, value))) return item;
  const newest = newestEnded(known.filter(hasEnded));
  const isInVain = newest !== undefined && newest.status !== 'done' && setsTo(newest, value) && isResting(newest, now);
  if (isInVain) return item;
  return withEffect(item, notBefore(effectOf(item, row, { kind: 'set', fields: { [fieldId]: value } }, now), from));
}

function withoutPending(item: CaseItem, effects: readonly Effect[], now: string): CaseItem {
  return mapEffects(item, (effect) =>
    effects.some((one) => one.key === effect.key) ? cancelPending(effect, isRightReason, now) : effect,
  );
}

/** Whether the same wish has just ended otherwise than by being done; then another look changes nothing. */
function isSpent(newest: Effect | undefined, target: string | undefined, now: string): boolean {
  return newest !== undefined && newest.status !== 'done' && wants(newest, target) && isResting(newest, now);
}

function isResting({ status, outcome, owedAt }: Effect, now: string): boolean {
  if (outcome?.reason === isRightReason) return false;
  return status === 'parked' || addSeconds(outcome?.at ?? owedAt, cancelledRestSeconds) > now;
}

function wants({ action }: Effect, target: string | undefined): boolean {
  return action.kind === 'native-sla' && isSame(action.targetTime, target);
}

function setsTo({ action }: Effect, value: string): boolean {
  return action.kind === 'set' && Object.values(action.fields).includes(value);
}

/** Some of what was tried and did not end well may have been done, until something else has been done. */
function isUncertain(effects: readonly Effect[]): boolean {
  const last = newestEnded(effects.filter((effect) => effect.status === 'done' || wasTriedInVain(effect)));
  return (
    effects.some((effect) => effect.status === 'pending' && effect.attempt > 0) ||
    (last !== undefined && last.status !== 'done')
  );
}

function wasTriedInVain(effect: Effect): boolean {
  return effect.status === 'parked' || (effect.status === 'cancelled' && effect.attempt > 0);
}

function isSame(left: string | undefined, right: string | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return Math.abs(millisecondsBetween(left, right)) < sameDeadlineMilliseconds;
}

function effectOf(item: CaseItem, row: RowWithNative, action: Action, now: string): Effect {
  const clock = item.clocks.findLast((one) => one.kind === row.kind);
  const cycle = clock?.cycle ?? 1;
  return {
    key: `${row.name}:${cycle}:native:${highestNumber(item) + 1}-${action.kind}`,
    lane: action.kind === 'set' ? 'case-update' : 'case-items',
    // The lane looks at what is there before it does anything.
    proof: 'natural',
    policy: row.name,
    policyHash: clock?.policyHash ?? item.policyHash,
    cycle,
    level: 'native',
    severity: 'low',
    action,
    owedAt: now,
    status: 'pending',
    attempt: 0,
    noted: false,
  };
}

/** Effects of the mirror are numbered through the case's life; the last number is never forgotten. */
function highestNumber(item: CaseItem): number {
  return Object.values(item.effects).reduce((highest, effect) => Math.max(highest, numberOf(effect)), 0);
}

function numberOf({ key, level }: Effect): number {
  return level === 'native' ? Number(/:native:(\d+)-/.exec(key)?.[1] ?? 0) : 0;
}

/**
 * Drops effects of the mirror that have ended and say nothing any more, so that the item of a case which pauses a hundred
 * times stays small. Their history stands in the timeline.
 */
function forgetOldEffects(item: CaseItem): CaseItem {
  const all = Object.values(item.effects);
  const ended = all.filter((effect) => effect.level === 'native' && hasEnded(effect) && effect.noted);
  if (ended.length === 0) return item;
  const kept = new Set<string | undefined>(all.flatMap((effect) => (hasEnded(effect) ? [] : [effect.waitsFor])));
  const highest = highestNumber(item);
  for (const subject of new Set(ended.map(subjectOf))) {
    const same = all.filter((effect) => effect.level === 'native' && hasEnded(effect) && subjectOf(effect) === subject);
    kept.add(newestEnded(same)?.key);
    kept.add(newestEnded(same.filter((effect) => effect.status === 'done'))?.key);
    kept.add(newestEnded(same.filter(wasTriedInVain))?.key);
    // That our own field was met says that the SLA from before has ended, also once the field is open again.
    kept.add(newestEnded(same.filter((effect) => effect.status === 'done' && !setsTo(effect, ownFieldOpen)))?.key);
  }
  const dropped = ended.filter((effect) => !kept.has(effect.key) && numberOf(effect) !== highest);
  if (dropped.length === 0) return item;
  const effects = Object.fromEntries(Object.entries(item.effects).filter(([, effect]) => !dropped.includes(effect)));
  return { ...item, effects };
}

/** What the effect is about: an SLA by its name, or our own field. */
function subjectOf({ action }: Effect): string {
  return action.kind === 'native-sla'
    ? `sla ${action.slaName}`
    : `set ${action.kind === 'set' ? Object.keys(action.fields).join() : ''}`;
}
