import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../../sandbox/start-sandbox.ts';

const owner = '9c2e7f10-1a5b-4f0e-b6a1-7d1c5e8a3001';
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

test('what an agent has in hand or can take comes first, however much is on its way to them', async () => {
  const { journal } = sandbox.kernel;
  const tell = (kind: string, contactId: string, detail: Record<string, unknown>) =>
    journal.append({ kind, contactId, detail });
  for (let number = 0; number < 60; number += 1)
    tell('task.started', `task-${number}`, { name: `${number}`, attributes: { casewarden_owner: owner } });
  tell('contact.queued', 'task-0', { userId: owner });
  tell('contact.queued', 'task-1', { userId: owner });
  tell('contact.accepted', 'task-1', { userId: owner });
  tell('contact.ended', 'task-59', { reason: 'EXPIRED' });
  const { users } = await sandbox.control.users({});
  const { tasks } = users.find(({ id }) => id === owner)!;
  expect(tasks).toHaveLength(50);
  expect(tasks.slice(0, 3).map(({ name, state }) => [name, state])).toEqual([
    ['1', 'accepted'],
    ['0', 'queued'],
    ['2', 'started'],
  ]);
});

test('a case says when it was updated last', async () => {
  const { journal, clock } = sandbox.kernel;
  const caseId = 'case-updated';
  journal.append({
    kind: 'case.created',
    caseId,
    detail: { fields: { title: 't', last_updated_datetime: new Date(clock.now()).toISOString() } },
  });
  await sandbox.control.jump({ by: 60_000 });
  journal.append({ kind: 'case.updated', caseId, detail: { changed: { status: { from: 'open', to: 'closed' } } } });
  const { fields } = await sandbox.control.caseDetail({ caseId });
  expect(fields.find(({ id }) => id === 'last_updated_datetime')?.value).toBe(new Date(clock.now()).toISOString());
});
