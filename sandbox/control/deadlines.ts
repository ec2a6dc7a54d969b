import type { ViewedCase, ViewedSla } from './case-view.ts';
import type { ControlParts } from './parts.ts';

/** A native SLA of a case that still runs. */
export interface Deadline {
  readonly at: number;
  readonly sla: ViewedSla;
  readonly viewed: ViewedCase;
}

/** The next native SLAs that run out later than now, earliest first. One pass: there may be thousands of cases. */
export function deadlinesAhead({ kernel, views }: Pick<ControlParts, 'kernel' | 'views'>, most: number): Deadline[] {
  // Instants of the view are ISO-8601 in UTC, all of one length: their texts are in the order of time.
  const now = new Date(kernel.clock.now()).toISOString();
  const next: { target: string; sla: ViewedSla; viewed: ViewedCase }[] = [];
  for (const viewed of views.cases.all())
    for (const sla of viewed.slas) {
      const target = sla.targetTime;
      if (sla.status !== 'Active' || target === null || target <= now) continue;
      if (next.length === most && target >= next[most - 1]!.target) continue;
      const place = next.findIndex((other) => target < other.target);
      next.splice(place < 0 ? next.length : place, 0, { target, sla, viewed });
      if (next.length > most) next.pop();
    }
  return next.map(({ target, ...deadline }) => ({ at: Date.parse(target), ...deadline }));
}
