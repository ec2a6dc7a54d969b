import type { CaseItem, ClockState, FieldObservation, SettledKind } from '../../contract/case-item.ts';
import type { ClockPolicy } from '../../contract/compiled-policy.ts';
import { clockKinds } from '../../contract/primitives.ts';
import { hasEnded, nativeLevel } from '../effects.ts';
import { addSeconds } from '../instants.ts';
import type { RunningPolicy } from '../running-policy.ts';
import { isJudgedByOther } from './clocks.ts';
import { replayFacts } from './derive.ts';
import { rowsFor } from './rows.ts';
import { storeKind, type KindState } from './settled-state.ts';
import { readFacts } from './timeline.ts';

/** Verdicts of cycles that were settled, the newest; what was before stands in the timeline. */
const mostVerdicts = 40;

/** Late news of an older time than this change no verdict. Longer than a dead letter lives, and than a redrive is asked for. */
const finalAfterSeconds = 45 * 86_400;
/** Facts, signals and cycles that an item may keep of any age: they take less room than what is settled. */
const few = { observations: 40, signals: 20, clocks: 6 } as const;

/** Settles what is final by its age, in an item in which that makes room. */
export function settleOld(item: CaseItem, running: RunningPolicy, now: string): CaseItem {
  const { observations, signals, clocks } = item;
  if (observations.length <= few.observations && signals.length <= few.signals && clocks.length <= few.clocks)
    return item;
  return settle(item, running, addSeconds(now, -finalAfterSeconds));
}

/**
 * Settles the clocks of an item until an instant: what its facts until then have come to takes the place of those facts, and
 * cycles that had ended, but the last of each kind, become a verdict. The clocks go on as though nothing had been dropped; what
 * is told later of before counts from then on. Returns the same item when there is nothing to gain, or when that cannot be done:
 * when something of those cycles is still owed, or a row may yet be attached retroactively from the creation, or an adopted SLA
 * is watched.
 */
export function settle(item: CaseItem, running: RunningPolicy, until: string): CaseItem {
  if (item.deletedAt !== undefined || item.adopted.length > 0) return item;
  if (until <= (item.settled?.at ?? item.createdAt) || !hasGain(item, running, until)) return item;
  const rows = rowsFor(running.policy, item.templateId);
  const states = new Map(
    clockKinds
      .filter((kind) => rows.some((row) => row.kind === kind))
      .map((kind) => [kind, stateAt(item, running, kind, rows, until)] as const),
  );
  const mayBeAttached = rows.some((row) => row.onChange === 'retroactive' && states.get(row.kind)?.hasMatched !== true);
  if (mayBeAttached) return item;
  const isOver = (clock: ClockState): boolean => clock.cycle < (states.get(ofKind(clock))?.cycles.at(-1)?.number ?? 0);
  const over = item.clocks.filter(isOver);
  const isOfOver = (key: string): boolean => over.some((clock) => isKeyOf(key, clock));
  const isStillNeeded = Object.values(item.effects).some(
    (effect) => isOfOver(effect.key) && !(hasEnded(effect) && effect.noted && effect.outcome?.observed === undefined),
  );
  if (isStillNeeded) return item;
  const kinds: Record<string, SettledKind> = {};
  for (const [kind, state] of states) kinds[kind] = storeKind(state);
  return {
    ...item,
    observations: [...neededObservations(item, running, until)],
    signals: item.signals.filter(({ at }) => at > until),
    clocks: item.clocks.filter((clock) => !isOver(clock)),
    effects: Object.fromEntries(Object.entries(item.effects).filter(([key]) => !isOfOver(key))),
    ended: Object.fromEntries(Object.entries(item.ended).filter(([key]) => !isOfOver(key))),
    settled: { at: until, policyHash: running.hash, kinds },
    verdicts: [...(item.verdicts ?? []), ...over.map(verdictOf)].slice(-mostVerdicts),
  };
}

function stateAt(
  item: CaseItem,
  running: RunningPolicy,
  kind: (typeof clockKinds)[number],
  rows: readonly ClockPolicy[],
  until: string,
): KindState {
  const facts = readFacts(item);
  const judged = item.clocks.filter((clock) => isJudgedByOther(clock, running.hash));
  return replayFacts({
    kind,
    rows,
    facts: { ...facts, moments: facts.moments.filter(({ at }) => at <= Date.parse(until)) },
    running,
    judged: judged.filter((clock) => clock.kind === kind),
    judgedUntil: judged.reduce((last, { endedAt }) => Math.max(last, Date.parse(endedAt ?? '')), -1),
    settled: item.settled,
  });
}

/** Whether anything would be dropped; the present value of a field stays anyway. */
function hasGain(item: CaseItem, running: RunningPolicy, until: string): boolean {
  return (
    item.signals.some(({ at }) => at <= until) ||
    [...neededObservations(item, running, until)].length < item.observations.length
  );
}

/**
 * What is later, and of each field the last value of before. What the mirror believes of native SLAs depends on all that their
 * fields have been, and on what the case was when it was made: of those everything stays that says something new.
 */
function* neededObservations(item: CaseItem, running: RunningPolicy, until: string): Iterable<FieldObservation> {
  const ofMirror = mirrorFieldIds(running);
  const last = new Map<string, FieldObservation>();
  for (const observation of item.observations) if (observation.at <= until) last.set(observation.fieldId, observation);
  const known = new Map<string, FieldObservation>();
  for (const observation of item.observations) {
    const { at, fieldId, value } = observation;
    const isNew = ofMirror.has(fieldId) && known.get(fieldId)?.value !== value;
    known.set(fieldId, observation);
    if (at > until || isNew || last.get(fieldId) === observation) yield observation;
  }
}

function mirrorFieldIds({ policy }: RunningPolicy): ReadonlySet<string> {
  const rows = policy.policies.filter(({ native }) => native !== undefined);
  return new Set(
    rows
      .flatMap((row) => [
        row.native?.fieldId ?? [],
        row.native?.markerFieldId ?? [],
        row.for.where.map(({ fieldId }) => fieldId),
      ])
      .flat(),
  );
}

/** Whether the key is of an effect of that clock, under any of the rows that it has followed. */
function isKeyOf(key: string, { kind, policy, cycle, levels }: ClockState): boolean {
  const [owner, number, level] = key.split(':');
  // The mirror numbers its effects through the life of the case, and forgets them itself.
  if (kind === 'adopted' || level === nativeLevel || number !== String(cycle) || owner === undefined) return false;
  return owner === policy || Object.keys(levels).some((level) => level.startsWith(`${owner}:`));
}

function ofKind({ kind }: ClockState): (typeof clockKinds)[number] {
  // Adopted clocks keep an item from being settled.
  return kind === 'adopted' ? 'first-response' : kind;
}

function verdictOf(clock: ClockState): NonNullable<CaseItem['verdicts']>[number] {
  const { kind, cycle, policy, startedAt, endedAt, verdict, breachedAt, deadline } = clock;
  return {
    kind,
    cycle,
    policy,
    startedAt,
    endedAt: endedAt ?? startedAt,
    verdict: verdict === 'running' ? 'cancelled' : verdict,
    ...(deadline === undefined ? {} : { deadline }),
    ...(breachedAt === undefined ? {} : { breachedAt }),
  };
}
