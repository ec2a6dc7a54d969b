import { addMilliseconds } from '../../domain/instants.ts';
import type { Json } from './attribute-values.ts';

export type Members = { readonly [name: string]: Json | undefined };

/**
 * The content of a row that schema version 1 (release 0.1.0) has written, in the form of version 2; of another row as it is.
 *
 * Version 1 knew one kind of clock, which ran round the clock and ended by `status`: so only `status` becomes an observation.
 * An ended clock says nothing of why it ended (`endedBy`): its evidence was not kept, so that it cannot be judged again.
 */
export function upgradeFromV1(content: Members): Members {
  if (content['schemaVersion'] !== 1) return content;
  const clocks = listOf(content['clocks']);
  const status = membersOf(membersOf(content['shadow'])['status']);
  const observations =
    status['value'] === undefined ? [] : [{ at: status['changedAt'], fieldId: 'status', value: status['value'] }];
  return {
    ...content,
    schemaVersion: 2,
    observations: observations.map((observation) => ({
      ...observation,
      at: later(observation.at, content['createdAt']),
    })),
    signals: [],
    ...(content['deleted'] === true ? { deletedAt: clocks.reduce(lastEnd, content['createdAt']) } : {}),
    clocks: clocks.map(upgradeClock),
    adopted: [],
    effects: Object.fromEntries(
      Object.entries(membersOf(content['effects'])).map(([key, effect]) => [key, upgradeEffect(membersOf(effect))]),
    ),
  };
}

function upgradeClock(given: Json): Json {
  const clock = membersOf(given);
  const { policy, deadline, verdict, breachedAt } = clock;
  const isAhead = verdict === 'running' && breachedAt === undefined && typeof deadline === 'string';
  return {
    ...clock,
    kind: 'first-response',
    keptMilliseconds: 0,
    pauses: [],
    isPaused: false,
    ...(isAhead ? { nextMomentAt: addMilliseconds(deadline, 1) } : {}),
    levels:
      breachedAt === undefined || typeof policy !== 'string'
        ? {}
        : { [`${policy}:breach`]: { at: breachedAt, state: 'fired' } },
  };
}

/** Version 1 kept of a read the one field that had ended the clock. */
function upgradeEffect(effect: Members): Json {
  const outcome = membersOf(effect['outcome']);
  const { at, fieldId, value } = membersOf(outcome['observed']);
  if (typeof fieldId !== 'string') return effect;
  return { ...effect, outcome: { ...outcome, observed: { at, fields: { [fieldId]: value } } } };
}

function lastEnd(last: Json | undefined, clock: Json): Json | undefined {
  return later(membersOf(clock)['endedAt'], last);
}

function later(left: Json | undefined, right: Json | undefined): Json | undefined {
  return typeof left === 'string' && (typeof right !== 'string' || left > right) ? left : right;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function membersOf(value: Json | undefined): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}
