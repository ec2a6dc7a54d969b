import { beforeEach, describe, expect, test } from 'vitest';
import { connectWorld, queueId, satoId, type ConnectWorld } from '../connect/connect-world.ts';
import { branchesOf, flowOf, type Step } from './flow-steps.ts';
import { failing, putOnDuty, setQueue, takeBranch } from './take-branch.ts';

let at: ConnectWorld;
beforeEach(() => {
  at = connectWorld();
});
const take = (...given: Parameters<typeof takeBranch> extends [unknown, ...infer Rest] ? Rest : never) =>
  takeBranch(at, ...given);

describe('Compare', () => {
  const compare = (path: string, when: Record<string, string>): Step => ({
    type: 'Compare',
    parameters: { ComparisonValue: path },
    next: 'to next',
    errors: { NoMatchingCondition: 'to none' },
    when,
  });
  test.each([
    [
      'the first condition that holds',
      '$.Attributes.product',
      { 'Equals loan': 'to a', 'TextContains o': 'to b' },
      'a',
    ],
    ['a later one', '$.Attributes.product', { 'Equals card': 'to a', 'TextContains o': 'to b' }, 'b'],
    ['no condition', '$.Attributes.product', { 'Equals card': 'to a' }, 'none'],
    ['nothing to compare', '$.Attributes.nothing', { 'Equals loan': 'to a' }, 'none'],
    ['an operand that is a reference', '$.Attributes.product', { 'Equals $.Attributes.same': 'to a' }, 'a'],
    ['the channel', '$.Channel', { 'Equals CHAT': 'to a' }, 'a'],
    ['a segment attribute', "$.SegmentAttributes['connect:Subtype']", { 'Equals connect:Chat': 'to a' }, 'a'],
  ])('%s', async (_why, path, when, branch) => {
    expect((await take(compare(path, when), ['a', 'b', 'none'], { product: 'loan', same: 'loan' })).branch).toBe(
      branch,
    );
  });

  test('a reference without a value is a warning in the journal', async () => {
    const { recorded } = await take(compare('$.Attributes.nothing', { 'Equals a': 'to a' }), ['a', 'none']);
    expect(recorded['warnings']).toEqual(['$.Attributes.nothing has no value']);
  });
});

describe('CheckHoursOfOperation', () => {
  const check = (parameters: Record<string, string> = {}): Step => ({
    type: 'CheckHoursOfOperation',
    parameters,
    next: 'to next',
    errors: failing,
    when: { 'Equals True': 'to open', 'Equals False': 'to closed' },
  });
  const branches = ['open', 'closed', 'error'];

  test.each([
    ['Monday at noon', '2026-10-05T03:00:00Z', 'open'],
    ['Monday night', '2026-10-05T12:00:00Z', 'closed'],
    ['Saturday at noon', '2026-10-10T03:00:00Z', 'closed'],
  ])('asks the hours of the target queue: %s', async (_when, start, branch) => {
    at = connectWorld(start);
    expect((await take(check(), branches, {}, { first: setQueue() })).branch).toBe(branch);
  });
  test('hours that are named win', async () => {
    const { branch } = await take(check({ HoursOfOperationId: '6b1f0c9e-3d3a-4f57-9a4e-0d2f6a6e1001' }), branches);
    expect(branch).toBe('closed');
  });
  test('without hours and without a queue it fails', async () => {
    expect((await take(check(), branches)).branch).toBe('error');
  });
  test('dynamic hours that do not exist fail', async () => {
    expect((await take(check({ HoursOfOperationId: '$.Attributes.hours' }), branches, { hours: 'x' })).branch).toBe(
      'error',
    );
  });
});

