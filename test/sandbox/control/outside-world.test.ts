import { afterAll, beforeAll, expect, test } from 'vitest';
import { controlBase, routes } from '../../../sandbox/control/schema.ts';
import { startSandbox, type Sandbox } from '../../../sandbox/start-sandbox.ts';

const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: '*late*' } }];

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  const { journal } = sandbox.kernel;
  const metadata = (caseId: string) => ({ event_type: 'casewarden_effect', event_payload: { caseId } });
  for (const caseId of ['case-1', 'case-2', 'case-3']) {
    // A contact of its own: without one the timeline waits for it.
    const contactId = `contact-of-${caseId}`;
    journal.append({ kind: 'contact.started', contactId, detail: { channel: 'CHAT' } });
    journal.append({ kind: 'case.created', caseId, contactId, detail: { fields: {} } });
    journal.append({ kind: 'mail.sent', caseId, detail: { to: ['a@example.co.jp'], subject: caseId } });
    journal.append({
      kind: 'slack.posted',
      caseId,
      detail: {
        channel: caseId === 'case-2' ? 'C0DESK' : 'C0SLA',
        text: caseId,
        ts: `ts-${caseId}`,
        metadata: metadata(caseId),
        ...(caseId === 'case-3' ? { blocks } : {}),
      },
    });
    journal.append({
      kind: 'crm.upserted',
      detail: { object: 'Case', externalId: caseId, fields: { Subject: caseId } },
    });
  }
  journal.append({
    kind: 'crm.upserted',
    detail: { object: 'Case', externalId: 'case-1', fields: { Status: 'closed' } },
  });
});
afterAll(() => sandbox.close());

const ask = async (path: string): Promise<unknown> =>
  (await fetch(`${sandbox.endpoint}${controlBase}/outside${path}`)).json();
const mails = async (query: string) =>
  routes.mails.answer.parse(await ask(`/mails${query}`)).mails.map(({ subject }) => subject);
const slack = async (query: string) =>
  routes.slack.answer
    .parse(await ask(`/slack${query}`))
    .channels.flatMap(({ id, messages }) => messages.map(({ text }) => `${id} ${text}`));
const crm = async (query: string) =>
  routes.crm.answer.parse(await ask(`/crm${query}`)).records.map(({ externalId }) => externalId);

test.each([
  ['', ['case-1', 'case-2', 'case-3']],
  ['?last=2', ['case-2', 'case-3']],
  ['?caseId=case-2', ['case-2']],
  ['?caseId=none', []],
  ['?last=2&offset=2', ['case-1']],
  ['?last=2&offset=3', []],
  ['?offset=1', ['case-1', 'case-2']],
])('mails%s', async (query, subjects) => {
  expect(await mails(query)).toEqual(subjects);
});

test('the last messages of Slack are counted over all channels', async () => {
  expect(await slack('')).toEqual(['C0SLA case-1', 'C0SLA case-3', 'C0DESK case-2']);
  expect(await slack('?last=2')).toEqual(['C0SLA case-3', 'C0DESK case-2']);
  expect(await slack('?caseId=case-1&last=5')).toEqual(['C0SLA case-1']);
});

test('a mail is found by the position that its event has, however many came after it', async () => {
  const sent = (await sandbox.control.timeline({ caseId: 'case-2' })).events.find(({ kind }) => kind === 'mail.sent')!;
  expect(await sandbox.control.mails({ sequence: sent.sequence })).toMatchObject({
    total: 3,
    mails: [{ sequence: sent.sequence, subject: 'case-2' }],
  });
  expect((await sandbox.control.mails({ sequence: 1 })).mails).toEqual([]);
});

test('of a channel only what is wanted is given, and of each how many messages it has', async () => {
  expect(await slack('?channel=C0SLA&last=1')).toEqual(['C0SLA case-3']);
  const { channels } = await sandbox.control.slack({ last: 1 });
  expect(channels.map(({ id, total }) => `${id} ${total}`)).toEqual(expect.arrayContaining(['C0SLA 2', 'C0DESK 1']));
  const first = (await sandbox.control.slack({ caseId: 'case-1' })).channels.flatMap(({ messages }) => messages)[0]!;
  expect(await slack(`?channel=C0SLA&last=5&until=${first.sequence}`)).toEqual(['C0SLA case-1']);
});

test('a message carries its blocks as they were sent, or none', async () => {
  const { channels } = await sandbox.control.slack({});
  expect(channels.find(({ id }) => id === 'C0SLA')!.messages).toMatchObject([
    { ts: 'ts-case-1', text: 'case-1', blocks: [] },
    { ts: 'ts-case-3', text: 'case-3', blocks },
  ]);
});

test('the last records of the CRM are those that were written last', async () => {
  expect(await crm('')).toEqual(['case-1', 'case-2', 'case-3']);
  expect(await crm('?last=2')).toEqual(['case-3', 'case-1']);
  expect(await crm('?last=1&offset=1')).toEqual(['case-3']);
  expect(await crm('?externalId=case-2')).toEqual(['case-2']);
  expect((await sandbox.control.crm({ last: 1 })).total).toBe(3);
  const [record] = (await sandbox.control.crm({ caseId: 'case-1' })).records;
  expect(record).toMatchObject({ caseId: 'case-1', fields: { Subject: 'case-1', Status: 'closed' } });
});

test('contacts come latest first, so many as are wanted, with their number', async () => {
  const ids = async (query: Parameters<Sandbox['control']['contacts']>[0]) => {
    const { contacts, total } = await sandbox.control.contacts(query);
    return [total, ...contacts.map(({ contactId }) => contactId)];
  };
  expect(await ids({})).toEqual([3, 'contact-of-case-3', 'contact-of-case-2', 'contact-of-case-1']);
  expect(await ids({ last: 2 })).toEqual([3, 'contact-of-case-3', 'contact-of-case-2']);
  expect(await ids({ last: 2, offset: 2 })).toEqual([3, 'contact-of-case-1']);
});

test('ids in messages have names', async () => {
  expect(await sandbox.control.slackNames({})).toMatchObject({
    workspace: 'first-desk',
    users: { U0SATO: '佐藤 花子' },
    channels: { C0SLA: 'sla-alerts' },
  });
});

test.each(['?last=0', '?last=many', '?offset=-1', '?first=1'])('the query %s is refused', async (query) => {
  expect(await ask(`/mails${query}`)).toMatchObject({ error: { code: 'invalid' } });
});
