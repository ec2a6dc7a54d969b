import type { CaseItem, ClockState, Effect } from '../../contract/case-item.ts';
import type { ClockPolicy, Level } from '../../contract/compiled-policy.ts';
import { cancelPending, mapEffects } from '../claims.ts';
import { isOfClock, levelKeyPrefix, nativeLevel, owedEffects } from '../effects.ts';
import { earliest, instantOf } from '../instants.ts';
import type { RunningPolicy } from '../running-policy.ts';
import { deriveClocks, storedClock, type DerivedClock } from './clocks.ts';
import { earliestNews } from './facts.ts';
import { levelKey } from './identity.ts';
import { levelMoment, reachedAt, type Counting } from './moments.ts';
import { oweAgain } from './owe-again.ts';
import { tellClock, tellFired, tellLevelCorrected, tellWithdrawn } from './tell.ts';

/**
 * Brings the clocks of an item in line with its facts, tells what has changed, cancels what is no longer owed, and acts on
 * the levels that have come at `now`. Returns the same item when nothing changes.
 * @param before the item as it was stored, without what is new; undefined for a new case
 */
export function runClocks(before: CaseItem | undefined, item: CaseItem, running: RunningPolicy, now: string): CaseItem {
  const derived = deriveClocks(item, running, earliestNews(before, item), now);
  let next = item;
  for (const stored of item.clocks) {
    if (!derived.some(({ state }) => isOneClock(state, stored))) next = tellWithdrawn(next, stored);
  }
  const clocks: ClockState[] = [];
  for (const clock of derived) {
    const stored = storedClock(item, clock.state);
    next = tellClock(next, stored, clock.state, now);
    const corrected = correctLevels(next, stored, clock, running, now);
    const fired = fireLevels(corrected.item, corrected.clock, running, now);
    next = fired.item;
    clocks.push(fired.clock);
  }
  const isChanged = clocks.length !== item.clocks.length || clocks.some((clock, place) => clock !== item.clocks[place]);
  return oweAgain(before, cancelUnowed(isChanged ? { ...next, clocks } : next, now));
}

function isOneClock(left: ClockState, right: ClockState): boolean {
  return left.kind === right.kind && left.cycle === right.cycle;
}

/** Acts on every level that has come while the clock is open, and says when the next one comes. */
function fireLevels(
  item: CaseItem,
  { state, row, momentOf }: DerivedClock,
  running: RunningPolicy,
  now: string,
): { readonly item: CaseItem; readonly clock: ClockState } {
  if (state.verdict !== 'running' || row === undefined) return { item, clock: state };
  const present = Date.parse(now);
  const fired: Level[] = [];
  let next: number | undefined;
  for (const level of row.levels) {
    if (state.levels[levelKey(row.name, level.name)] !== undefined) continue;
    const moment = momentOf(level);
    if (moment === undefined) continue;
    if (moment <= present) fired.push(level);
    else if (next === undefined || moment < next) next = moment;
  }
  const clock = withNextMoment(
    fired.reduce((known, level) => afterFiring(known, row, level, now), state),
    next,
  );
  const deadline = clock.deadline ?? deadlineIfResumed(clock, row, running, now);
  let told = item;
  for (const level of fired) {
    told = withEffects(told, owedEffects(clock, row, level, now));
    told = tellFired(told, clock, level, { severity: row.severity, deadline, now });
  }
  return { item: told, clock };
}

function afterFiring(clock: ClockState, row: ClockPolicy, level: Level, now: string): ClockState {
  const levels = { ...clock.levels, [levelKey(row.name, level.name)]: { at: now, state: 'fired' as const } };
  return level.kind === 'breach' && clock.breachedAt === undefined
    ? { ...clock, levels, breachedAt: now }
    : { ...clock, levels };
}

function withNextMoment(clock: ClockState, level: number | undefined): ClockState {
  const nextMomentAt = earliest([
    level === undefined ? undefined : instantOf(level),
    clock.isPaused ? clock.pauses.at(-1)?.to : undefined,
  ]);
  if (clock.nextMomentAt === nextMomentAt) return clock;
  const { nextMomentAt: _nextMomentAt, ...rest } = clock;
  return nextMomentAt === undefined ? rest : { ...rest, nextMomentAt };
}

/** What was begun before under the same key stays what became of it. */
function withEffects(item: CaseItem, owed: readonly Effect[]): CaseItem {
  const added = owed
    .filter(({ key }) => !isBegun(item.effects[key] ?? item.ended[key]))
    .map((effect) => [effect.key, effect] as const);
  if (added.length === 0) return item;
  const isAdded = new Set(added.map(([key]) => key));
  return {
    ...item,
    effects: { ...item.effects, ...Object.fromEntries(added) },
    ended: Object.fromEntries(Object.entries(item.ended).filter(([key]) => !isAdded.has(key))),
  };
}

/** While a pause leaves the clock without a deadline: the one if somebody resumed now. */
function deadlineIfResumed(clock: ClockState, row: ClockPolicy, running: RunningPolicy, now: string): string {
  const counting = countingOf(clock, row);
  const pauses = counting.pauses.map((pause) => ({ ...pause, to: Math.min(pause.to, Date.parse(now)) }));
  const due = reachedAt({ ...counting, pauses }, running.calendarOf(row.calendar), row.targetSeconds * 1000);
  return due === undefined ? now : instantOf(due);
}

/**
 * Whether anything may have been done outside that must not be done again. What was cancelled had been waiting: each attempt, if
 * there were any, is known to have failed, or the same once more is the same.
 */
function isBegun(effect: Pick<Effect, 'status'> | undefined): boolean {
  return effect !== undefined && effect.status !== 'cancelled';
}

