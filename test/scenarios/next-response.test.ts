import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';
import { temporaryFolder } from '../lib/support/temporary-folder.ts';
import { synthesizeExample, type ExampleAssembly } from './example-assembly.ts';

/*
 * A clock that goes by contacts, over the real templates and bundles: a chat is linked to a case, an agent takes it.
 */

const policy = `
version: 1
language: ja
timeZone: Asia/Tokyo
connect:
  instance: "arn:aws:connect:ap-northeast-1:111122223333:instance/11111111-2222-3333-4444-555555555555"
  casesDomain: create
fields:
  preferred_slot_1: { type: text, label: 面談希望日時 }
templates:
  consultation: { label: オンライン面談予約, fields: [preferred_slot_1], required: [preferred_slot_1] }
intake:
  consultation-chat: { template: consultation, channel: chat, queue: 予約窓口, ask: [name, email, preferred_slot_1] }
policies:
  reply:
    clock: next-response
    severity: high
    for: { template: consultation }
    within: 20m
    native: false
    breach: [ { slack: { channel: C0SLA } } ]
`;

let assembly: ExampleAssembly;
beforeAll(async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'desk.yaml'), policy);
  writeFileSync(join(folder, 'desk.lock.json'), readFileSync('examples/first-desk.lock.json'));
  assembly = await synthesizeExample(join(folder, 'desk.yaml'));
}, 120_000);
afterAll(() => assembly.remove());

let sandbox: Sandbox;
afterEach(() => sandbox.close());

interface Clock {
  readonly kind: string;
  readonly verdict: string;
  readonly startedAt: string;
  readonly deadline: string;
  readonly endedAt?: string;
  readonly endedBy?: string;
}

const answers = { name: '山田 太郎', email: 'yamada@example.com', preferred_slot_1: '12月1日 10:00' };
const entry = (kind: string) => sandbox.kernel.journal.entries().find((each) => each.kind === kind);
const clocks = async (): Promise<readonly Clock[]> => {
  const caseId = entry('case.created')!.caseId!;
  const { ledger } = (await sandbox.control.caseDetail({ caseId })) as unknown as { ledger: { clocks?: Clock[] }[] };
  return ledger.flatMap((item) => item.clocks ?? []);
};
const linkedAt = (): string => {
  const link = sandbox.kernel.journal
    .entries()
    .find(({ kind, detail }) => kind === 'related-item.created' && detail['type'] === 'Contact');
  return new Date(link!.at).toISOString();
};
const jump = async (seconds: number): Promise<unknown> => await sandbox.control.jump({ by: seconds * 1000 });

/** At ten on a Friday morning a chat becomes a case and waits in a queue for somebody on duty. */
async function waitingChat(): Promise<string> {
  sandbox = await startSandbox({ assemblyDirectory: assembly.directory, start: '2026-11-27T01:00:00.000Z' });
  await sandbox.control.setDuty({ user: 'sato', onDuty: true });
  const { contactId } = await sandbox.control.startContact({
    flow: 'consultation-chat',
    customer: '山田 太郎',
    answers,
  });
  await jump(60);
  return contactId;
}

test('a customer who comes by a chat opens the clock, and the agent who takes the chat answers in time', async () => {
  const contactId = await waitingChat();
  const [open, ...others] = await clocks();
  expect(others).toEqual([]);
  expect(open).toMatchObject({
    kind: 'next-response',
    verdict: 'running',
    startedAt: linkedAt(),
    deadline: new Date(Date.parse(linkedAt()) + 20 * 60_000).toISOString(),
  });

  await jump(240);
  await sandbox.control.acceptTask({ taskContactId: contactId, user: 'sato' });
  const acceptedAt = new Date(entry('contact.accepted')!.at).toISOString();
  await jump(60);
  expect(await clocks()).toMatchObject([
    { verdict: 'met', endedBy: 'stop', endedAt: acceptedAt, startedAt: linkedAt() },
  ]);

  // What is said once more changes nothing.
  await jump(600);
  expect(await clocks()).toMatchObject([{ verdict: 'met', endedAt: acceptedAt }]);
  expect(entry('sandbox.fault')).toBeUndefined();
});

test('nobody takes the chat: the clock runs out after its time, and people are told', async () => {
  await waitingChat();
  await jump(22 * 60);
  sandbox.views.settle();
  const events = sandbox.views.timeline();
  const breached = events.find(({ kind }) => kind === 'sla.breached');
  expect(Date.parse(breached!.at) - Date.parse(linkedAt())).toBeGreaterThanOrEqual(20 * 60_000);
  expect(Date.parse(breached!.at) - Date.parse(linkedAt())).toBeLessThan(21 * 60_000);
  expect(events.filter(({ kind }) => kind === 'slack.posted')).toHaveLength(1);
  const failed = sandbox.kernel.journal
    .entries()
    .filter(({ kind, detail }) => kind === 'function.invoked' && detail['ok'] === false);
  expect(failed).toEqual([]);
});
