import type { SweepProgress } from '../../../lambda/contract/sweep-rows.ts';
import { instantOf } from '../../../lambda/domain/instants.ts';
import { nightBefore } from '../functions/worth-sweeping.ts';

const minute = 60_000;
const dayMilliseconds = 24 * 60 * minute;

/** What the sweep has kept of the time before the story. @param isFirstPassLeft whether its first full pass is still to come */
export function sweptBefore(startsAt: number, isFirstPassLeft: boolean): SweepProgress {
  const at = (milliseconds: number): string => instantOf(startsAt - milliseconds);
  const begunAt = instantOf(nightBefore(startsAt) + minute);
  const full = { begunAt, stage: 'ended', place: {}, lookedCases: 0, lookedItems: 0, endedAt: begunAt } as const;
  return {
    version: 7,
    careSince: at(dayMilliseconds),
    recent: { mark: at(minute) },
    ...(isFirstPassLeft ? {} : { full }),
    awaited: [],
  };
}