/**
 * Finds levels that were acted upon, and of which what is new says that they had not come. What nobody has claimed is
 * cancelled; a level of which nothing was begun counts as still to come.
 */
function correctLevels(
  item: CaseItem,
  stored: ClockState | undefined,
  { state, row, momentOf }: DerivedClock,
  running: RunningPolicy,
  now: string,
): { readonly item: CaseItem; readonly clock: DerivedClock } {
  const clock = { state, row, momentOf };
  if (stored === undefined || stored === state || row === undefined) return { item, clock };
  if (stored.policy !== row.name) {
    const left = running.policy.policies.find(({ name }) => name === stored.policy);
    return left === undefined ? { item, clock } : correctLeft(item, stored, clock, left, now);
  }
  const counting = countingOf(stored, row);
  const calendar = running.calendarOf(row.calendar);
  let next = item;
  let corrected = state;
  for (const level of row.levels) {
    const acted = stored.levels[levelKey(row.name, level.name)];
    if (acted?.state !== 'fired') continue;
    const believed = state.kind === 'adopted' ? momentOf(level) : levelMoment(counting, calendar, level);
    if (!hasCome(believed, stored, acted.at) || hasCome(momentOf(level), state, acted.at)) continue;
    const withdrawn = withdrawLevel(next, corrected, row, level, now);
    next = withdrawn.item;
    corrected = withdrawn.state;
  }
  return { item: next, clock: { ...clock, state: corrected } };
}

/** The same for levels of the row that the clock has left, when it had done so before they were acted upon. */
function correctLeft(
  item: CaseItem,
  stored: ClockState,
  clock: DerivedClock,
  left: ClockPolicy,
  now: string,
): { readonly item: CaseItem; readonly clock: DerivedClock } {
  const { takenOverAt } = clock.state;
  let next = item;
  let state = clock.state;
  for (const level of left.levels) {
    const acted = stored.levels[levelKey(left.name, level.name)];
    if (acted?.state !== 'fired' || takenOverAt === undefined || acted.at < takenOverAt) continue;
    ({ item: next, state } = withdrawLevel(next, state, left, level, now));
  }
  return { item: next, clock: { ...clock, state } };
}

/** Cancels what nobody has claimed of a level that had not come. When nothing was begun, it counts as still to come. */
function withdrawLevel(
  item: CaseItem,
  state: ClockState,
  row: ClockPolicy,
  level: Level,
  now: string,
): { readonly item: CaseItem; readonly state: ClockState } {
  const isOfLevel = (effect: Effect): boolean =>
    effect.policy === row.name && effect.level === level.name && isOfClock(state, effect);
  const next = mapEffects(tellLevelCorrected(item, state, level, now), (effect) =>
    isOfLevel(effect)
      ? cancelPending(effect, `what reached us late says that ${level.name} had not come`, now)
      : effect,
  );
  const keys = levelKeyPrefix(state, row.name, level.name);
  const isUntouched =
    !Object.values(next.effects).some((effect) => isOfLevel(effect) && isBegun(effect)) &&
    !Object.entries(next.ended).some(([key, ended]) => key.startsWith(keys) && isBegun(ended));
  return { item: next, state: isUntouched ? asToCome(state, row, level) : state };
}

function asToCome(clock: ClockState, row: ClockPolicy, level: Level): ClockState {
  const { [levelKey(row.name, level.name)]: _fired, ...levels } = clock.levels;
  const { breachedAt, ...rest } = clock;
  return level.kind === 'breach' || breachedAt === undefined ? { ...rest, levels } : { ...rest, breachedAt, levels };
}

/** Whether the level stood at or before the look that fired it, while the clock was open. */
function hasCome(moment: number | undefined, { endedAt }: ClockState, firedAt: string): boolean {
  if (moment === undefined || moment > Date.parse(firedAt)) return false;
  // Stops come before levels: at the instant of the end nothing comes any more.
  return endedAt === undefined || moment < Date.parse(endedAt);
}

/** How a stored clock counts. */
function countingOf(clock: ClockState, row: ClockPolicy): Counting {
  const keptSince = row.onChange === 'forward' ? clock.takenOverAt : undefined;
  return {
    countedFrom: Date.parse(keptSince ?? clock.startedAt),
    keptMilliseconds: clock.keptMilliseconds,
    pauses: clock.pauses.map(({ from, to, reason }) => ({
      from: Date.parse(from),
      to: to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to),
      reason,
    })),
  };
}

/** Cancels what nobody has claimed and no open clock owes any more. What the mirror owes is the mirror's to judge. */
function cancelUnowed(item: CaseItem, now: string): CaseItem {
  return mapEffects(item, (effect) => {
    if (effect.status !== 'pending' || effect.level === nativeLevel) return effect;
    const reason = whyUnowed(item, effect);
    return reason === undefined ? effect : cancelPending(effect, reason, now);
  });
}

function whyUnowed(item: CaseItem, effect: Effect): string | undefined {
  const clock = item.clocks.find((candidate) => isOfClock(candidate, effect));
  if (clock === undefined) return 'the clock was withdrawn';
  if (clock.verdict !== 'running') return whyEnded(clock);
  return clock.policy === effect.policy ? undefined : `${clock.policy} has taken the clock over`;
}

function whyEnded({ endedBy, policy }: ClockState): string {
  switch (endedBy) {
    case 'deleted':
      return 'the case was deleted';
    case 'unmatched':
      return 'no policy matches the case any more';
    case 'cancel':
      return `the clock was cancelled by a condition of ${policy}`;
    case 'reset':
    case 'taken-over':
      return 'the clock was begun anew';
    case 'stop':
    case undefined:
      return 'the case was answered';
    default:
      return endedBy satisfies never;
  }
}
