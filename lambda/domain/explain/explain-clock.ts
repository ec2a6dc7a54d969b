import type { CaseItem, ClockState } from '../../contract/case-item.ts';
import type { ClockPolicy, Level } from '../../contract/compiled-policy.ts';
import type { ClockExplanation, LevelExplanation } from '../../contract/explanation.ts';
import { openWindows } from '../calendar/windows.ts';
import { levelMoment } from '../clock/moments.ts';
import type { RunningPolicy } from '../running-policy.ts';
import { courseOf, creditedIn, usedIn, type Course } from './course.ts';
import { explainLevels } from './explain-levels.ts';
import { piecesOf } from './pieces.ts';
import { summaryOf } from './summary.ts';

/** So many open windows a picture can show; more would fill the answer. */
const mostWindows = 500;

/**
 * One cycle: how its time was used, piece by piece, and what became of its levels.
 * @param adoptedMoments of an adopted SLA: when a level comes, in epoch milliseconds
 */
export function explainClock(
  item: CaseItem,
  clock: ClockState,
  row: ClockPolicy,
  running: RunningPolicy,
  now: string,
  adoptedMoments?: (level: Level) => number | undefined,
): ClockExplanation {
  const course = courseOf(clock, row, running, now);
  const targetMilliseconds = clock.targetSeconds * 1000;
  const usedMilliseconds = usedIn(course);
  const momentOf = (level: Level): number | undefined =>
    adoptedMoments === undefined ? levelMoment(course.counting, course.calendar, level) : adoptedMoments(level);
  const { policy } = running;
  const levels = explainLevels(clock, row, course, {
    effects: Object.values(item.effects),
    ended: item.ended,
    policy,
    now,
    momentOf,
  });
  const range = rangeOf(clock, levels, now);
  const windows = openWindows(course.calendar, Date.parse(range.from), Date.parse(range.to), mostWindows + 1);
  const shown = windows.slice(0, mostWindows).map(([from, to]) => ({ from: iso(from), to: iso(to) }));
  const pauses = clock.pauses.map(({ from, to, reason }) => ({
    from,
    to: to ?? null,
    reason,
    creditedMilliseconds: creditedIn(course, [Date.parse(from), to === undefined ? course.until : Date.parse(to)]),
  }));
  const half: Omit<ClockExplanation, 'summary'> = {
    kind: clock.kind,
    policy: clock.policy,
    cycle: clock.cycle,
    severity: row.severity,
    startedAt: clock.startedAt,
    takenOverAt: clock.takenOverAt ?? null,
    keptMilliseconds: course.counting.keptMilliseconds,
    targetSeconds: clock.targetSeconds,
    calendar: {
      name: (clock.kind === 'adopted' ? undefined : row.calendar) ?? null,
      zone: zoneOf(row, clock, course, running),
    },
    verdict: clock.verdict,
    endedAt: clock.endedAt ?? null,
    endedBy: clock.endedBy ?? null,
    breachedAt: clock.breachedAt ?? null,
    isPaused:
      clock.verdict === 'running' && course.pauses.some(([from, to]) => from <= course.until && course.until < to),
    deadline: clock.deadline ?? null,
    usedMilliseconds,
    pausedMilliseconds: course.pauses.reduce((sum, pause) => sum + lengthWithin(pause, clock, course), 0),
    creditedMilliseconds: course.pauses.reduce((sum, pause) => sum + creditedIn(course, pause), 0),
    leftMilliseconds: Math.max(0, targetMilliseconds - usedMilliseconds),
    overMilliseconds: Math.max(0, usedMilliseconds - targetMilliseconds),
    pauses,
    pieces: piecesUntilNow(clock, course),
    ahead: aheadOf(clock, course, now),
    range,
    windows: shown,
    windowsUntil: windows.length > mostWindows ? shown.at(-1)!.to : range.to,
    levels,
  };
  return { ...half, summary: summaryOf(half, running.policy.timeZone, now) };
}

const iso = (instant: number): string => new Date(instant).toISOString();

/** Round the clock counts in no zone, so times are shown in that of the people. */
function zoneOf(row: ClockPolicy, clock: ClockState, { calendar }: Course, { policy }: RunningPolicy): string {
  return row.calendar === undefined || clock.kind === 'adopted' ? policy.timeZone : calendar.zone;
}

function lengthWithin([from, to]: readonly [number, number], clock: ClockState, { until }: Course): number {
  return Math.max(0, Math.min(to, until) - Math.max(from, Date.parse(clock.startedAt)));
}

function piecesUntilNow(clock: ClockState, { calendar, counting, pauses, until }: Course): ClockExplanation['pieces'] {
  const keptUntil = Math.min(counting.countedFrom, until);
  const kept = {
    from: clock.startedAt,
    to: iso(keptUntil),
    state: 'kept' as const,
    openMilliseconds: counting.keptMilliseconds,
    creditedMilliseconds: 0,
  };
  return [
    ...(keptUntil > Date.parse(clock.startedAt) ? [kept] : []),
    ...piecesOf(calendar, counting.countedFrom, until, pauses),
  ];
}

function aheadOf(
  { verdict, deadline }: ClockState,
  { calendar, pauses, until }: Course,
  now: string,
): ClockExplanation['ahead'] {
  if (verdict !== 'running' || deadline === undefined || deadline <= now) return [];
  return piecesOf(calendar, until, Date.parse(deadline), pauses);
}

function rangeOf(clock: ClockState, levels: readonly LevelExplanation[], now: string): ClockExplanation['range'] {
  const moments = [
    clock.startedAt,
    clock.deadline,
    clock.endedAt ?? now,
    ...levels.map(({ state, stateAt, momentAt }) => (state === 'pending' ? momentAt : stateAt)),
  ];
  const last = moments
    .flatMap((at) => at ?? [])
    .toSorted()
    .at(-1)!;
  return { from: clock.startedAt, to: last };
}
