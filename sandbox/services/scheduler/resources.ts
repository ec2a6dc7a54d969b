import * as z from 'zod';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../assembly/resource-provider.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { physicalName } from '../shared/physical-name.ts';
import { readProperties, tags } from '../shared/read-properties.ts';
import type { Firing } from './firing.ts';
import { makeSchedule } from './make-schedule.ts';
import type { Schedule, SchedulerStore } from './store.ts';

const date = z.coerce.date();

const scheduleProperties = z.strictObject({
  Name: z.string().optional(),
  GroupName: z.string().default('default'),
  Description: z.string().optional(),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().optional(),
  FlexibleTimeWindow: z.strictObject({ Mode: z.literal('OFF') }),
  State: z.enum(['ENABLED', 'DISABLED']).optional(),
  StartDate: date.optional(),
  EndDate: date.optional(),
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).optional(),
  Target: z.strictObject({
    Arn: z.string(),
    RoleArn: z.string(),
    Input: z.string().optional(),
    DeadLetterConfig: z.strictObject({ Arn: z.string().optional() }).optional(),
    RetryPolicy: z
      .strictObject({ MaximumRetryAttempts: z.number().optional(), MaximumEventAgeInSeconds: z.number().optional() })
      .optional(),
  }),
});

const groupProperties = z.strictObject({ Name: z.string().optional(), Tags: tags.optional() });

const provided = ({ name, arn }: Schedule): ProvidedResource => ({ physicalId: name, attributes: { Arn: arn } });

function scheduleProvider(kernel: Kernel, store: SchedulerStore, firing: Firing): ResourceProvider {
  const save = (request: ResourceRequest, before: Schedule | undefined): ProvidedResource => {
    const read = readProperties(scheduleProperties, request);
    const name = read.Name ?? before?.name ?? physicalName(request, kernel.identifiers, 64);
    const replaces = before?.name === name && before.groupName === read.GroupName;
    const schedule = makeSchedule(kernel, store, { ...read, Name: name }, replaces ? before : undefined);
    store.save(schedule, replaces);
    firing.arm(schedule);
    return provided(schedule);
  };
  const groupOf = (properties: Readonly<Record<string, unknown>>): string =>
    typeof properties.GroupName === 'string' ? properties.GroupName : 'default';
  return {
    create: (request) => save(request, undefined),
    update: (request, before) => save(request, store.find(groupOf(before.properties), before.physicalId)),
    delete(request, physicalId) {
      const schedule = store.find(groupOf(request.properties), physicalId);
      if (!schedule) return;
      firing.disarm(schedule);
      store.delete(schedule);
    },
  };
}

function groupProvider(kernel: Kernel, store: SchedulerStore, firing: Firing): ResourceProvider {
  const describe = (name: string): ProvidedResource => ({
    physicalId: name,
    attributes: { Arn: store.groupArn(name), State: 'ACTIVE' },
  });
  const create = (request: ResourceRequest): ProvidedResource => {
    const name = readProperties(groupProperties, request).Name ?? physicalName(request, kernel.identifiers, 64);
    store.createGroup(name);
    return describe(name);
  };
  return {
    create,
    update(request, before) {
      const { Name: name } = readProperties(groupProperties, request);
      return name === undefined || name === before.physicalId ? describe(before.physicalId) : create(request);
    },
    delete(_request, physicalId) {
      for (const schedule of store.deleteGroup(physicalId)) firing.disarm(schedule);
    },
  };
}

/** Stand-ins for `AWS::Scheduler::Schedule` and `AWS::Scheduler::ScheduleGroup`. */
export const schedulerResources = (
  kernel: Kernel,
  store: SchedulerStore,
  firing: Firing,
): Readonly<Record<string, ResourceProvider>> => ({
  'AWS::Scheduler::Schedule': scheduleProvider(kernel, store, firing),
  'AWS::Scheduler::ScheduleGroup': groupProvider(kernel, store, firing),
});
