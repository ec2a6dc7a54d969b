import type { Announcement } from '../../contract/announcement.ts';
import type { CaseItem, ClockState, TimelineEntry } from '../../contract/case-item.ts';
import type { Level } from '../../contract/compiled-policy.ts';
import type { Severity } from '../../contract/primitives.ts';
import { announce, note } from '../history.ts';
import { clockId } from './identity.ts';

/*
 * What a change of a clock tells others: lines of the timeline and announcements. Ids derive from what happened, so that
 * saying it twice says the same thing.
 */

/** Tells how the stored clock became the present one; `stored` is undefined for a new clock. */
export function tellClock(item: CaseItem, stored: ClockState | undefined, clock: ClockState, now: string): CaseItem {
  if (stored === clock) return item;
  let next = item;
  if (stored === undefined) next = note(next, line(clock, 'started', clock.startedAt, deadlineDetail(clock)));
  else if (stored.policy !== clock.policy) {
    const at = clock.takenOverAt ?? now;
    const detail = { from: stored.policy, ...deadlineDetail(clock) };
    next = note(next, line(clock, 'taken-over', at, detail, `${clock.kind}:${clock.cycle}:taken-over:${at}`));
  }
  next = tellReopening(next, stored, clock, now);
  next = tellPauses(next, stored, clock);
  next = tellSkipped(next, stored, clock);
  return tellEnd(next, stored, clock, now);
}

export function tellWithdrawn(item: CaseItem, stored: ClockState): CaseItem {
  const reason = 'what reached us late says that it did not begin';
  return note(item, line(stored, 'withdrawn', stored.startedAt, { reason }));
}

/** What reached us late says that a level on which we acted had not come. */
export function tellLevelCorrected(item: CaseItem, clock: ClockState, level: Level, now: string): CaseItem {
  const detail = { level: level.name, reason: 'what reached us late says that it had not come' };
  return note(item, line(clock, 'corrected', now, detail, `${clockId(clock)}:${level.name}:corrected:${now}`));
}

/** @param deadline the clock's, or an estimate while a pause leaves it without one */
export function tellFired(
  item: CaseItem,
  clock: ClockState,
  level: Level,
  { severity, deadline, now }: { readonly severity: Severity; readonly deadline: string; readonly now: string },
): CaseItem {
  const id = clockId(clock);
  const common = { at: now, caseId: item.caseId, policy: clock.policy, cycle: clock.cycle, severity, deadline };
  const ofLevel = { ...common, id: `${item.caseId}:${id}:${level.name}`, level: level.name };
  switch (level.kind) {
    case 'warn':
      return announce(note(item, levelLine(clock, 'warned', level, deadline, now)), {
        detailType: 'SLA Warned',
        ...ofLevel,
      });
    case 'breach':
      return announce(note(item, line(clock, 'breached', now, { deadline })), {
        detailType: 'SLA Breached',
        ...common,
        id: `${item.caseId}:${id}:breached`,
      });
    case 'escalate':
      return announce(note(item, levelLine(clock, 'escalated', level, deadline, now)), {
        detailType: 'Case Escalated',
        ...ofLevel,
      });
    default:
      return level.kind satisfies never;
  }
}

function tellReopening(item: CaseItem, stored: ClockState | undefined, clock: ClockState, now: string): CaseItem {
  if (stored?.endedAt === undefined || clock.verdict !== 'running') return item;
  const closed = clock.pauses.findLast(({ reason }) => reason === 'closed');
  const at = closed?.to;
  return at === undefined
    ? note(item, line(clock, 'corrected', now, { verdict: clock.verdict }, `${clockId(clock)}:corrected:${now}`))
    : note(item, line(clock, 'reopened', at, deadlineDetail(clock), `${clockId(clock)}:reopened:${at}`));
}

/** The begin and the end of every pause that was not known before; one that ends with its cycle is told by that. */
function tellPauses(item: CaseItem, stored: ClockState | undefined, clock: ClockState): CaseItem {
  const ended = (of: ClockState, index: number): string | undefined => {
    const { to } = of.pauses[index]!;
    return (of.isPaused && index === of.pauses.length - 1) || to === of.endedAt ? undefined : to;
  };
  const before = new Map((stored?.pauses ?? []).map(({ from, reason }, index) => [`${reason}:${from}`, index]));
  let next = item;
  for (const [index, { from, reason }] of clock.pauses.entries()) {
    if (reason !== 'condition') continue;
    const known = before.get(`${reason}:${from}`);
    if (known === undefined) next = note(next, line(clock, 'paused', from, {}, `${clockId(clock)}:paused:${from}`));
    const to = ended(clock, index);
    const alreadyTold = known !== undefined && stored !== undefined && ended(stored, known) === to;
    if (to !== undefined && !alreadyTold) {
      next = note(next, line(clock, 'resumed', to, deadlineDetail(clock), `${clockId(clock)}:resumed:${to}`));
    }
  }
  return next;
}

function tellSkipped(item: CaseItem, stored: ClockState | undefined, clock: ClockState): CaseItem {
  let next = item;
  for (const [key, { at, state }] of Object.entries(clock.levels)) {
    if (state !== 'skipped' || stored?.levels[key] !== undefined) continue;
    const level = key.slice(clock.policy.length + 1);
    next = note(next, line(clock, 'skipped', at, { level }, `${key}:${clock.cycle}:skipped`));
  }
  return next;
}

function tellEnd(item: CaseItem, stored: ClockState | undefined, clock: ClockState, now: string): CaseItem {
  const { verdict, endedAt } = clock;
  if (verdict === 'running' || endedAt === undefined) return item;
  if (stored?.endedAt === endedAt && stored.verdict === verdict) return item;
  const isCorrected = stored !== undefined && stored.verdict !== 'running';
  const kind = isCorrected ? 'corrected' : 'ended';
  // A clock that ended before, and was opened again or corrected, tells its end under an id of its own.
  const isAgain = isCorrected || clock.pauses.some(({ reason }) => reason === 'closed');
  const id = isAgain ? `${clockId(clock)}:${kind}:${endedAt}` : `${clockId(clock)}:ended`;
  const told = note(item, line(clock, kind, endedAt, { verdict }, id));
  if (stored?.verdict === verdict) return told;
  return announce(told, {
    detailType: 'SLA Ended',
    id: `${item.caseId}:${clockId(clock)}:ended${isAgain ? `:${endedAt}` : ''}`,
    at: now,
    caseId: item.caseId,
    policy: clock.policy,
    cycle: clock.cycle,
    ...deadlineDetail(clock),
    endedAt,
    verdict,
  } satisfies Announcement);
}

function levelLine(clock: ClockState, kind: string, level: Level, deadline: string, now: string): TimelineEntry {
  return line(clock, kind, now, { level: level.name, deadline }, `${clockId(clock)}:${level.name}:${kind}`);
}

function line(
  clock: ClockState,
  kind: string,
  at: string,
  detail: TimelineEntry['detail'],
  id = `${clockId(clock)}:${kind}`,
): TimelineEntry {
  return { id, at, kind: `clock.${kind}`, detail: { policy: clock.policy, cycle: clock.cycle, ...detail } };
}

function deadlineDetail({ deadline }: ClockState): { deadline?: string } {
  return deadline === undefined ? {} : { deadline };
}
