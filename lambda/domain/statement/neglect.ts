import type { CaseItem } from '../../contract/case-item.ts';
import type { NeglectedCase, NeglectReason } from '../../contract/statement.ts';
import type { SeenCase } from '../../contract/sweep-rows.ts';
import { addSeconds, earliest } from '../instants.ts';

/** Longer than this in one pause, by the clock on the wall. */
const pausedTooLongSeconds = 3 * 86_400;
/** A customer who has waited longer than this. */
const unansweredSeconds = 86_400;
/** What is younger is not neglected yet. */
const graceSeconds = 3600;

/** What is known of a case beside its item. */
export interface NeglectEvidence {
  /** As the newest full pass saw it; undefined when it did not. */
  readonly seen: SeenCase | undefined;
  readonly seenAt: string | undefined;
  /** ARNs of everybody who is in the instance; undefined when that could not be read. */
  readonly users: ReadonlySet<string> | undefined;
}

/** Why a case is neglected; empty when it is not, or when nothing tells. A case that is closed or gone is not. */
export function neglectOf(
  item: CaseItem,
  { seen, seenAt, users }: NeglectEvidence,
  now: string,
): NeglectedCase['reasons'] {
  if (!isOpen(item, seen) || item.createdAt > addSeconds(now, -graceSeconds)) return [];
  const reasons: NeglectedCase['reasons'] = [];
  const add = (reason: NeglectReason, since: string | undefined): void => {
    if (since !== undefined) reasons.push({ reason, since });
  };
  add('no-clock', withoutClockSince(item));
  if (seen !== undefined && seen.ownerArn === undefined && seen.isQueued !== true) add('no-owner', seenAt);
  if (seen?.ownerArn !== undefined && users?.has(seen.ownerArn) === false) add('owner-gone', seenAt);
  add('no-open-task', withoutTaskSince(item));
  add('paused-too-long', pausedSince(item, now));
  add('customer-wrote-last', unansweredSince(item, now));
  return reasons;
}

/** The full pass has seen the case open, or the ledger was told of its status and that it is not closed. */
export function isOpen(item: CaseItem, seen: SeenCase | undefined): boolean {
  if (item.deleted === true) return false;
  const status = item.observations.findLast(({ fieldId }) => fieldId === 'status')?.value;
  return status === undefined ? seen !== undefined : status !== 'closed' && status !== null;
}

/** No clock runs, and none was ever met: nobody watches over the case, and nobody has answered it. */
function withoutClockSince({ clocks, createdAt }: CaseItem): string | undefined {
  if (clocks.some(({ verdict }) => verdict !== 'cancelled')) return undefined;
  return clocks.reduce((last, { endedAt }) => (endedAt !== undefined && endedAt > last ? endedAt : last), createdAt);
}

/** A clock has run out and still runs, and Casewarden has given nobody a task because of it. */
function withoutTaskSince({ clocks, effects }: CaseItem): string | undefined {
  const breached = clocks.filter(({ verdict, breachedAt }) => verdict === 'running' && breachedAt !== undefined);
  const hasTask = Object.values(effects).some(
    ({ action, status }) => action.kind === 'task' && status !== 'cancelled' && status !== 'parked',
  );
  return hasTask ? undefined : earliest(breached.map(({ breachedAt }) => breachedAt));
}

function pausedSince({ clocks }: CaseItem, now: string): string | undefined {
  const since = clocks
    .filter(({ verdict, isPaused }) => verdict === 'running' && isPaused)
    .flatMap(({ pauses }) => pauses.at(-1)?.from ?? [])
    .toSorted()[0];
  return since !== undefined && since < addSeconds(now, -pausedTooLongSeconds) ? since : undefined;
}

function unansweredSince({ signals }: CaseItem, now: string): string | undefined {
  const answered = signals.findLast(({ kind }) => kind !== 'inbound')?.at ?? '';
  const first = signals.find(({ kind, at }) => kind === 'inbound' && at > answered)?.at;
  return first !== undefined && first < addSeconds(now, -unansweredSeconds) ? first : undefined;
}
