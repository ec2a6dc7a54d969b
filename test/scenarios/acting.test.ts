import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';
import { sharedAssembly, type ExampleAssembly } from './example-assembly.ts';

/* What people do with the shipped example through the control API: customers, agents, and whoever moves the clock. */

let assembly: ExampleAssembly;
beforeAll(async () => (assembly = await sharedAssembly()));
afterAll(() => assembly.remove());

let sandbox: Sandbox;
afterEach(() => sandbox.close());

const answers = { name: '山田 太郎', email: 'yamada@example.com', preferred_slot_1: '12月1日 10:00' };
const friday = '2026-11-27T01:00:00.000Z';
const thursdayNight = '2026-11-26T13:00:00.000Z';

/** A running desk; at ten on a Friday morning the queue is open. */
async function desk(start = friday): Promise<Sandbox['control']> {
  sandbox = await startSandbox({ assemblyDirectory: assembly.directory, start });
  return sandbox.control;
}

/** A chat that an agent on duty can take. */
async function waitingChat(control: Sandbox['control']): Promise<string> {
  await control.setDuty({ user: 'sato', onDuty: true });
  const { contactId } = await control.startContact({ flow: 'consultation-chat', customer: '山田 太郎', answers });
  await control.jump({ by: 10_000 });
  return contactId;
}
const tasksOf = async (control: Sandbox['control'], user: string) =>
  (await control.users({})).users.find(({ userName }) => userName === user)!.tasks;
const endReasonOf = (contactId: string) =>
  sandbox.kernel.journal.entries().find((entry) => entry.kind === 'contact.ended' && entry.contactId === contactId)
    ?.detail['reason'];

test('the questions of the deployed flow are those of its form, with the labels of the case fields', async () => {
  const control = await desk();
  const flow = (await control.flows({})).flows.find(({ name }) => name.endsWith('-consultation-chat'))!;
  const { questions } = await control.questions({ flowId: flow.flowId });
  expect(questions.map(({ name, label, kind, required }) => [name, label.ja, kind, required])).toEqual([
    ['name', 'お名前', 'text', false],
    ['email', 'メールアドレス', 'email', false],
    ['preferred_slot_1', '面談希望日時(第1希望)', 'text', true],
    ['preferred_slot_2', '面談希望日時(第2希望)', 'text', false],
    ['preferred_slot_3', '面談希望日時(第3希望)', 'text', false],
  ]);
  expect(questions[0]!.label.en).toBe('Name');
  expect((await control.questions({ flowId: 'consultation-chat' })).questions).toEqual(questions);
  const task = (await control.flows({})).flows.find(({ name }) => name.endsWith('-owner-task'))!;
  expect((await control.questions({ flowId: task.flowId })).questions).toEqual([]);
  await expect(control.questions({ flowId: 'none' })).rejects.toThrow(/no contact flow "none"; deployed: .*owner-task/);
});

test('a chat that waits in a queue rings at whoever serves it and is on duty, and the one who accepts has it', async () => {
  const control = await desk();
  const contactId = await waitingChat(control);
  expect((await control.users({})).users.map(({ userName, onDuty }) => [userName, onDuty])).toEqual([
    ['sato', true],
    ['suzuki', false],
    ['tanaka', false],
  ]);
  expect(await tasksOf(control, 'sato')).toMatchObject([
    { taskContactId: contactId, name: '山田 太郎', state: 'queued' },
  ]);
  expect(await tasksOf(control, 'suzuki')).toEqual([]);
  await control.setDuty({ user: 'suzuki', onDuty: true });
  expect(await tasksOf(control, 'suzuki')).toHaveLength(1);
  expect(await tasksOf(control, 'tanaka')).toEqual([]);
  await expect(control.acceptTask({ taskContactId: contactId, user: 'tanaka' })).rejects.toThrow(/does not wait for/);
  await control.acceptTask({ taskContactId: contactId, user: 'sato' });
  expect(await tasksOf(control, 'sato')).toMatchObject([{ taskContactId: contactId, state: 'accepted' }]);
  expect(await tasksOf(control, 'suzuki')).toEqual([]);
});

