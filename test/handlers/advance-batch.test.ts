import { expect, test } from 'vitest';
import type { CaseItem } from '../../lambda/contract/case-item.ts';
import type { InboxMessage } from '../../lambda/contract/inbox-message.ts';
import { MessageInvalidError, ThrottledError } from '../../lambda/domain/errors.ts';
import { runAdvance, type AdvancePorts } from '../../lambda/handlers/advance/run.ts';
import { caseChange, clockOnlyPolicy, createdAt, deskPolicy, policyHash } from '../support/desk-policy.ts';
import { createMemoryPorts } from '../support/in-memory-ports.ts';
import type { MemoryState } from '../support/memory-state.ts';

interface Counted {
  readonly state: MemoryState;
  readonly ports: AdvancePorts;
  /** Calls of the ledger by their name, in order. */
  readonly calls: string[];
  readonly deliver: (...messages: readonly InboxMessage[]) => Promise<readonly string[]>;
  readonly item: (caseId: string) => CaseItem;
}

/** Advance over in-memory ports that count what is asked of the ledger. */
function counted(policy = clockOnlyPolicy, change: Partial<AdvancePorts['ledger']> = {}): Counted {
  const { state, ports } = createMemoryPorts(policy);
  const calls: string[] = [];
  const ledger = { ...ports.caseLedger, ...change };
  const counting = Object.fromEntries(
    Object.entries(ledger).map(([name, method]) => [
      name,
      async (...given: never[]) => {
        calls.push(name);
        return await (method as (...given: never[]) => Promise<unknown>)(...given);
      },
    ]),
  ) as unknown as AdvancePorts['ledger'];
  const advancePorts: AdvancePorts = { ...ports, ledger: counting };
  return {
    state,
    ports: advancePorts,
    calls,
    deliver: async (...messages) => {
      const Records = messages.map((message, place) => ({ messageId: `m${place}`, body: JSON.stringify(message) }));
      const answer = await runAdvance(advancePorts, { policyHash, lookAheadSeconds: 120 }, { Records });
      return answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    },
    item: (caseId) => JSON.parse(state.items.get(caseId)!.json) as CaseItem,
  };
}

const at = (seconds: number): string => new Date(Date.parse(createdAt) + seconds * 1000).toISOString();
const created = (caseId = 'case-1') => caseChange('CASE.CREATED', createdAt, { status: 'open' }, { caseId });
const changed = (seconds: number, status: string, caseId = 'case-1') =>
  caseChange('CASE.UPDATED', at(seconds), { status }, { caseId });
const ids = Array.from({ length: 10 }, (_unused, place) => `case-${place}`);

test('the cases of a batch are read at once, and each is written once', async () => {
  const { calls, deliver } = counted();
  expect(await deliver(...ids.map((caseId) => created(caseId)))).toEqual([]);
  expect(calls).toEqual(['loadAll', ...ids.map(() => 'save')]);

  calls.length = 0;
  expect(await deliver(...ids.map((caseId) => changed(5, 'waiting', caseId)))).toEqual([]);
  // What the first write told has to be copied out once.
  expect(calls).toEqual(['loadAll', ...ids.flatMap(() => ['appendTimeline', 'save'])]);

  calls.length = 0;
  expect(await deliver(...ids.map((caseId) => changed(6, 'open', caseId)))).toEqual([]);
  expect(calls).toEqual(['loadAll', ...ids.map(() => 'save')]);
});

test('the messages of one case in a batch are one write, and end as they would one by one', async () => {
  const messages = [created(), ...[3, 1, 2, 2].map((seconds) => changed(seconds, `status-${seconds}`))];
  const together = counted();
  await together.deliver(...messages);
  expect(together.calls).toEqual(['load', 'save']);

  const apart = counted();
  for (const message of messages) await apart.deliver(message);
  const { version: _one, ...batched } = together.item('case-1');
  const { version: _other, timeline: _copied, ...single } = apart.item('case-1');
  expect(batched).toMatchObject(single);
});

test('a lost conditional write is followed by a fresh read of that case alone', async () => {
  let lost = 1;
  const { state, ports } = createMemoryPorts(clockOnlyPolicy);
  const { calls, deliver } = counted(clockOnlyPolicy, {
    ...ports.caseLedger,
    save: async (item, index) => {
      lost -= 1;
      return lost === 0 ? false : await ports.caseLedger.save(item, index);
    },
  });
  expect(await deliver(created('case-1'), created('case-2'))).toEqual([]);
  expect(calls).toEqual(['loadAll', 'save', 'load', 'save', 'save']);
  expect([...state.items.keys()]).toEqual(['case-1', 'case-2']);
});

test('a message that cannot be folded fails alone, also among others of its case', async () => {
  const { deliver, item } = counted();
  const unordered = caseChange('CASE.UPDATED', 'yesterday', { status: 'closed' });
  expect(await deliver(created(), unordered, changed(4, 'waiting'), created('case-2'))).toEqual(['m1']);
  expect(item('case-1').observations.map(({ value }) => value)).toEqual(['open', 'waiting']);
  expect(item('case-2').clocks).toHaveLength(1);
});

test('a message that cannot be read fails alone', async () => {
  const { ports, state } = counted();
  const Records = [
    { messageId: 'bad', body: '{' },
    { messageId: 'good', body: JSON.stringify(created()) },
  ];
  const answer = await runAdvance(ports, { policyHash, lookAheadSeconds: 120 }, { Records });
  expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'bad' }]);
  expect([...state.items.keys()]).toEqual(['case-1']);
});

test('cases that the read of all of them leaves out are read on their own', async () => {
  const { calls, deliver } = counted(clockOnlyPolicy, { loadAll: async () => new Map([['case-1', undefined]]) });
  expect(await deliver(created('case-1'), created('case-2'))).toEqual([]);
  expect(calls).toEqual(['loadAll', 'save', 'load', 'save']);
});

test('when the cases cannot be read at once, each is read on its own and says its own error', async () => {
  const refused = new MessageInvalidError('no such key');
  const { calls, deliver, state } = counted(clockOnlyPolicy, {
    loadAll: async () => await Promise.reject(new ThrottledError('DynamoDB BatchGetItem: too many')),
    load: async (caseId) => (caseId === 'case-1' ? await Promise.reject(refused) : undefined),
  });
  expect(await deliver(created('case-1'), created('case-2'))).toEqual(['m0']);
  expect(calls).toEqual(['loadAll', 'load', 'load', 'save']);
  expect(state.logged.map(({ message }) => message)).toEqual(['cases are read one by one', 'message failed']);
});

test('a case whose effects have all ended costs no look at the markers of lanes', async () => {
  const { calls, deliver, state } = counted(deskPolicy);
  await deliver(created());
  state.now = at(1801);
  await deliver({ kind: 'due', caseId: 'case-1', dueAt: at(1800) });
  expect(calls).toContain('markReady');
  await deliver(changed(1802, 'in_progress'));
  calls.length = 0;
  await deliver(changed(1803, 'closed'));
  expect(calls).not.toContain('markReady');
});

test('what came together with a moment is heard before the moment is acted upon', async () => {
  const { deliver, item, state } = counted(deskPolicy);
  await deliver(created());
  state.now = at(1801);
  await deliver({ kind: 'due', caseId: 'case-1', dueAt: at(1800) }, changed(1700, 'in_progress'));
  expect(item('case-1').effects).toEqual({});
  expect(state.announced.map(({ detailType }) => detailType)).not.toContain('SLA Breached');
});
