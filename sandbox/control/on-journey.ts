import type { Journey, VirtualClock } from '../kernel/clock.ts';
import { ControlError } from './control-error.ts';

/**
 * Takes the clock for a jump or a story: only it moves the clock until it is over, and a pause ends it.
 * @throws ControlError while another is under way
 */
export async function onJourney(clock: VirtualClock, travel: (journey: Journey) => Promise<void>): Promise<void> {
  if (!(await clock.jump(travel)))
    throw new ControlError(
      'invalid',
      `the clock is jumping already or plays a story, and stands at ${new Date(clock.now()).toISOString()}: wait until that is over, or pause the clock, which ends it`,
    );
}