test('what the customer says stands in the transcript while the chat lasts, and is refused afterwards', async () => {
  const control = await desk();
  const contactId = await waitingChat(control);
  await control.sendMessage({ contactId, text: 'まだですか?' });
  const { transcript } = await control.contactDetail({ contactId });
  expect(transcript.at(-1)).toMatchObject({ role: 'CUSTOMER', text: 'まだですか?' });
  await control.sendMessage({ contactId, text: 'あ'.repeat(5_461) });
  for (const text of ['', 'あ'.repeat(5_462)])
    await expect(control.sendMessage({ contactId, text })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/1 to 16384 bytes in UTF-8, got/) as unknown,
    });
  await control.endContact({ contactId });
  expect(endReasonOf(contactId)).toBe('CUSTOMER_DISCONNECT');
  await expect(control.sendMessage({ contactId, text: 'もしもし' })).rejects.toThrow(/ended at 2026-11-27T01:00:10/);
  await expect(control.endContact({ contactId })).rejects.toThrow(/ended at/);
  await expect(control.sendMessage({ contactId: 'none', text: 'x' })).rejects.toMatchObject({ code: 'not-found' });
});

test('the agent who has a chat ends it, and nobody else', async () => {
  const control = await desk();
  const contactId = await waitingChat(control);
  await expect(control.endContact({ contactId, user: 'sato' })).rejects.toThrow(/is not with user/);
  await control.acceptTask({ taskContactId: contactId, user: 'sato' });
  await expect(control.endContact({ contactId, user: 'suzuki' })).rejects.toThrow(/is not with user/);
  await control.endContact({ contactId, user: 'sato' });
  expect(endReasonOf(contactId)).toBe('AGENT_DISCONNECT');
  await expect(control.endContact({ contactId, user: 'sato' })).rejects.toThrow(/has ended/);
  expect(await tasksOf(control, 'sato')).toMatchObject([{ taskContactId: contactId, state: 'ended' }]);
});

test('a jump to the deadline ends when everybody was told; the task of the owner is then completed', async () => {
  const control = await desk(thursdayNight);
  await control.startContact({ flow: 'consultation-chat', customer: '山田 太郎', answers });
  await control.jump({ by: 10_000 });
  expect((await control.time({})).due.map(({ kind, label }) => [kind, label.en])).toEqual([
    ['schedule', 'The schedule “SweepCases” fires (every 5 minutes)'],
    ['schedule', 'The schedule “Tick” fires (each minute)'],
    ['sla', 'Deadline of first-response: オンライン面談予約 山田 太郎'],
    ['schedule', 'The schedule “Statement” fires (cron(0 8 * * ? *))'],
  ]);
  const { now } = await control.jump({ deadline: true });
  expect(Date.parse(now)).toBeGreaterThan(Date.parse(thursdayNight) + 30 * 60_000);
  expect(Date.parse(now)).toBeLessThan(Date.parse(thursdayNight) + 33 * 60_000);
  const kinds = (await control.timeline({})).events.map(({ kind }) => kind);
  expect(kinds).toEqual(
    expect.arrayContaining(['sla.breached', 'owner.changed', 'mail.sent', 'task.created', 'slack.posted']),
  );
  const [task] = await tasksOf(control, 'sato');
  expect(task).toMatchObject({ state: 'queued' });
  await expect(control.sendMessage({ contactId: task!.taskContactId, text: 'x' })).rejects.toThrow(/is a task/);
  await control.acceptTask({ taskContactId: task!.taskContactId, user: 'sato' });
  await control.endContact({ contactId: task!.taskContactId, user: 'sato' });
  expect(endReasonOf(task!.taskContactId)).toBe('AGENT_COMPLETED');
});

test('a contact that cannot start says why, and what there is', async () => {
  const control = await desk();
  const chat = { flow: 'consultation-chat', customer: '山田', answers: {} };
  await expect(control.startContact({ ...chat, flow: 'sales' })).rejects.toThrow(
    /no contact flow "sales"; deployed: .*consultation-chat/,
  );
  await expect(control.startContact({ ...chat, flow: '' })).rejects.toThrow(/no contact flow ""/);
  await expect(control.startContact({ ...chat, customer: ' ' })).rejects.toThrow(
    /needs the name of its customer, 1 to 256/,
  );
  await expect(control.startContact({ ...chat, customer: 'x'.repeat(257) })).rejects.toThrow(/DisplayName.* 256/);
  await expect(control.startContact({ ...chat, answers: { a: 'x'.repeat(40_000) } })).rejects.toThrow(/32768/);
  await expect(control.startContact({ ...chat, answers: { お名前: 'x' } })).rejects.toThrow(/letters, digits/);
  await expect(control.setDuty({ user: 'nobody', onDuty: true })).rejects.toThrow(/no user "nobody"; there are: sato/);
});
