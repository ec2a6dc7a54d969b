import type { CaseItem, ClockState, Effect, EndedEffect, TimelineEntry } from '../contract/case-item.ts';
import { hasEnded } from './effects.ts';
import { note } from './history.ts';
import { addSeconds } from './instants.ts';

/*
 * What is forgotten of a case and what is kept: keys, instants and verdicts stay, so that nothing is done twice and everybody
 * can see what was promised and kept; values, texts and what the outside called its results go.
 */

/** Events come late and in any order: a case that was deleted is judged for so long before its facts are removed. */
export const eraseAfterSeconds = 48 * 3600;

/** Details of timeline entries that name no person and quote nobody. */
const keptDetails: ReadonlySet<string> = new Set(
  'policy cycle level from deadline verdict effect lane attempt parkedAt bytes'.split(' '),
);

/** How long what is left of a deleted case is kept: long enough for events that come late, and to see what was done. */
export const keepDeletedSeconds = 90 * 24 * 3600;

/**
 * Whether the item takes nothing up any more, because its case was erased or it has become too large: its clocks stay as they
 * were judged.
 */
export function isFrozen({ erased, parkedAt }: Pick<CaseItem, 'erased' | 'parkedAt'>): boolean {
  return erased !== undefined || parkedAt !== undefined;
}

/** Epoch seconds after which rows of the timeline that are written at `now` may vanish; undefined while the case exists. */
export function timelineExpiry({ deletedAt }: Pick<CaseItem, 'deletedAt'>, now: string): number | undefined {
  return deletedAt === undefined ? undefined : Math.floor(Date.parse(addSeconds(now, keepDeletedSeconds)) / 1000);
}

/** Whether the facts of a deleted case are to be removed now. */
export function isErasureDue(item: CaseItem, now: string): boolean {
  return item.erased === undefined && !hasLiveEffects(item) && (erasureMoment(item) ?? now) <= now && isDeleted(item);
}

/** When the facts of a deleted case are to be removed; undefined for a case that was not deleted. */
export function erasureMoment({ deletedAt }: CaseItem): string | undefined {
  return deletedAt === undefined ? undefined : addSeconds(deletedAt, eraseAfterSeconds);
}

/** Why the item cannot be erased at a person's wish; undefined when it can. */
export function whyNotErasable(item: CaseItem): 'running' | 'owed' | undefined {
  if (item.deletedAt === undefined && item.clocks.some(({ verdict }) => verdict === 'running')) return 'running';
  return hasLiveEffects(item) ? 'owed' : undefined;
}

/**
 * The item without values and texts. Clocks are never judged again afterwards: what they were judged by is gone.
 * @param by who asked for it, in the words of the log; undefined when it follows from the deletion
 */
export function eraseItem(item: CaseItem, now: string, by?: string): CaseItem {
  const { read: _read, setBacks: _setBacks, ...kept } = item;
  const effects = Object.values(item.effects).filter((effect) => !hasEnded(effect));
  const erased: CaseItem = {
    ...kept,
    shadow: {},
    observations: [],
    signals: [],
    adopted: [],
    clocks: item.clocks.map((clock) => endedWithCase(clock, item)),
    effects: Object.fromEntries(effects.map((effect) => [effect.key, effect])),
    ended: {
      ...Object.fromEntries(Object.entries(item.ended).map(([key, ended]) => [key, bareEnd(ended)])),
      ...Object.fromEntries(
        Object.values(item.effects)
          .filter(hasEnded)
          .map((effect) => [effect.key, bareEffect(effect)]),
      ),
    },
    timeline: item.timeline.map(withoutText),
    erased: { at: now, isDone: false },
  };
  const detail = by === undefined ? { reason: 'deleted' } : { reason: 'asked for', by };
  return note(erased, { id: 'case:erased', at: now, kind: 'case.erased', detail });
}

/** The entry without what may quote somebody. What says that and why the case was erased stays whole. */
export function withoutText(entry: TimelineEntry): TimelineEntry {
  if (entry.kind === 'case.erased') return entry;
  const kept = Object.entries(entry.detail).filter(([name]) => keptDetails.has(name));
  return { ...entry, detail: Object.fromEntries(kept) };
}

function isDeleted({ deletedAt }: CaseItem): boolean {
  return deletedAt !== undefined;
}

function hasLiveEffects({ effects }: CaseItem): boolean {
  return Object.values(effects).some((effect) => !hasEnded(effect));
}

/** A clock that nobody will judge any more must not look as if it ran. */
export function endedWithCase(clock: ClockState, { deletedAt }: Pick<CaseItem, 'deletedAt'>): ClockState {
  if (clock.verdict !== 'running' || deletedAt === undefined) return clock;
  const { nextMomentAt: _next, ...rest } = clock;
  const endedAt = deletedAt > clock.startedAt ? deletedAt : clock.startedAt;
  return { ...rest, isPaused: false, verdict: 'cancelled', endedAt, endedBy: 'deleted' };
}

function bareEffect({ status, owedAt, attempt, outcome }: Effect): EndedEffect {
  const ended = status === 'done' || status === 'parked' ? status : 'cancelled';
  return { status: ended, owedAt, at: outcome?.at ?? owedAt, attempt };
}

function bareEnd({ status, owedAt, at, attempt }: EndedEffect): EndedEffect {
  return { status, owedAt, at, attempt };
}
