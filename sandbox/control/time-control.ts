import { deadlinesAhead } from './deadlines.ts';
import { dueMoments } from './due-moments.ts';
import { journeyTo } from './jump.ts';
import { onJourney } from './on-journey.ts';
import type { ControlParts } from './parts.ts';
import type { Control, TimeState } from './schema.ts';

const upcomingShown = 20;

/** What a person does with the virtual clock. @throws ControlError */
export function createTimeControl(parts: ControlParts): Pick<Control, 'time' | 'jump' | 'play' | 'pause'> {
  const { kernel, views } = parts;
  const { clock } = kernel;

  const nextDeadline = (): string | null => {
    const [next] = deadlinesAhead(parts, 1);
    return next === undefined ? null : iso(next.at);
  };
  const time = (): TimeState => ({
    now: iso(clock.now()),
    speed: clock.speed,
    upcoming: clock.upcoming(upcomingShown).map(({ at, label }) => ({ at: iso(at), label })),
    due: dueMoments(parts),
    nextDeadline: nextDeadline(),
    jumping: clock.jumping,
  });

  return {
    time: async () => time(),
    async jump(to) {
      await onJourney(clock, journeyTo(parts, to));
      views.settle();
      return time();
    },
    async play({ speed }) {
      clock.play(speed);
      return time();
    },
    async pause() {
      clock.play(0);
      await clock.endJump();
      return time();
    },
  };
}

const iso = (instant: number): string => new Date(instant).toISOString();
