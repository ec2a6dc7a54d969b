import type { Change } from './changes.ts';
import { marksWithin, type PolicyPlan } from './policy-plan.ts';

const iso = (at: number): string => new Date(at).toISOString();

/** The plan for a program: instants in UTC, times of day as the clock on the wall of the policy's zone shows them. */
export function planJson(
  file: string,
  against: string | undefined,
  changes: readonly Change[],
  plans: readonly PolicyPlan[],
): Readonly<Record<string, unknown>> {
  return {
    ok: true,
    file,
    ...(against === undefined ? {} : { against }),
    changes,
    policies: plans.map((plan) => ({
      policy: plan.row.name,
      kind: plan.row.kind,
      targetSeconds: plan.row.targetSeconds,
      calendar: plan.row.calendar ?? null,
      zone: plan.zone.name,
      samples: plan.samples.map(({ name, startedAt, levels }) => ({
        name,
        startedAt: iso(startedAt),
        levels: levels.map((level) => ({ ...level, at: level.at === undefined ? null : iso(level.at) })),
      })),
      days: plan.days.map((day) => ({
        date: day.date,
        open: day.open,
        exception: day.exception ?? null,
        holiday: day.holiday ?? null,
        clockChange: day.clockChange ?? null,
        marks: marksWithin(plan, day.from, day.to).map((mark) => ({ ...mark, at: iso(mark.at) })),
      })),
    })),
  };
}
