import { beforeEach, describe, expect, test } from 'vitest';
import { connectWorld, type ConnectWorld } from '../connect/connect-world.ts';
import { branchesOf, flowOf, type Step } from './flow-steps.ts';
import { failing, takeBranch } from './take-branch.ts';

let at: ConnectWorld;
beforeEach(() => {
  at = connectWorld();
});
const take = (...given: Parameters<typeof takeBranch> extends [unknown, ...infer Rest] ? Rest : never) =>
  takeBranch(at, ...given);

describe('the contact', () => {
  test('UpdateContactAttributes interpolates and keeps what was there', async () => {
    const { contactId } = await take(
      {
        type: 'UpdateContactAttributes',
        parameters: { Attributes: { greeting: 'Hello $.Attributes.name.' } },
        next: 'to next',
        errors: failing,
      },
      ['error'],
      { name: '山本' },
    );
    const { Attributes } = at.call('GetContactAttributes', { InitialContactId: contactId });
    expect(Attributes).toEqual({ name: '山本', greeting: 'Hello 山本.' });
  });
  test('more than 32 KB of attributes is refused as a whole', async () => {
    const big = '$.Attributes.half$.Attributes.half$.Attributes.half';
    const { contactId, branch } = await take(
      {
        type: 'UpdateContactAttributes',
        parameters: { Attributes: { small: 'x', big } },
        next: 'to next',
        errors: failing,
      },
      ['error'],
      { half: 'x'.repeat(12_000) },
    );
    expect(branch).toBe('error');
    expect(at.call('GetContactAttributes', { InitialContactId: contactId })['Attributes'].small).toBeUndefined();
  });
  test('the related contact of a contact without one is an error', async () => {
    const { branch } = await take(
      {
        type: 'UpdateContactAttributes',
        parameters: { Attributes: { a: 'b' }, TargetContact: 'Related' },
        next: 'to next',
        errors: failing,
      },
      ['error'],
    );
    expect(branch).toBe('error');
  });
  test('UpdateContactData names the contact', async () => {
    const { contactId } = await take(
      { type: 'UpdateContactData', parameters: { Name: 'for $.Attributes.name' }, next: 'to next', errors: failing },
      ['error'],
      { name: '山本' },
    );
    expect(at.call('DescribeContact', { ContactId: contactId })['Contact'].Name).toBe('for 山本');
  });
  test('UpdateFlowAttributes is seen by the flow', async () => {
    const flow = flowOf({
      set: {
        type: 'UpdateFlowAttributes',
        parameters: { FlowAttributes: { a: { Value: 'b' } } },
        next: 'say',
        errors: { NoMatchingError: 'end' },
      },
      say: { type: 'MessageParticipant', parameters: { Text: 'a is $.FlowAttributes.a' }, next: 'end' },
    });
    at.startChat(at.flow(flow));
    await at.run(20);
    expect(at.entries('contact.message')[0]!.detail['text']).toBe('a is b');
  });
  test.each([
    ['a text', { Text: 'hello' }, 'hello'],
    ['SSML in a chat', { SSML: '<speak>hi</speak>' }, 'error'],
    ['a text that comes out empty', { Text: '$.Attributes.nothing' }, 'error'],
  ])('MessageParticipant with %s', async (_why, parameters, first) => {
    const { branch } = await take({ type: 'MessageParticipant', parameters, next: 'to next', errors: failing }, [
      'error',
    ]);
    expect(branch).toBe(first);
  });
  test('a message to a task says nothing and succeeds', async () => {
    const flowId = at.flow(branchesOf({ type: 'MessageParticipant', parameters: { Text: 'hello' }, next: 'end' }, []));
    at.call('StartTaskContact', { Name: 'a task', ContactFlowId: flowId });
    await at.run(20);
    expect(at.lastAction('the action')).toMatchObject({ result: 'done' });
    expect(at.entries('contact.message')).toEqual([]);
  });
  test('DisconnectParticipant ends the contact', async () => {
    const { contactId } = await take({ type: 'DisconnectParticipant' }, []);
    expect(at.entries('contact.ended')).toMatchObject([{ contactId, detail: { reason: 'FLOW_DISCONNECTED' } }]);
  });
  test('CreateTask starts a related task, whose id the flow then has', async () => {
    const taskFlow = at.flow(flowOf({ end: { type: 'DisconnectParticipant' } }), { name: 'tasks' });
    const { contactId, branch } = await take(
      {
        type: 'CreateTask',
        parameters: {
          Name: 'call $.Attributes.name',
          ContactFlowId: taskFlow,
          DelaySeconds: '10',
          References: { Page: { Type: 'URL', Value: 'https://a.example' } },
        },
        next: 'to next',
        errors: failing,
      },
      ['error'],
      { name: '山本' },
    );
    expect(branch).toBe('next');
    const [started] = at.entries('task.started');
    expect(started!.detail).toMatchObject({
      name: 'call 山本',
      references: { Page: { type: 'URL', value: 'https://a.example' } },
    });
    expect(at.call('DescribeContact', { ContactId: started!.contactId })['Contact']).toMatchObject({
      Channel: 'TASK',
      RelatedContactId: contactId,
    });
  });
});

