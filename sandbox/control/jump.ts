import type { Journey } from '../kernel/clock.ts';
import { ControlError } from './control-error.ts';
import type { ControlParts } from './parts.ts';
import type { Control } from './schema.ts';
import type { ViewedCase } from './case-view.ts';

type Target = Parameters<Control['jump']>[0];
type Travel = (journey: Journey) => Promise<void>;

const dayMilliseconds = 24 * 3_600_000;
/** A tick runs each minute, so a jump takes real time: half a second or so for an hour. */
const longestJumpDays = 400;
/** What a deadline set off is done when nothing public has happened for this long. */
const quietMilliseconds = 15_000;
const longestAftermathMilliseconds = 120_000;

/** The way to where a person wants the clock to be. @throws ControlError when it cannot go there */
export function journeyTo(parts: ControlParts, target: Target): Travel {
  const { clock } = parts.kernel;
  if ('next' in target) return async (journey) => void (await journey.step());
  if ('deadline' in target) return toDeadline(parts);
  const until = 'to' in target ? Date.parse(target.to) : clock.now() + target.by;
  checkSpan(clock.now(), until);
  return async (journey) => void (await journey.runUntil(until));
}

function checkSpan(now: number, until: number): void {
  const stands = `the clock stands at ${iso(now)}`;
  const furthest = now + longestJumpDays * dayMilliseconds;
  if (until < now) throw new ControlError('invalid', `${stands} and does not go back to ${iso(until)}`);
  if (!(until <= furthest))
    throw new ControlError(
      'invalid',
      `${stands}; one jump spans at most ${longestJumpDays} days, so it goes to ${iso(furthest)} at the furthest: jump there first, then on`,
    );
}

/** An instant that JavaScript's dates cannot hold is said as a number. */
const iso = (instant: number): string =>
  Number.isNaN(new Date(instant).getTime()) ? `${instant} ms` : new Date(instant).toISOString();

function toDeadline(parts: ControlParts): Travel {
  const { kernel, views } = parts;
  if (nextDeadline(parts) === undefined)
    throw new ControlError(
      'invalid',
      `no deadline of a case is ahead of ${iso(kernel.clock.now())}: start a contact first; its case gets one a few seconds later`,
    );
  return async (journey) => {
    const isOverdue = breachWatch(parts);
    // What a case does on the way may end the deadline that was next, or bring an earlier one.
    for (let at = nextDeadline(parts); at !== undefined && !isOverdue(); at = nextDeadline(parts))
      if (!(await journey.runUntil(at, isOverdue))) return;
    let last = kernel.clock.now();
    const end = last + longestAftermathMilliseconds;
    const stopListening = views.onEvent(() => (last = kernel.clock.now()));
    try {
      while (kernel.clock.now() < Math.min(last + quietMilliseconds, end)) {
        if (!(await journey.runUntil(Math.min(last + quietMilliseconds, end)))) return;
        views.settle();
      }
    } finally {
      stopListening();
    }
  };
}

/** Tells whether a native SLA has run out since it was made. */
function breachWatch({ views }: ControlParts): () => boolean {
  const count = (): number =>
    views.entries('sla.changed').filter(({ detail }) => detail['status'] === 'Overdue').length;
  const before = count();
  return () => count() > before;
}

/** When the next native SLA of a case runs out. */
export function nextDeadline({ kernel, views }: ControlParts): number | undefined {
  const now = kernel.clock.now();
  let earliest: number | undefined;
  for (const one of views.cases.all())
    for (const at of deadlinesOf(one)) if (at > now && (earliest === undefined || at < earliest)) earliest = at;
  return earliest;
}

/** Target times of the SLAs of a case that still run. */
const deadlinesOf = ({ slas }: ViewedCase): number[] =>
  slas.flatMap(({ status, targetTime }) =>
    status === 'Active' && targetTime !== null ? [Date.parse(targetTime)] : [],
  );
