import type { Journey } from '../kernel/clock.ts';
import { ControlError } from './control-error.ts';
import { deadlinesAhead } from './deadlines.ts';
import { dueMoments } from './due-moments.ts';
import type { ControlParts } from './parts.ts';
import type { Control } from './schema.ts';

type Target = Parameters<Control['jump']>[0];
type Travel = (journey: Journey) => Promise<void>;

const dayMilliseconds = 24 * 3_600_000;
/** A tick runs each minute, so a jump takes real time: a fifth of a second or so for an hour, half a minute for a week. */
const longestJumpDays = 400;
/** What a moment set off is done when nothing public has happened for this long. */
const quietMilliseconds = 15_000;
const longestAftermathMilliseconds = 120_000;

/** The way to where a person wants the clock to be. @throws ControlError when it cannot go there */
export function journeyTo(parts: ControlParts, target: Target): Travel {
  const { clock } = parts.kernel;
  if ('deadline' in target) return toDeadline(parts);
  if ('next' in target) {
    const [next] = dueMoments(parts);
    return toInstant(next === undefined ? clock.now() : Date.parse(next.at));
  }
  const until = 'to' in target ? Date.parse(target.to) : clock.now() + target.by;
  checkSpan(clock.now(), until);
  return 'to' in target && target.aftermath ? toAftermath(parts, until) : toInstant(until);
}

const toInstant =
  (until: number): Travel =>
  async (journey) =>
    void (await journey.runUntil(until));

const toAftermath =
  (parts: ControlParts, until: number): Travel =>
  async (journey) => {
    if (await journey.runUntil(until)) await untilQuiet(parts, journey);
  };

/** Goes on from where the clock stands until what was set off there is done. */
async function untilQuiet({ kernel: { clock }, views }: ControlParts, journey: Journey): Promise<void> {
  let last = clock.now();
  const end = last + longestAftermathMilliseconds;
  const until = (): number => Math.min(last + quietMilliseconds, end);
  const stopListening = views.onEvent(() => (last = clock.now()));
  try {
    while (clock.now() < until()) {
      if (!(await journey.runUntil(until()))) return;
      views.settle();
    }
  } finally {
    stopListening();
  }
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
  const { kernel } = parts;
  if (deadlinesAhead(parts, 1).length === 0)
    throw new ControlError(
      'invalid',
      `no deadline of a case is ahead of ${iso(kernel.clock.now())}: start a contact first; its case gets one a few seconds later`,
    );
  return async (journey) => {
    let overdue = false;
    const stopReading = kernel.journal.subscribe(({ kind, detail }) => {
      overdue ||= kind === 'sla.changed' && detail['status'] === 'Overdue';
    });
    try {
      // What a case does on the way may end the deadline that was next, or bring an earlier one.
      for (let [next] = deadlinesAhead(parts, 1); next && !overdue; [next] = deadlinesAhead(parts, 1))
        if (!(await journey.runUntil(next.at, () => overdue))) return;
    } finally {
      stopReading();
    }
    await untilQuiet(parts, journey);
  };
}
