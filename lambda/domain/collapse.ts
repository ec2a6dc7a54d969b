import type { CaseItem, Effect, EndedEffect } from '../contract/case-item.ts';
import { nativeLevel } from './effects.ts';
import { addSeconds } from './instants.ts';

/*
 * What is over is put away: of an effect that ended long ago its key, its end and what the outside called it stay. The key is
 * what keeps it from being owed twice, so it stays as long as its cycle may be derived.
 */

/** Whoever counts what was done lately, or looks at what was done, finds it whole for so long. */
const wholeSeconds = 48 * 3600;
/** The same while the item is over its budget. */
const leastWholeSeconds = 3600;

/** Puts away effects that ended long ago. Returns the same item when there is none. */
export function collapseEffects(item: CaseItem, now: string, isOverBudget = false): CaseItem {
  const before = addSeconds(now, -(isOverBudget ? leastWholeSeconds : wholeSeconds));
  const isUndoable = Object.values(item.effects).some(
    ({ status, action }) => status === 'parked' && setsFields(action),
  );
  const old = Object.entries(item.effects).flatMap(([key, effect]): [string, EndedEffect][] => {
    // Whether an older effect that was parked may come back depends on what later ones have set.
    if (isUndoable && setsFields(effect.action)) return [];
    const ended = endedEffect(effect);
    return ended === undefined || ended.at > before ? [] : [[key, ended]];
  });
  if (old.length === 0) return item;
  const isOld = new Set(old.map(([key]) => key));
  return {
    ...item,
    effects: Object.fromEntries(Object.entries(item.effects).filter(([key]) => !isOld.has(key))),
    ended: { ...item.ended, ...Object.fromEntries(old) },
  };
}

/**
 * What stays of an effect; undefined for one that somebody still needs whole: it has not ended, or nobody has heard of its end,
 * or a person may bring it back, or the mirror judges native SLAs by it (and forgets it itself).
 */
function endedEffect({ status, outcome, owedAt, attempt, noted, level }: Effect): EndedEffect | undefined {
  if (status !== 'done' && status !== 'cancelled') return undefined;
  if (!noted || outcome === undefined || outcome.observed !== undefined || level === nativeLevel) return undefined;
  const { at, reference, reason } = outcome;
  return {
    status,
    owedAt,
    at,
    attempt,
    ...(reference === undefined ? {} : { reference }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function setsFields({ kind }: Effect['action']): boolean {
  return kind === 'set' || kind === 'reassign';
}
