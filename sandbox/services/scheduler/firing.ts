import type { Timer } from '../../kernel/clock.ts';
import type { World } from '../../kernel/world.ts';
import type { Schedule, SchedulerStore } from './store.ts';

const firstRetryMilliseconds = 10_000;
const longestRetryMilliseconds = 15 * 60_000;

interface Attempt {
  readonly schedule: Schedule;
  readonly scheduledAt: number;
  readonly number: number;
}

const isoSeconds = (instant: number): string => new Date(instant).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** Fires schedules on the virtual clock, at the second; the service takes up to a minute more. */
export class Firing {
  readonly #world: World;
  readonly #store: SchedulerStore;
  readonly #timers = new Map<string, Timer>();

  constructor(world: World, store: SchedulerStore) {
    this.#world = world;
    this.#store = store;
  }

  /** Sets the timer of a schedule that was made or changed. */
  arm(schedule: Schedule): void {
    this.disarm(schedule);
    if (schedule.enabled) this.#wait(schedule, this.#world.kernel.clock.now());
  }

  disarm(schedule: Schedule): void {
    this.#timers.get(schedule.arn)?.cancel();
    this.#timers.delete(schedule.arn);
  }

  #wait(schedule: Schedule, after: number): void {
    const from = Math.max(after, (schedule.startAt ?? 0) - 1);
    const at = schedule.recurrence.next(from);
    if (at === undefined || at > (schedule.endAt ?? Infinity)) {
      this.#timers.delete(schedule.arn);
      if (schedule.deleteAfterCompletion) this.#store.delete(schedule);
      return;
    }
    const timer = this.#world.kernel.clock.schedule(at, `schedule ${schedule.name}`, () => {
      this.#try({ schedule, scheduledAt: at, number: 1 });
      this.#wait(schedule, at);
    });
    this.#timers.set(schedule.arn, timer);
  }

  #try(attempt: Attempt): void {
    const { schedule } = attempt;
    const { arn } = schedule.target;
    const payload = this.#payload(attempt);
    const taken =
      arn.split(':')[2] === 'lambda'
        ? this.#world.functions.invokeEvent(arn, payload)
        : this.#send(schedule, arn, payload);
    if (!taken) this.#failed(attempt, payload, `${arn} does not exist`);
  }

  /** A schedule acts as its role: whether the role may is not judged here. */
  #send({ target }: Schedule, queueArn: string, body: string): boolean {
    return this.#world.queues.sendWithRole({ queueArn, body, roleArn: target.roleArn });
  }

  /** Tries again with growing pauses while the policy allows, then hands the payload to the dead-letter queue. */
  #failed({ schedule, scheduledAt, number }: Attempt, payload: string, reason: string): void {
    const { clock, journal } = this.#world.kernel;
    const { maximumRetryAttempts, maximumEventAgeSeconds, deadLetterQueueArn } = schedule.target;
    const pause = Math.min(firstRetryMilliseconds * 2 ** (number - 1), longestRetryMilliseconds);
    if (number <= maximumRetryAttempts && clock.now() + pause - scheduledAt <= maximumEventAgeSeconds * 1000) {
      clock.after(pause, `schedule ${schedule.name}, again`, () =>
        this.#try({ schedule, scheduledAt, number: number + 1 }),
      );
      return;
    }
    const kept = deadLetterQueueArn !== undefined && this.#send(schedule, deadLetterQueueArn, payload);
    journal.append({
      kind: 'event.dropped',
      detail: {
        rule: schedule.name,
        target: schedule.target.arn,
        reason: `${reason}; ${number} attempts`,
        ...(kept ? { deadLetterQueue: deadLetterQueueArn } : {}),
      },
    });
  }

  /** The schedule's Input with its context attributes filled in, or the service's own notification. */
  #payload({ schedule, scheduledAt, number }: Attempt): string {
    const { identifiers, place } = this.#world.kernel;
    const executionId = identifiers.hex(16);
    if (schedule.target.input !== undefined)
      return schedule.target.input
        .replaceAll('<aws.scheduler.schedule-arn>', schedule.arn)
        .replaceAll('<aws.scheduler.scheduled-time>', isoSeconds(scheduledAt))
        .replaceAll('<aws.scheduler.execution-id>', executionId)
        .replaceAll('<aws.scheduler.attempt-number>', String(number));
    return JSON.stringify({
      version: '0',
      id: identifiers.uuid(),
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      account: place.accountId,
      time: isoSeconds(scheduledAt),
      region: place.region,
      resources: [schedule.arn],
      detail: '{}',
    });
  }
}
