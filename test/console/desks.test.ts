import { expect, test } from 'vitest';
import { desksOf, type Agent, type Given } from '../../console/src/pages/outside/agents/work.ts';

const given = (taskContactId: string, state: Given['state']): Given => ({
  taskContactId,
  channel: taskContactId === 'chat' ? 'CHAT' : 'TASK',
  caseId: null,
  name: taskContactId,
  description: '',
  owner: null,
  startedAt: '2026-11-26T13:00:00Z',
  state,
});
const agent = (userName: string, tasks: Given[]): Agent => ({
  id: userName,
  userName,
  name: userName,
  email: `${userName}@example.com`,
  onDuty: true,
  tasks,
});

test('work stands under what there is to do about it', () => {
  const [desk] = desksOf([
    agent('sato', [given('a', 'queued'), given('b', 'accepted'), given('c', 'ended'), given('d', 'started')]),
  ]);
  const ids = (work: readonly Given[] | undefined): string[] => work?.map(({ taskContactId }) => taskContactId) ?? [];
  expect([desk?.ringing, desk?.inHand, desk?.done, desk?.onTheWay].map(ids)).toEqual([['a'], ['b'], ['c'], ['d']]);
});

test('a chat in a queue rings at everybody who serves it', () => {
  const desks = desksOf([
    agent('sato', [given('chat', 'queued'), given('task', 'queued')]),
    agent('suzuki', [given('chat', 'queued')]),
  ]);
  expect(desks[0]?.ringing.map(({ isChat, ringsAt }) => ({ isChat, ringsAt }))).toEqual([
    { isChat: true, ringsAt: 2 },
    { isChat: false, ringsAt: 1 },
  ]);
  expect(desks[1]?.ringing).toHaveLength(1);
});
