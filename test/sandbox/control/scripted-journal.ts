import { createJournal } from '../../../sandbox/kernel/create-journal.ts';
import type { Journal, JournalEntry } from '../../../sandbox/kernel/journal.ts';

export const caseId = 'case-1';
export const contactId = 'contact-1';
const contactArn = (id: string): string => `arn:aws:connect:ap-northeast-1:111122223333:instance/i/contact/${id}`;
export const owner =
  'arn:aws:connect:ap-northeast-1:111122223333:instance/i/agent/9c2e7f10-1a5b-4f0e-b6a1-7d1c5e8a3001';

type Scripted = Omit<JournalEntry, 'sequence' | 'at' | 'detail'> & { detail?: Record<string, unknown> };

/** Entries, each with its moment in seconds since the start. */
export type Script = readonly (readonly [number, Scripted])[];

/** What the services record in a run in which everything goes well. */
export const story: Script = [
  [
    0,
    {
      kind: 'contact.started',
      contactId,
      detail: { channel: 'CHAT', flowId: 'f', displayName: '山田 太郎', attributes: { name: '山田 太郎' } },
    },
  ],
  [1, { kind: 'contact.message', contactId, detail: { role: 'SYSTEM', text: '受付時間外です。' } }],
  [1, { kind: 'case.created', caseId, detail: { templateId: 't', fields: { title: '面談予約', status: 'open' } } }],
  [
    1,
    {
      kind: 'related-item.created',
      caseId,
      contactId,
      detail: { type: 'Contact', origin: 'flow', content: { contact: { contactArn: contactArn(contactId) } } },
    },
  ],
  [2, { kind: 'contact.ended', contactId, caseId, detail: { reason: 'FLOW' } }],
  [
    3,
    {
      kind: 'related-item.created',
      caseId,
      detail: {
        type: 'Sla',
        relatedItemId: 'r-1',
        origin: 'rule',
        ruleName: 'first-response',
        content: {
          sla: {
            slaConfiguration: { name: 'first-response', status: 'Active', targetTime: '2026-11-26T13:30:03.000Z' },
          },
        },
      },
    },
  ],
  [
    4,
    {
      kind: 'event.received',
      detail: { bus: 'default', id: 'e1', source: 'aws.cases', detailType: 'Amazon Connect Cases Change', detail: {} },
    },
  ],
  [
    6,
    {
      kind: 'crm.upserted',
      detail: {
        object: 'Case',
        externalIdField: 'ConnectCaseId__c',
        externalId: caseId,
        created: true,
        fields: { Subject: '面談予約' },
      },
    },
  ],
  [
    1801,
    {
      kind: 'event.received',
      detail: {
        bus: 'casewarden',
        id: 'e2',
        source: 'casewarden',
        detailType: 'SLA Breached',
        detail: { caseId, policy: 'first-response', deadline: '2026-11-26T13:30:01.000Z' },
      },
    },
  ],
  [
    1802,
    {
      kind: 'case.updated',
      caseId,
      detail: {
        changed: { assigned_user: { from: null, to: owner } },
        performedBy: { user: { customEntity: 'casewarden' } },
      },
    },
  ],
  [
    1803,
    {
      kind: 'mail.sent',
      detail: {
        from: 'desk@example.co.jp',
        to: ['sato@example.co.jp'],
        subject: '[期限超過]',
        body: '…',
        tags: { 'casewarden-case': caseId },
      },
    },
  ],
  [
    1804,
    {
      kind: 'task.started',
      contactId: 'task-1',
      detail: {
        name: '期限超過',
        attributes: { casewarden_owner: owner.split('/').at(-1), casewarden_case_id: caseId },
      },
    },
  ],
  [1804, { kind: 'contact.queued', contactId: 'task-1', detail: { agent: 'sato' } }],
  [
    1805,
    {
      kind: 'related-item.created',
      caseId,
      contactId: 'task-1',
      detail: { type: 'Contact', origin: 'api', content: { contact: { contactArn: contactArn('task-1') } } },
    },
  ],
  [
    1806,
    {
      kind: 'slack.posted',
      detail: {
        channel: 'C0SLA',
        channelName: 'sla-alerts',
        text: '<!channel> 期限超過',
        metadata: { event_type: 'casewarden_effect', event_payload: { caseId } },
        ts: '1',
      },
    },
  ],
];

export const start = Date.UTC(2026, 10, 26, 13);

/** A journal with the entries of a script, each at its own moment. */
export function journalOf(script: Script): Journal {
  let now = start;
  const journal = createJournal(() => now);
  for (const [seconds, entry] of script) {
    now = start + seconds * 1000;
    journal.append(entry);
  }
  return journal;
}
