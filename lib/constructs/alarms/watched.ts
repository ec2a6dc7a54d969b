import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type { IConstruct } from 'constructs';
import { laneNames, type LaneName } from '../../../lambda/contract/primitives.ts';
import { DeadLetterQueue, QueueWithDeadLetters } from '../queue-with-dead-letters/queue-with-dead-letters.ts';
import { scheduledBy } from '../schedule/schedule-function.ts';
import { SpecFunction } from '../spec-function/spec-function.ts';

/** What alarms watch, as plain values, so that the stack of the alarms needs no other to be put together. */
export interface Watched {
  /** Functions that work without anybody waiting for them: started by a queue or a schedule. */
  readonly functions: readonly { readonly name: string; readonly functionName: string; readonly isInLoop: boolean }[];
  readonly schedules: readonly {
    readonly name: string;
    readonly functionName: string;
    readonly periodSeconds: number;
  }[];
  readonly lanes: readonly { readonly lane: LaneName; readonly functionName: string }[];
  /** Queues that functions read. */
  readonly queues: readonly NamedQueue[];
  readonly deadLetterQueues: readonly NamedQueue[];
}

export interface NamedQueue {
  /** Tells it from every other, in words of the construct tree: `inbox`, `case-update`. */
  readonly name: string;
  readonly queueName: string;
}

/**
 * Everything in these stacks that an alarm must watch, found in the construct tree: a function, schedule or queue that is
 * added is watched without anybody thinking of it. @throws Error for a schedule that `scheduleFunction` did not make, and for
 * a lane without its function
 */
export function findWatched(stacks: readonly IConstruct[]): Watched {
  const all = stacks.flatMap((stack) => stack.node.findAll());
  const functions = all.filter((construct) => construct instanceof SpecFunction);
  const working = functions.filter(({ invokedBy }) => invokedBy === 'queue' || invokedBy === 'schedule');
  const queues = all.filter((construct) => construct instanceof QueueWithDeadLetters);
  const deadLetters = all.filter((construct) => construct instanceof DeadLetterQueue);
  const schedules = all.filter((construct) => construct instanceof scheduler.CfnSchedule);
  return {
    functions: working.map(({ specName, resource, invokedBy }) => ({
      name: specName,
      functionName: resource.functionName,
      isInLoop: invokedBy === 'queue',
    })),
    schedules: schedules.map((schedule) => scheduleOf(schedule, functions)),
    lanes: functions.length === 0 ? [] : laneNames.map((lane) => laneOf(lane, functions)),
    queues: queues.map((queue) => ({ name: nameOf(queue), queueName: queue.resource.queueName })),
    deadLetterQueues: deadLetters.map((queue) => ({ name: nameOf(queue), queueName: queue.resource.queueName })),
  };
}

function scheduleOf(schedule: IConstruct, functions: readonly SpecFunction<never>[]): Watched['schedules'][number] {
  const known = scheduledBy(schedule);
  const handler = functions.find(({ resource }) => resource === known?.handler);
  if (known === undefined || handler === undefined)
    throw new Error(
      `nobody would notice that the schedule ${schedule.node.path} stands still: make it with scheduleFunction, for a SpecFunction`,
    );
  const { specName, resource } = handler;
  return { name: specName, functionName: resource.functionName, periodSeconds: known.periodSeconds };
}

function laneOf(lane: LaneName, functions: readonly SpecFunction<never>[]): Watched['lanes'][number] {
  const handler = functions.find(({ specName }) => specName === `dispatch-${lane}`);
  if (handler === undefined)
    throw new Error(`the lane ${lane} has no function dispatch-${lane}, so no alarm can watch it`);
  return { lane, functionName: handler.resource.functionName };
}

/** The path below the stack without what says only that it is a queue: `CaseUpdateQueue/DeadLetters` is `case-update`. */
function nameOf(construct: IConstruct): string {
  const [, ...ids] = construct.node.path.split('/');
  const words = ids
    .map((id) => id.replace(/Queue$/, ''))
    .filter((id) => id !== '' && id !== 'DeadLetters')
    .join('-');
  return words.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}
