import { arnOf } from '../../kernel/arn.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { AwsError } from '../../kernel/service.ts';
import type { Recurrence } from './schedule-expression.ts';

export interface ScheduleTarget {
  readonly arn: string;
  readonly roleArn: string;
  readonly input: string | undefined;
  readonly deadLetterQueueArn: string | undefined;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
}

export interface Schedule {
  readonly name: string;
  readonly groupName: string;
  readonly arn: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly description: string | undefined;
  readonly enabled: boolean;
  readonly startAt: number | undefined;
  readonly endAt: number | undefined;
  readonly recurrence: Recurrence;
  readonly target: ScheduleTarget;
  readonly deleteAfterCompletion: boolean;
  readonly createdAt: number;
  readonly changedAt: number;
}

const notFound = (message: string) => new AwsError('ResourceNotFoundException', message, { statusCode: 404 });
const conflict = (message: string) => new AwsError('ConflictException', message, { statusCode: 409 });

/** Groups and their schedules; the group `default` is always there. */
export class SchedulerStore {
  readonly #kernel: Kernel;
  readonly #groups = new Map<string, Map<string, Schedule>>([['default', new Map()]]);

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  #arn(resource: string): string {
    return arnOf(this.#kernel.place, 'scheduler', resource);
  }

  groupArn(name: string): string {
    return this.#arn(`schedule-group/${name}`);
  }

  scheduleArn(groupName: string, name: string): string {
    return this.#arn(`schedule/${groupName}/${name}`);
  }

  /** @throws AwsError ConflictException */
  createGroup(name: string): void {
    if (this.#groups.has(name)) throw conflict(`Schedule group ${name} already exists.`);
    this.#groups.set(name, new Map());
  }

  /** Deletes the group with its schedules. @returns those */
  deleteGroup(name: string): readonly Schedule[] {
    const schedules = [...(this.#groups.get(name)?.values() ?? [])];
    this.#groups.delete(name);
    return schedules;
  }

  #group(name: string): Map<string, Schedule> {
    const group = this.#groups.get(name);
    if (!group) throw notFound(`Schedule group ${name} does not exist.`);
    return group;
  }

  /** @throws AwsError ConflictException when it exists and is not meant to, ResourceNotFoundException without its group */
  save(schedule: Schedule, replaces: boolean): void {
    const group = this.#group(schedule.groupName);
    if (!replaces && group.has(schedule.name)) throw conflict(`Schedule ${schedule.name} already exists.`);
    group.set(schedule.name, schedule);
  }

  find(groupName: string, name: string): Schedule | undefined {
    return this.#groups.get(groupName)?.get(name);
  }

  /** @throws AwsError ResourceNotFoundException */
  schedule(groupName: string, name: string): Schedule {
    const schedule = this.#group(groupName).get(name);
    if (!schedule) throw notFound(`Schedule ${name} does not exist.`);
    return schedule;
  }

  delete(schedule: Schedule): void {
    this.#groups.get(schedule.groupName)?.delete(schedule.name);
  }

  schedules(groupName: string | undefined): readonly Schedule[] {
    if (groupName !== undefined) return [...this.#group(groupName).values()];
    return [...this.#groups.values()].flatMap((group) => [...group.values()]);
  }

  snapshot(): Readonly<Record<string, unknown>> {
    return {
      groups: [...this.#groups.keys()],
      schedules: this.schedules(undefined).map(({ recurrence, ...schedule }) => ({
        ...schedule,
        nextAt: recurrence.next(this.#kernel.clock.now()) ?? null,
      })),
    };
  }
}
