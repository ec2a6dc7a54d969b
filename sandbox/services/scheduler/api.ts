import * as schemas from '@aws-sdk/client-scheduler';
import type * as scheduler from '@aws-sdk/client-scheduler';
import type { Kernel } from '../../kernel/kernel.ts';
import { AwsError, type AwsService } from '../../kernel/service.ts';
import { pageOf } from '../shared/pages.ts';
import type { Firing } from './firing.ts';
import { makeSchedule } from './make-schedule.ts';
import type { Schedule, SchedulerStore } from './store.ts';

const pageSize = 100;
const invalidToken = (message: string) => new AwsError('ValidationException', message);

const summary = (schedule: Schedule) => ({
  Arn: schedule.arn,
  Name: schedule.name,
  GroupName: schedule.groupName,
  State: schedule.enabled ? 'ENABLED' : 'DISABLED',
  CreationDate: new Date(schedule.createdAt),
  LastModificationDate: new Date(schedule.changedAt),
});

const describe = (schedule: Schedule) => {
  const { target } = schedule;
  return {
    ...summary(schedule),
    ScheduleExpression: schedule.expression,
    ScheduleExpressionTimezone: schedule.timeZone,
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: schedule.deleteAfterCompletion ? 'DELETE' : 'NONE',
    ...(schedule.description === undefined ? {} : { Description: schedule.description }),
    ...(schedule.startAt === undefined ? {} : { StartDate: new Date(schedule.startAt) }),
    ...(schedule.endAt === undefined ? {} : { EndDate: new Date(schedule.endAt) }),
    Target: {
      Arn: target.arn,
      RoleArn: target.roleArn,
      ...(target.input === undefined ? {} : { Input: target.input }),
      ...(target.deadLetterQueueArn === undefined ? {} : { DeadLetterConfig: { Arn: target.deadLetterQueueArn } }),
      RetryPolicy: {
        MaximumRetryAttempts: target.maximumRetryAttempts,
        MaximumEventAgeInSeconds: target.maximumEventAgeSeconds,
      },
    },
  };
};

/** EventBridge Scheduler's API over a store. */
export function createSchedulerApi(kernel: Kernel, store: SchedulerStore, firing: Firing): AwsService {
  return {
    signingName: 'scheduler',
    title: 'Amazon EventBridge Scheduler',
    protocol: 'restJson1',
    schemas,
    operations: {
      GetSchedule: (input: scheduler.GetScheduleCommandInput) =>
        describe(store.schedule(input.GroupName ?? 'default', input.Name ?? '')),
      ListSchedules(input: scheduler.ListSchedulesCommandInput) {
        const chosen = store
          .schedules(input.GroupName)
          .filter(({ name }) => name.startsWith(input.NamePrefix ?? ''))
          .filter(({ enabled }) => input.State === undefined || enabled === (input.State === 'ENABLED'));
        const { items, nextToken } = pageOf(chosen, input.NextToken, input.MaxResults ?? pageSize, invalidToken);
        return {
          Schedules: items.map((schedule) => ({ ...summary(schedule), Target: { Arn: schedule.target.arn } })),
          ...(nextToken ? { NextToken: nextToken } : {}),
        };
      },
      CreateSchedule(input: scheduler.CreateScheduleCommandInput) {
        const schedule = makeSchedule(kernel, store, input);
        store.save(schedule, false);
        firing.arm(schedule);
        return { ScheduleArn: schedule.arn };
      },
      DeleteSchedule(input: scheduler.DeleteScheduleCommandInput) {
        const schedule = store.schedule(input.GroupName ?? 'default', input.Name ?? '');
        firing.disarm(schedule);
        store.delete(schedule);
        return {};
      },
    },
  };
}
