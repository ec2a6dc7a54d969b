import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../../sandbox/start-sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  const { journal } = sandbox.kernel;
  const attach = (type: string, content: Readonly<Record<string, unknown>>): void =>
    void journal.append({
      kind: 'related-item.created',
      caseId: 'case',
      detail: { type, relatedItemId: `item-${type}`, content },
    });
  const contact = (contactId: string) => ({
    contact: { contactArn: `arn:aws:connect:ap-northeast-1:123456789012:instance/i/contact/${contactId}` },
  });
  journal.append({ kind: 'contact.started', contactId: 'chat', detail: { channel: 'CHAT', displayName: '山田 太郎' } });
  journal.append({ kind: 'case.created', caseId: 'case', contactId: 'chat', detail: { fields: {} } });
  attach('Contact', contact('chat'));
  // The task is attached before it is told that it was started: names are read when one looks.
  attach('Contact', contact('task'));
  journal.append({ kind: 'task.started', contactId: 'task', detail: { name: '期限超過', attributes: {} } });
  attach('Contact', contact('unknown'));
  attach('Sla', { sla: { slaConfiguration: { name: 'first-response', targetTime: '2026-11-26T14:00:00Z' } } });
  attach('Comment', { comment: { body: '🙂'.repeat(200) } });
  attach('File', { file: { fileArn: 'arn' } });
});
afterAll(() => sandbox.close());

test('a related item says what people call it, and which contact it is', async () => {
  const { relatedItems } = await sandbox.control.caseDetail({ caseId: 'case' });
  expect(relatedItems.map(({ type, name, contactId, channel }) => [type, name, contactId, channel])).toEqual([
    ['Contact', '山田 太郎', 'chat', 'CHAT'],
    ['Contact', '期限超過', 'task', 'TASK'],
    ['Contact', null, 'unknown', null],
    ['Sla', 'first-response', null, null],
    ['Comment', `${'🙂'.repeat(100)}…`, null, null],
    ['File', null, null, null],
  ]);
});
