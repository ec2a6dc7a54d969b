import { describe, expect, test } from 'vitest';
import type { EmittedEvent } from '../../../sandbox/kernel/world.ts';
import { createEventBridgeService } from '../../../sandbox/services/eventbridge/service.ts';
import { callContext, resourceRequest, testInstance, testWorld } from '../../support/sandbox-kernel.ts';

const queueArn = 'arn:aws:sqs:ap-northeast-1:111122223333:inbox';
const deadLetterArn = 'arn:aws:sqs:ap-northeast-1:111122223333:dead';
const functionArn = 'arn:aws:lambda:ap-northeast-1:111122223333:function:sink';
const change: EmittedEvent = {
  source: 'aws.cases',
  detailType: 'Amazon Connect Cases Change',
  resources: ['arn:aws:cases:ap-northeast-1:111122223333:domain/d'],
  detail: { eventType: 'CASE.CREATED', case: { caseId: 'c-1' } },
  traceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793;Lineage=1:abc:3',
};

function eventBridge() {
  const world = testWorld();
  const service = createEventBridgeService(world, testInstance());
  const provide = (type: string, properties: Record<string, unknown>, logicalId = 'Rule') =>
    service.resources[type]!.create(resourceRequest(type, properties, { logicalId }));
  const rule = (targets: readonly Record<string, unknown>[], more: Record<string, unknown> = {}) =>
    provide('AWS::Events::Rule', {
      EventPattern: { source: ['aws.cases'] },
      Targets: targets.map((target, index) => ({ Id: `Target${index}`, ...target })),
      ...more,
    });
  // oxlint-disable-next-line typescript/no-explicit-any -- answers have the SDK's shapes, which tests spell out
  const call = (operation: string, input: Record<string, unknown>, traceHeader?: string): any =>
    service.api!.operations[operation]!(input, callContext('events', operation, { traceHeader }));
  const pass = (milliseconds: number) => world.kernel.clock.runUntil(world.kernel.clock.now() + milliseconds);
  const kinds = () => world.kernel.journal.entries().map(({ kind }) => kind);
  return { world, service, provide, rule, call, pass, kinds };
}

test('an event of a service reaches the queue of a matching rule a moment later, with what the bus adds', async () => {
  const { world, service, rule, pass } = eventBridge();
  const { attributes } = await rule([{ Arn: queueArn }]);
  await rule([{ Arn: deadLetterArn }], { Name: 'other', EventPattern: { source: ['aws.connect'] } });
  service.access.emit('default', change);
  await pass(199);
  expect(world.recorded.queueSends).toEqual([]);
  await pass(1);
  expect(world.recorded.queueSends).toHaveLength(1);
  const [{ body, ...send }] = world.recorded.queueSends as never as [{ body: string }];
  expect(send).toEqual({
    queueArn,
    principal: 'events.amazonaws.com',
    sourceArn: attributes.Arn,
    traceHeader: change.traceHeader,
  });
  expect(JSON.parse(body)).toEqual({
    version: '0',
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    'detail-type': 'Amazon Connect Cases Change',
    source: 'aws.cases',
    account: '111122223333',
    time: '2026-10-05T12:00:00Z',
    region: 'ap-northeast-1',
    resources: change.resources,
    detail: change.detail,
  });
  expect(
    world.kernel.journal.entries().map(({ kind, caseId, detail }) => [kind, caseId, detail.bus ?? detail.target]),
  ).toEqual([
    ['event.received', 'c-1', 'default'],
    ['event.delivered', 'c-1', queueArn],
  ]);
});

test('a disabled rule, another bus and a bus that is not there deliver nothing', async () => {
  const { world, service, provide, rule, pass } = eventBridge();
  await rule([{ Arn: queueArn }], { State: 'DISABLED' });
  await provide('AWS::Events::EventBus', { Name: 'ours' }, 'Bus');
  await rule([{ Arn: queueArn }], { Name: 'ours', EventBusName: 'ours' });
  service.access.emit('default', change);
  service.access.emit('nowhere', change);
  await pass(1_000);
  expect(world.recorded.queueSends).toEqual([]);
});

