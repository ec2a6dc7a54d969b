import type { CreateScheduleCommandInput } from '@aws-sdk/client-scheduler';
import { AwsError } from '../../kernel/service.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { parseScheduleExpression } from './schedule-expression.ts';
import type { Schedule, SchedulerStore } from './store.ts';

const invalid = (message: string) => new AwsError('ValidationException', message);
const supportedTarget = /^arn:aws:(lambda:[^:]+:\d+:function:.+|sqs:[^:]+:\d+:[^:]+)$/;
const supportedMembers = new Set(['Arn', 'RoleArn', 'Input', 'DeadLetterConfig', 'RetryPolicy']);
const mostAttempts = 185;
const greatestAgeSeconds = 86_400;

function makeTarget(given: CreateScheduleCommandInput['Target']): Schedule['target'] {
  if (!given?.Arn || !given.RoleArn) throw invalid('Target must have Arn and RoleArn.');
  if (!supportedTarget.test(given.Arn))
    throw invalid(`Target.Arn ${given.Arn} is not supported by the sandbox; a function or a queue is.`);
  const others = Object.entries(given).filter(
    ([member, value]) => value !== undefined && !supportedMembers.has(member),
  );
  if (others.length > 0)
    throw invalid(
      `Target.${others[0]![0]} is not supported by the sandbox; it knows ${[...supportedMembers].join(', ')}.`,
    );
  const { MaximumRetryAttempts: attempts = mostAttempts, MaximumEventAgeInSeconds: age = greatestAgeSeconds } =
    given.RetryPolicy ?? {};
  if (attempts < 0 || attempts > mostAttempts)
    throw invalid(`MaximumRetryAttempts must be 0 to ${mostAttempts}, got ${attempts}.`);
  if (age < 60 || age > greatestAgeSeconds)
    throw invalid(`MaximumEventAgeInSeconds must be 60 to ${greatestAgeSeconds}, got ${age}.`);
  return {
    arn: given.Arn,
    roleArn: given.RoleArn,
    input: given.Input,
    deadLetterQueueArn: given.DeadLetterConfig?.Arn,
    maximumRetryAttempts: attempts,
    maximumEventAgeSeconds: age,
  };
}

/** Reads a schedule as CreateSchedule takes it. @throws AwsError ValidationException */
export function makeSchedule(
  kernel: Kernel,
  store: SchedulerStore,
  input: CreateScheduleCommandInput,
  before?: Schedule,
): Schedule {
  const name = input.Name ?? '';
  if (!/^[0-9a-zA-Z\-_.]{1,64}$/.test(name))
    throw invalid(`Name ${name} must match [0-9a-zA-Z-_.], 1 to 64 characters.`);
  if (input.FlexibleTimeWindow?.Mode !== 'OFF')
    throw invalid('FlexibleTimeWindow.Mode must be OFF; a flexible window is not supported by the sandbox.');
  const groupName = input.GroupName ?? 'default';
  const now = kernel.clock.now();
  const createdAt = before?.createdAt ?? now;
  const startAt = input.StartDate?.getTime();
  const timeZone = input.ScheduleExpressionTimezone ?? 'UTC';
  return {
    name,
    groupName,
    arn: store.scheduleArn(groupName, name),
    expression: input.ScheduleExpression ?? '',
    timeZone,
    description: input.Description,
    enabled: input.State !== 'DISABLED',
    startAt,
    endAt: input.EndDate?.getTime(),
    recurrence: parseScheduleExpression(input.ScheduleExpression ?? '', timeZone, startAt ?? createdAt),
    target: makeTarget(input.Target),
    deleteAfterCompletion: input.ActionAfterCompletion === 'DELETE',
    createdAt,
    changedAt: now,
  };
}
