import { expect, test } from 'vitest';
import { createSchedulerService } from '../../../sandbox/services/scheduler/service.ts';
import { callContext, resourceRequest, testInstance, testWorld } from '../../support/sandbox-kernel.ts';

const type = 'AWS::Scheduler::Schedule';
const functionArn = 'arn:aws:lambda:ap-northeast-1:111122223333:function:tick';
const queueArn = 'arn:aws:sqs:ap-northeast-1:111122223333:dead';
const roleArn = 'arn:aws:iam::111122223333:role/schedule';

function scheduler(start = '2026-10-05T12:00:30.000Z') {
  const world = testWorld({ start });
  const service = createSchedulerService(world, testInstance());
  const properties = (target: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ({
    ScheduleExpression: 'rate(1 minute)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: functionArn, RoleArn: roleArn, ...target },
    ...more,
  });
  const provider = service.resources[type]!;
  const create = async (target?: Record<string, unknown>, more?: Record<string, unknown>) =>
    provider.create(resourceRequest(type, properties(target, more), { logicalId: 'Tick' }));
  const pass = (seconds: number) => world.kernel.clock.runUntil(world.kernel.clock.now() + seconds * 1000);
  // oxlint-disable-next-line typescript/no-explicit-any -- answers have the SDK's shapes, which tests spell out
  const call = (operation: string, input: Record<string, unknown>): any =>
    service.api!.operations[operation]!(input, callContext('scheduler', operation));
  return { world, service, provider, properties, create, pass, call };
}

test('a rate of one minute invokes its function on every whole minute, with its input filled in', async () => {
  const { world, create, pass } = scheduler();
  const { attributes } = await create({
    Input:
      '{"at":"<aws.scheduler.scheduled-time>","of":"<aws.scheduler.schedule-arn>","try":<aws.scheduler.attempt-number>}',
  });
  await pass(29);
  expect(world.recorded.invocations).toEqual([]);
  await pass(91);
  expect(world.recorded.invocations.map(({ payload }) => JSON.parse(payload) as unknown)).toEqual([
    { at: '2026-10-05T12:01:00Z', of: attributes.Arn, try: 1 },
    { at: '2026-10-05T12:02:00Z', of: attributes.Arn, try: 1 },
  ]);
});

test('without an input the target gets a notification', async () => {
  const { world, create, pass } = scheduler();
  const { attributes } = await create();
  await pass(30);
  expect(JSON.parse(world.recorded.invocations[0]!.payload)).toMatchObject({
    source: 'aws.scheduler',
    'detail-type': 'Scheduled Event',
    time: '2026-10-05T12:01:00Z',
    resources: [attributes.Arn],
  });
});

test('a target that is missing is tried again as the policy says, then the payload goes to the dead-letter queue', async () => {
  const { world, create, pass } = scheduler();
  const attempts: string[] = [];
  world.functions = { ...world.functions, invokeEvent: (_arn, payload) => attempts.push(payload) < 0 };
  await create(
    {
      Input: '<aws.scheduler.attempt-number>',
      DeadLetterConfig: { Arn: queueArn },
      RetryPolicy: { MaximumRetryAttempts: 2 },
    },
    { ScheduleExpression: 'at(2026-10-05T12:01:00)' },
  );
  await pass(3600);
  expect(attempts).toEqual(['1', '2', '3']);
  expect(world.recorded.roleSends).toEqual([{ queueArn, body: '3', roleArn }]);
  expect(world.kernel.journal.entries().at(-1)).toMatchObject({
    kind: 'event.dropped',
    detail: { target: functionArn, deadLetterQueue: queueArn, reason: `${functionArn} does not exist; 3 attempts` },
  });
});

test('no attempt is made after the greatest age', async () => {
  const { world, create, pass } = scheduler();
  let attempts = 0;
  world.functions = { ...world.functions, invokeEvent: () => (attempts += 1) < 0 };
  await create({ RetryPolicy: { MaximumEventAgeInSeconds: 60 } }, { ScheduleExpression: 'at(2026-10-05T12:01:00)' });
  await pass(3600);
  expect(attempts).toBe(3);
});

test('a queue is sent to in the name of the role', async () => {
  const { world, create, pass } = scheduler();
  await create({ Arn: queueArn, Input: 'hello' });
  await pass(30);
  expect(world.recorded.roleSends).toEqual([{ queueArn, body: 'hello', roleArn }]);
});

test('a disabled, a deleted and an ended schedule keep still; a changed one keeps its name', async () => {
  const { world, create, provider, properties, pass, call } = scheduler();
  const made = await create({}, { EndDate: '2026-10-05T12:01:00.000Z' });
  await pass(300);
  expect(world.recorded.invocations).toHaveLength(1);
  const before = { physicalId: made.physicalId, properties: properties() };
  const changed = await provider.update(resourceRequest(type, properties({}, { State: 'DISABLED' })), before);
  expect(changed.physicalId).toBe(made.physicalId);
  await pass(300);
  await provider.update(resourceRequest(type, properties()), before);
  await pass(60);
  expect(world.recorded.invocations).toHaveLength(2);
  await provider.delete(resourceRequest(type, properties()), made.physicalId);
  await pass(300);
  expect(world.recorded.invocations).toHaveLength(2);
  expect(call('ListSchedules', {}).Schedules).toEqual([]);
});

test('a schedule lives in its group and goes with it', async () => {
  const { world, service, create, pass, call } = scheduler();
  const groups = service.resources['AWS::Scheduler::ScheduleGroup']!;
  const request = resourceRequest('AWS::Scheduler::ScheduleGroup', {}, { logicalId: 'Group' });
  const group = await groups.create(request);
  const made = await create({}, { GroupName: group.physicalId });
  expect(made.attributes.Arn).toBe(
    `arn:aws:scheduler:ap-northeast-1:111122223333:schedule/${group.physicalId}/${made.physicalId}`,
  );
  expect(call('GetSchedule', { GroupName: group.physicalId, Name: made.physicalId })).toMatchObject({
    State: 'ENABLED',
    ScheduleExpression: 'rate(1 minute)',
  });
  await groups.delete(request, group.physicalId);
  await pass(300);
  expect(world.recorded.invocations).toEqual([]);
  await expect(create({}, { GroupName: 'nowhere' })).rejects.toThrow('Schedule group nowhere does not exist.');
});

test('a one-time schedule that is to be deleted is gone once it has fired', async () => {
  const { world, pass, call } = scheduler();
  const input = {
    Name: 'once',
    ScheduleExpression: 'at(2026-10-05T12:05:00)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: functionArn, RoleArn: roleArn },
    ActionAfterCompletion: 'DELETE',
  };
  call('CreateSchedule', input);
  expect(() => call('CreateSchedule', input)).toThrow('already exists');
  await pass(600);
  expect(world.recorded.invocations).toHaveLength(1);
  expect(() => call('GetSchedule', { Name: 'once' })).toThrow('does not exist');
});

test('what the sandbox would not honour is refused', async () => {
  const { create } = scheduler();
  await expect(create({ Arn: 'arn:aws:states:ap-northeast-1:111122223333:stateMachine:x' })).rejects.toThrow(
    'not supported',
  );
  await expect(create({}, { FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 } })).rejects.toThrow(
    'FlexibleTimeWindow',
  );
  await expect(create({ SqsParameters: { MessageGroupId: 'x' } })).rejects.toThrow('SqsParameters');
});