describe('a target that refuses', () => {
  test('costs the event when there is no dead-letter queue, and the journal says why', async () => {
    const { world, service, rule, pass } = eventBridge();
    world.queues = { ...world.queues, sendFromService: () => false };
    await rule([{ Arn: queueArn }]);
    service.access.emit('default', change);
    await pass(1_000);
    expect(world.kernel.journal.entries().at(-1)).toMatchObject({
      kind: 'event.dropped',
      caseId: 'c-1',
      detail: {
        target: queueArn,
        reason: expect.stringContaining('its policy does not let events.amazonaws.com send'),
      },
    });
  });

  test('sends it to its dead-letter queue as it came', async () => {
    const { world, service, rule, pass } = eventBridge();
    const sent: { queueArn: string; body: string }[] = [];
    world.queues = {
      ...world.queues,
      sendFromService: (message) => message.queueArn === deadLetterArn && sent.push(message) > 0,
    };
    world.functions = { ...world.functions, invokeEvent: () => false };
    await rule([
      { Arn: queueArn, InputPath: '$.detail', DeadLetterConfig: { Arn: deadLetterArn } },
      { Arn: functionArn, DeadLetterConfig: { Arn: deadLetterArn } },
    ]);
    service.access.emit('default', change);
    await pass(1_000);
    expect(sent.map(({ body }) => (JSON.parse(body) as { source: string }).source)).toEqual(['aws.cases', 'aws.cases']);
    expect(world.kernel.journal.entries().at(-1)?.detail).toMatchObject({
      target: functionArn,
      deadLetterQueue: deadLetterArn,
    });
  });
});

test('a function gets the event with its lineage, and a bus hands it on under the same id', async () => {
  const { world, service, provide, rule, pass, kinds } = eventBridge();
  const { attributes } = await provide('AWS::Events::EventBus', { Name: 'ours' }, 'Bus');
  await rule([{ Arn: attributes.Arn }]);
  await rule([{ Arn: functionArn }], { Name: 'onward', EventBusName: 'ours' });
  service.access.emit('default', change);
  await pass(1_000);
  expect(kinds()).toEqual(['event.received', 'event.delivered', 'event.received', 'event.delivered']);
  const [first, , second] = world.kernel.journal.entries();
  expect(second?.detail.id).toBe(first?.detail.id);
  expect(world.recorded.invocations).toEqual([
    { functionArn, payload: expect.stringContaining('CASE.CREATED'), traceHeader: change.traceHeader },
  ]);
});

test('two buses that feed one another come to an end', async () => {
  const { service, provide, rule, pass, kinds } = eventBridge();
  const { attributes } = await provide('AWS::Events::EventBus', { Name: 'ours' }, 'Bus');
  await rule([{ Arn: attributes.Arn }]);
  await rule([{ Arn: 'arn:aws:events:ap-northeast-1:111122223333:event-bus/default' }], {
    Name: 'back',
    EventBusName: 'ours',
  });
  service.access.emit('default', change);
  await pass(60_000);
  expect(kinds().filter((kind) => kind === 'event.received')).toHaveLength(6);
  expect(kinds().at(-1)).toBe('event.dropped');
});

describe('what a target receives', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['a part', { InputPath: '$.detail.case' }, '{"caseId":"c-1"}'],
    ['a constant', { Input: '{"fixed":true}' }, '{"fixed":true}'],
    [
      'a JSON template',
      {
        InputTransformer: {
          InputPathsMap: {
            id: '$.detail.case.caseId',
            type: '$.detail.eventType',
            all: '$.resources',
            first: '$.resources[0]',
          },
          InputTemplate:
            '{"case": <id>, "text": "<type> of <id>", "all": <all>, "first": "<first>", "rule": "<aws.events.rule-name>"}',
        },
      },
      '{"case": "c-1", "text": "CASE.CREATED of c-1", "all": ["arn:aws:cases:ap-northeast-1:111122223333:domain/d"], "first": "arn:aws:cases:ap-northeast-1:111122223333:domain/d", "rule": "named"}',
    ],
    [
      'a template that asks for what is not there',
      { InputTransformer: { InputPathsMap: { x: '$.detail.x' }, InputTemplate: '{"x": <x>, "y": "<x>"}' } },
      '{"x": "", "y": ""}',
    ],
  ])('%s', async (_what, input, expected) => {
    const { world, service, rule, pass } = eventBridge();
    await rule([{ Arn: queueArn, ...input }], { Name: 'named' });
    service.access.emit('default', change);
    await pass(200);
    expect(world.recorded.queueSends[0]?.body).toBe(expected);
  });
});