describe('Loop and Wait', () => {
  test('a loop goes round as often as it says, and starts afresh when it is reached again', async () => {
    const flow = flowOf({
      outer: {
        type: 'Loop',
        parameters: { LoopCount: '2' },
        next: 'end',
        when: { 'Equals ContinueLooping': 'inner', 'Equals DoneLooping': 'end' },
      },
      inner: {
        type: 'Loop',
        parameters: { LoopCount: '3' },
        next: 'outer',
        when: { 'Equals ContinueLooping': 'say', 'Equals DoneLooping': 'outer' },
      },
      say: { type: 'MessageParticipant', parameters: { Text: 'round' }, next: 'inner' },
    });
    at.startChat(at.flow(flow));
    await at.run(60);
    expect(at.entries('contact.message')).toHaveLength(6);
    expect(at.entries('contact.ended')).toHaveLength(1);
  });
  test('a loop of none is done at once', async () => {
    const { recorded } = await take(
      {
        type: 'Loop',
        parameters: { LoopCount: '0' },
        next: 'to next',
        when: { 'Equals ContinueLooping': 'to again', 'Equals DoneLooping': 'to next' },
      },
      ['again'],
    );
    expect(recorded['result']).toBe('DoneLooping');
  });
  test('a wait lets virtual time pass', async () => {
    const flow = flowOf({
      wait: {
        type: 'Wait',
        parameters: { TimeLimitSeconds: '3600' },
        next: 'end',
        errors: { NoMatchingError: 'end' },
        when: { 'Equals WaitCompleted': 'say' },
      },
      say: { type: 'MessageParticipant', parameters: { Text: 'still there?' }, next: 'end' },
    });
    at.startChat(at.flow(flow));
    await at.run(3599);
    expect(at.entries('contact.message')).toEqual([]);
    await at.run(10);
    expect(at.entries('contact.message')).toHaveLength(1);
  });
  test('a contact that is stopped while it waits stays stopped', async () => {
    const flow = flowOf({
      wait: { type: 'Wait', parameters: { TimeLimitSeconds: '60' }, next: 'say', errors: { NoMatchingError: 'end' } },
      say: { type: 'MessageParticipant', parameters: { Text: 'late' }, next: 'end' },
    });
    const contactId = at.startChat(at.flow(flow));
    await at.run(20);
    at.call('StopContact', { ContactId: contactId });
    await at.run(120);
    expect(at.entries('contact.message')).toEqual([]);
    expect(at.entries('contact.ended')).toHaveLength(1);
  });
});

describe('TransferToFlow', () => {
  test('carries on in the other flow, without what the first kept to itself', async () => {
    const other = at.flow(
      flowOf({
        say: {
          type: 'MessageParticipant',
          parameters: { Text: '$.Attributes.kept/$.FlowAttributes.own/' },
          next: 'end',
        },
      }),
      { name: 'other' },
    );
    const { branch } = await take(
      { type: 'TransferToFlow', parameters: { ContactFlowId: other }, next: 'to next', errors: failing },
      ['error'],
      { kept: 'kept' },
      {
        own: {
          type: 'UpdateFlowAttributes',
          parameters: { FlowAttributes: { own: { Value: 'own' } } },
          next: 'the action',
          errors: failing,
        },
      },
    );
    expect(branch).toBe('kept//');
  });
  test('a flow that is not there fails', async () => {
    const step: Step = {
      type: 'TransferToFlow',
      parameters: { ContactFlowId: '$.Attributes.flow' },
      next: 'to next',
      errors: failing,
    };
    expect((await take(step, ['error'], { flow: 'x' })).branch).toBe('error');
  });
});

describe('guards', () => {
  test('a flow in a circle ends after 1,000 actions', async () => {
    const log: Step = { type: 'UpdateFlowLoggingBehavior', parameters: { FlowLoggingBehavior: 'Enabled' }, next: 'b' };
    at.startChat(at.flow(flowOf({ a: log, b: { ...log, next: 'a' } })));
    await at.run(120);
    expect(at.entries('flow.action')).toHaveLength(1000);
    expect(at.entries('flow.stuck')).toMatchObject([{ detail: { reason: 'more than 1000 actions were executed' } }]);
    expect(at.entries('contact.ended')).toHaveLength(1);
  });
});
