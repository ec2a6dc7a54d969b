import type { ViewedCase, ViewedSla } from './case-view.ts';
import type { ControlParts } from './parts.ts';

/** A native SLA of a case that still runs. */
export interface Deadline {
  readonly at: number;
  readonly sla: ViewedSla;
  readonly viewed: ViewedCase;
}

/** Native SLAs that run out later than now, earliest first. */
export function deadlinesAhead({ kernel, views }: Pick<ControlParts, 'kernel' | 'views'>): Deadline[] {
  const now = kernel.clock.now();
  const ahead: Deadline[] = [];
  for (const viewed of views.cases.all())
    for (const sla of viewed.slas) {
      if (sla.status !== 'Active' || sla.targetTime === null) continue;
      const at = Date.parse(sla.targetTime);
      if (at > now) ahead.push({ at, sla, viewed });
    }
  return ahead.sort((one, other) => one.at - other.at);
}