describe('PutEvents', () => {
  const entry = { Source: 'casewarden', DetailType: 'SLA Breached', Detail: '{"caseId":"c-2"}' };

  test('takes good entries and fails the others alone', async () => {
    const { call, kinds, world } = eventBridge();
    const answer = call('PutEvents', {
      Entries: [
        entry,
        { ...entry, Source: undefined },
        { ...entry, Detail: 'no JSON' },
        { ...entry, Detail: '[]' },
        { ...entry, Source: 'aws.cases' },
        { ...entry, EventBusName: 'nowhere' },
      ],
    });
    expect(answer.FailedEntryCount).toBe(5);
    expect(
      answer.Entries.map(
        ({ ErrorCode, EventId }: { ErrorCode?: string; EventId?: string }) => ErrorCode ?? typeof EventId,
      ),
    ).toEqual([
      'string',
      'InvalidArgument',
      'MalformedDetail',
      'MalformedDetail',
      'NotAuthorizedForSourceException',
      'ResourceNotFoundException',
    ]);
    expect(kinds()).toEqual(['event.received']);
    expect(world.kernel.journal.entries()[0]).toMatchObject({ caseId: 'c-2', detail: { detailType: 'SLA Breached' } });
  });

  test('passes the lineage of the call on', async () => {
    const { call, rule, pass, world } = eventBridge();
    await rule([{ Arn: queueArn }], { EventPattern: { source: ['casewarden'] } });
    call('PutEvents', { Entries: [entry] }, 'Lineage=1:x:2');
    await pass(200);
    expect(world.recorded.queueSends[0]?.traceHeader).toBe('Lineage=1:x:2');
  });

  test('refuses more than ten entries and more than 1 MB', () => {
    const { call } = eventBridge();
    expect(() => call('PutEvents', { Entries: Array.from({ length: 11 }, () => entry) })).toThrow(
      'less than or equal to 10',
    );
    expect(() =>
      call('PutEvents', { Entries: [{ ...entry, Detail: JSON.stringify({ x: 'x'.repeat(1024 * 1024) }) }] }),
    ).toThrow('Total size of the entries in the request is over the limit.');
  });
});

test('TestEventPattern judges a whole event and refuses half of one', () => {
  const { call } = eventBridge();
  const event = {
    id: '1',
    account: '1',
    source: 'aws.cases',
    time: 't',
    region: 'r',
    resources: [],
    'detail-type': 'd',
    detail: {},
  };
  const pattern = JSON.stringify({ source: [{ prefix: 'aws.' }] });
  expect(call('TestEventPattern', { EventPattern: pattern, Event: JSON.stringify(event) })).toEqual({ Result: true });
  expect(() => call('TestEventPattern', { EventPattern: '{}', Event: JSON.stringify(event) })).toThrow(
    'Event pattern is not valid. Reason: Empty objects are not allowed',
  );
  expect(() => call('TestEventPattern', { EventPattern: pattern, Event: '{"id":"1"}' })).toThrow(
    'Event must have the fields account, source',
  );
});

