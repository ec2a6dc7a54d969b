import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFault } from '../../../sandbox/control/fault-kinds.ts';
import { routes, type Fault } from '../../../sandbox/control/schema.ts';
import { startSandbox, type Sandbox } from '../../../sandbox/start-sandbox.ts';
import { journalOf, story } from './scripted-journal.ts';

let sandbox: Sandbox;
beforeAll(async () => (sandbox = await startSandbox()));
afterAll(() => sandbox.close());

type Entry = Parameters<Sandbox['kernel']['journal']['append']>[0];

/** What the control API says after this entry, if it is a fault. */
async function faultAfter(entry: Entry): Promise<Fault | undefined> {
  const { sequence } = sandbox.kernel.journal.append(entry);
  const { faults } = routes.faults.answer.parse(await sandbox.control.faults({}));
  return faults.find((fault) => fault.sequence === sequence);
}

test('a story in which everything goes well has no fault', () => {
  expect(journalOf(story).entries().filter(isFault)).toEqual([]);
});

test.each<[string, Entry, Fault['about'], RegExp, RegExp, RegExp]>([
  [
    'a run that failed',
    { kind: 'function.invoked', detail: { name: 'mail', requestId: 'r-1', ok: false, error: 'Error: boom' } },
    { type: 'function', name: 'mail' },
    /mail failed/,
    /^Error: boom$/,
    /r-1.*Functions/,
  ],
  [
    'a line of level ERROR',
    {
      kind: 'function.logged-error',
      caseId: 'case-1',
      detail: { name: 'mail', requestId: 'r-1', line: { level: 'ERROR', message: 'effect parked', code: 'X' } },
    },
    { type: 'function', name: 'mail' },
    /mail logged an error/,
    /^effect parked \(code: X\)$/,
    /ledger of case case-1/,
  ],
  [
    'a loop that Lambda stopped',
    { kind: 'function.loop-stopped', detail: { name: 'mail', count: 16, queue: 'q', messageId: 'm' } },
    { type: 'function', name: 'mail' },
    /loop/,
    /16 times/,
    /dead-letter queue/,
  ],
  [
    'a permission that is missing',
    {
      kind: 'call.refused',
      detail: {
        service: 'ses',
        operation: 'SendEmail',
        role: 'arn:aws:iam::111122223333:role/mail-role',
        refusal: 'permission',
        code: 'AccessDeniedException',
        message: 'not authorized',
      },
    },
    { type: 'function', name: 'mail-role' },
    /may not call ses:SendEmail/,
    /^AccessDeniedException: not authorized$/,
    /policy of the function's role/,
  ],
  [
    'a call that was throttled',
    {
      kind: 'call.refused',
      detail: { service: 'cases', operation: 'UpdateCase', role: 'r', refusal: 'throttling', code: 'T', message: 'm' },
    },
    { type: 'function', name: 'r' },
    /throttled/,
    /^T: m$/,
    /Quota use/,
  ],
  [
    'an outside system that does not know the token',
    {
      kind: 'partner.refused',
      caseId: 'case-1',
      detail: { partner: 'slack', call: 'chat.postMessage', status: 200, error: 'invalid_auth', message: '' },
    },
    { type: 'case', name: 'case-1' },
    /Slack refused/,
    /^chat\.postMessage: invalid_auth$/,
    /credentials in the secret/,
  ],
  [
    'an outside system that lacks a field',
    {
      kind: 'partner.refused',
      detail: {
        partner: 'salesforce',
        call: 'PATCH /x',
        status: 400,
        error: 'INVALID_FIELD',
        message: 'No such column',
      },
    },
    { type: 'sandbox', name: 'Salesforce' },
    /Salesforce refused/,
    /INVALID_FIELD \(No such column\)/,
    /exists there/,
  ],
  [
    'a message that was given up',
    {
      kind: 'message.dead-lettered',
      detail: { queue: 'q', messageId: 'm', reason: 'received 3 times', deadLetterQueue: 'd' },
    },
    { type: 'queue', name: 'd' },
    /message of queue q/,
    /received 3 times \(message m\)/,
    /move it back/,
  ],
  [
    'a message that was lost',
    { kind: 'message.dead-lettered', detail: { queue: 'q', messageId: 'm', reason: 'a loop', dropped: true } },
    { type: 'queue', name: 'q' },
    /message of queue q/,
    /a loop/,
    /lost/,
  ],
  [
    'an event that did not arrive',
    {
      kind: 'event.dropped',
      detail: { rule: 'r', target: 'arn:aws:sqs:x:1:inbox', reason: 'refused', deadLetterQueue: 'a:d' },
    },
    { type: 'rule', name: 'r' },
    /r did not reach inbox/,
    /^refused$/,
    /Queues, d/,
  ],
  [
    'an event that the story has lost',
    {
      kind: 'event.lost',
      caseId: 'case-1',
      detail: { id: 'e-1', source: 'aws.cases', detailType: 'Amazon Connect Cases Change' },
    },
    { type: 'case', name: 'case-1' },
    /^An event of aws\.cases was lost$/,
    /^Amazon Connect Cases Change \(e-1\)$/,
    /The story has switched this on/,
  ],
  [
    'an event that comes twice',
    { kind: 'event.doubled', detail: { id: 'e-1', source: 'aws.cases', detailType: 'Amazon Connect Cases Change' } },
    { type: 'sandbox', name: 'aws.cases' },
    /^An event of aws\.cases comes twice$/,
    /^Amazon Connect Cases Change \(e-1\)$/,
    /acted on once all the same/,
  ],
  [
    'a rule that did not run',
    { kind: 'rule.not-run', caseId: 'case-1', detail: { rule: 'r', trigger: 'OnCaseCreate', reason: 'no domain' } },
    { type: 'rule', name: 'r' },
    /did not run/,
    /^no domain$/,
    /Rules/,
  ],
  [
    'a rule whose action failed',
    {
      kind: 'rule.fired',
      caseId: 'case-1',
      detail: {
        rule: 'r',
        actions: [
          { type: 'ASSIGN_SLA', ok: false, error: 'no such field' },
          { type: 'B', ok: true },
        ],
      },
    },
    { type: 'rule', name: 'r' },
    /action of the rule/,
    /^ASSIGN_SLA: no such field$/,
    /tells nobody/,
  ],
  [
    'a flow that is stuck',
    { kind: 'flow.stuck', contactId: 'c-1', detail: { flow: 'f', identifier: 'a', reason: 'unknown block' } },
    { type: 'flow', name: 'f' },
    /stuck/,
    /^a: unknown block$/,
    /contact c-1/,
  ],
  [
    'a mistake of the sandbox',
    { kind: 'sandbox.fault', detail: { label: 'sqs:SendMessage', error: 'TypeError: x' } },
    { type: 'sandbox', name: 'sqs:SendMessage' },
    /sandbox itself/,
    /^TypeError: x$/,
    /Report/,
  ],
])('%s is told with the place to look', async (_what, entry, about, title, detail, look) => {
  const fault = await faultAfter(entry);
  expect(fault).toMatchObject({ kind: entry.kind, about, caseId: entry.caseId ?? null });
  expect(fault!.title.en).toMatch(title);
  expect(fault!.detail).toMatch(detail);
  expect(fault!.look.en).toMatch(look);
  for (const japanese of [fault!.title.ja, fault!.look.ja]) expect(japanese).toMatch(/[ぁ-ん]/);
});

test.each<[string, Entry]>([
  ['a run that went well', { kind: 'function.invoked', detail: { name: 'mail', requestId: 'r', ok: true } }],
  ['a rule whose actions went well', { kind: 'rule.fired', detail: { rule: 'r', actions: [{ type: 'A', ok: true }] } }],
  ['a mail', { kind: 'mail.sent', detail: { to: ['a@example.co.jp'] } }],
])('%s is no fault', async (_what, entry) => {
  expect(await faultAfter(entry)).toBeUndefined();
});

test('of each kind the newest 50 are kept, newest first', async () => {
  for (let count = 0; count < 250; count += 1)
    sandbox.kernel.journal.append({ kind: 'sandbox.fault', detail: { label: `number ${count}`, error: '' } });
  const { faults } = await sandbox.control.faults({});
  const numbered = faults.filter(({ about }) => about.name.startsWith('number '));
  expect(numbered).toHaveLength(50);
  expect([numbered[0]!.about.name, numbered.at(-1)!.about.name]).toEqual(['number 249', 'number 200']);
  expect(faults.length).toBeGreaterThan(50);
});