describe('CheckMetricData', () => {
  const check = (parameters: Record<string, string>, when = { 'NumberGreaterThan 0': 'to some' }): Step => ({
    type: 'CheckMetricData',
    parameters,
    next: 'to next',
    errors: { NoMatchingCondition: 'to none', ...failing },
    when,
  });
  const branches = ['some', 'none', 'error'];

  test.each([
    ['nobody', false, 'none'],
    ['one agent', true, 'some'],
  ])('agents available on duty: %s', async (_why, on, branch) => {
    putOnDuty(at, on);
    const step = check({ MetricType: 'NumberOfAgentsAvailable' });
    expect((await take(step, branches, {}, { first: setQueue() })).branch).toBe(branch);
  });
  test('an agent of another queue does not count', async () => {
    putOnDuty(at, true, '9c2e7f10-1a5b-4f0e-b6a1-7d1c5e8a3003');
    const step = check({ MetricType: 'NumberOfAgentsStaffed', QueueId: queueId });
    expect((await take(step, branches)).branch).toBe('none');
  });
  test('the agent who is asked for counts alone', async () => {
    putOnDuty(at, true);
    const step = check({ MetricType: 'NumberOfAgentsAvailable', AgentId: satoId });
    expect((await take(step, branches)).branch).toBe('some');
  });
  test('contacts that wait are counted', async () => {
    const queued = at.flow(
      flowOf({
        set: setQueue('queue'),
        queue: {
          type: 'TransferContactToQueue',
          next: 'end',
          errors: { QueueAtCapacity: 'end', NoMatchingError: 'end' },
        },
      }),
      { name: 'queues' },
    );
    at.startChat(queued);
    await at.run(20);
    const step = check({ MetricType: 'NumberOfContactsInQueue', QueueId: queueId }, { 'Equals 1': 'to some' } as never);
    expect((await take(step, branches)).branch).toBe('some');
  });
  test('without a queue it fails', async () => {
    expect((await take(check({ MetricType: 'NumberOfContactsInQueue' }), branches)).branch).toBe('error');
  });
});

describe('queues', () => {
  test.each([
    ['an id', { QueueId: '$.Attributes.target' }, queueId, 'next'],
    ['a queue that is not there', { QueueId: '$.Attributes.target' }, 'x', 'error'],
    ['a user id', { AgentId: '$.Attributes.target' }, satoId, 'next'],
    ['a user name', { AgentId: '$.Attributes.target' }, 'sato', 'next'],
    ['a user who is not there', { AgentId: '$.Attributes.target' }, 'x', 'error'],
    ['no value', { AgentId: '$.Attributes.nothing' }, '', 'error'],
  ])('UpdateContactTargetQueue with %s', async (_why, parameters, target, branch) => {
    const step: Step = { type: 'UpdateContactTargetQueue', parameters, next: 'to next', errors: failing };
    expect((await take(step, ['error'], target === '' ? {} : { target })).branch).toBe(branch);
  });

  const transfer: Step = {
    type: 'TransferContactToQueue',
    next: 'to next',
    errors: { QueueAtCapacity: 'to full', NoMatchingError: 'to error' },
  };
  test('TransferContactToQueue ends the flow and leaves the contact waiting', async () => {
    const { contactId, branch } = await take(transfer, ['full', 'error'], {}, { first: setQueue() });
    expect(branch).toBeUndefined();
    expect(at.entries('contact.queued')).toMatchObject([{ contactId, detail: { queue: '予約窓口' } }]);
    expect(at.entries('contact.ended')).toEqual([]);
    expect(at.call('DescribeContact', { ContactId: contactId })['Contact'].QueueInfo.Id).toBe(queueId);
  });
  test('TransferContactToQueue without a target fails', async () => {
    expect((await take(transfer, ['full', 'error'])).branch).toBe('error');
  });
  test("an agent's queue takes ten", async () => {
    const flow = at.flow(
      branchesOf(transfer, ['full', 'error'], {
        first: { ...setQueue(), parameters: { AgentId: satoId } },
      }),
    );
    const contacts = Array.from({ length: 11 }, () => at.startChat(flow));
    await at.run(20);
    expect(at.entries('contact.queued')).toHaveLength(10);
    expect(at.entries('contact.message').map(({ contactId, detail }) => [contactId, detail['text']])).toEqual([
      [contacts[10], 'full'],
    ]);
  });
});