describe('a rule in a template is refused', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['with a schedule', { ScheduleExpression: 'rate(1 minute)' }, 'ScheduleExpression'],
    ['with an invalid pattern', { EventPattern: { source: [] } }, 'Empty arrays are not allowed'],
    [
      'with a target of another kind',
      { Targets: [{ Id: 'x', Arn: 'arn:aws:sns:r:1:topic' }] },
      'the ARN of a queue, a function or an event bus',
    ],
    [
      'with a wildcard in a JSON path',
      { Targets: [{ Id: 'x', Arn: queueArn, InputPath: '$.detail[*]' }] },
      'uses more than names and indexes',
    ],
    [
      'with two targets of one id',
      {
        Targets: [
          { Id: 'x', Arn: queueArn },
          { Id: 'x', Arn: deadLetterArn },
        ],
      },
      'two targets with the same Id',
    ],
    ['on a bus that is not there', { EventBusName: 'nowhere' }, 'Event bus nowhere does not exist.'],
    ['with a pattern over the quota', { EventPattern: { source: ['x'.repeat(2048)] } }, 'at most 2048 characters'],
  ])('%s', (_why, change, message) => {
    const { rule } = eventBridge();
    expect(() => rule([], change)).toThrow(message);
  });
});

test('a rule keeps its name when it changes, and moves with its bus', async () => {
  const { service, rule, provide, call } = eventBridge();
  const type = 'AWS::Events::Rule';
  const made = await rule([{ Arn: queueArn }]);
  const changed = { EventPattern: { source: ['aws.ses'] }, Targets: [] };
  const same = await service.resources[type]!.update(resourceRequest(type, changed), {
    physicalId: made.physicalId,
    properties: {},
  });
  expect(same.physicalId).toBe(made.physicalId);
  expect(call('DescribeRule', { Name: made.physicalId }).EventPattern).toBe('{"source":["aws.ses"]}');
  await provide('AWS::Events::EventBus', { Name: 'ours' }, 'Bus');
  const moved = await service.resources[type]!.update(resourceRequest(type, { ...changed, EventBusName: 'ours' }), {
    physicalId: made.physicalId,
    properties: {},
  });
  expect(moved.physicalId).toMatch(/^ours\|/);
  expect(() =>
    service.resources['AWS::Events::EventBus']!.delete(resourceRequest('AWS::Events::EventBus', {}), 'ours'),
  ).toThrow('has rules');
});

describe('events of a source that the sandbox is told to treat badly', () => {
  const numbered = (number: number): EmittedEvent => ({ ...change, detail: { number } });
  const numbersSent = ({ recorded }: { recorded: { queueSends: unknown[] } }): number[] =>
    (recorded.queueSends as { body: string }[]).map(
      ({ body }) => (JSON.parse(body) as { detail: { number: number } }).detail.number,
    );

  test('each tenth is lost, and another tenth comes once more, with the same id, behind what follows', async () => {
    const { world, service, rule, pass, kinds } = eventBridge();
    await rule([{ Arn: queueArn }]);
    service.access.setFaults({ source: 'aws.cases', loseEvery: 10, doubleEvery: 10 });
    for (let number = 1; number <= 20; number += 1) service.access.emit('default', numbered(number));
    service.access.emit('default', { ...change, source: 'aws.connect' });
    await pass(200);
    expect(numbersSent(world)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    await pass(90_000);
    expect(numbersSent(world).slice(18)).toEqual([5, 15]);
    const ids = (world.recorded.queueSends as unknown as { body: string }[]).map(
      ({ body }) => (JSON.parse(body) as { id: string }).id,
    );
    expect([ids[18], ids[19]]).toEqual([ids[4], ids[13]]);
    expect(kinds().filter((kind) => kind === 'event.lost' || kind === 'event.doubled')).toEqual([
      'event.doubled',
      'event.lost',
      'event.doubled',
      'event.lost',
    ]);
  });

  test('until it is told otherwise', async () => {
    const { world, service, rule, pass } = eventBridge();
    await rule([{ Arn: queueArn }]);
    service.access.setFaults({ source: 'aws.cases', loseEvery: 2 });
    service.access.setFaults({ source: 'aws.cases' });
    for (let number = 1; number <= 4; number += 1) service.access.emit('default', numbered(number));
    await pass(100_000);
    expect(numbersSent(world)).toEqual([1, 2, 3, 4]);
  });
});
