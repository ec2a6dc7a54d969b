import { expect } from 'vitest';
import { createNames } from '../../../sandbox/control/names.ts';
import { reasonOf } from '../../../sandbox/control/reason-words.ts';
import { createViews } from '../../../sandbox/control/views.ts';
import type { PublicEventKind } from '../../../sandbox/control/public-event.ts';
import { testInstance } from '../../support/sandbox-kernel.ts';
import { caseId, contactId, journalOf, owner, start, type Script } from './scripted-journal.ts';

/* Scripted stretches of a journal, for the tests of reasons. */

const names = createNames(testInstance(), () => ({
  fields: new Map([
    ['status', { label: '状態', options: new Map([['in_progress', '対応中']]) }],
    ['title', { label: '件名', options: new Map() }],
  ]),
  flows: new Map([['flow-1', 'consultation-chat']]),
  ruleTriggers: new Map([['first-response.on-case-create', 'OnCaseCreate']]),
}));
export const iso = (seconds: number): string => new Date(start + seconds * 1000).toISOString();
export const ofCase = (type: string, content: unknown, more: Record<string, unknown> = {}) => ({
  kind: 'related-item.created',
  caseId,
  detail: { type, relatedItemId: `item-${type}`, content, ...more },
});

export const chat: Script = [
  [0, { kind: 'contact.started', contactId, detail: { channel: 'CHAT', flowId: 'flow-1', displayName: '山田' } }],
];
export const inModule: Script = [
  [
    1,
    {
      kind: 'flow.action',
      contactId,
      detail: { flow: 'consultation-chat', type: 'InvokeFlowModule', result: 'entered', module: 'open-case' },
    },
  ],
];
export const made: Script = [
  [2, { kind: 'case.created', caseId, detail: { templateId: 't', fields: { title: '予約', status: 'open' } } }],
];
export const linked: Script = [
  [2, { ...ofCase('Contact', { contact: { contactArn: `a/contact/${contactId}` } }, { origin: 'flow' }), contactId }],
];
export const slaBy = (more: Record<string, unknown>): Script => [
  [
    4,
    ofCase(
      'Sla',
      {
        sla: {
          slaConfiguration: {
            name: 'first-response',
            status: 'Active',
            fieldId: 'status',
            targetFieldValues: [{ stringValue: 'in_progress' }],
            targetTime: iso(1804),
          },
        },
      },
      more,
    ),
  ],
];
export const announcement = (seconds: number, detailType: string, more: Record<string, unknown>): Script => [
  [
    seconds,
    {
      kind: 'event.received',
      caseId,
      detail: { source: 'casewarden', detailType, detail: { caseId, at: iso(seconds), ...more } },
    },
  ],
];
export const breached = (policy: string, seconds = 1802): Script =>
  announcement(seconds, 'SLA Breached', { policy, severity: 'high', cycle: 1, deadline: iso(1802) });
export const updated = (
  seconds: number,
  changed: Record<string, string | null>,
  performedBy: unknown,
  more: Record<string, unknown> = {},
): Script => [
  [
    seconds,
    {
      kind: 'case.updated',
      caseId,
      detail: {
        changed: Object.fromEntries(Object.entries(changed).map(([field, to]) => [field, { from: null, to }])),
        performedBy,
        ...more,
      },
    },
  ],
];
export const byCasewarden = { user: { customEntity: 'casewarden' }, iamPrincipalArn: 'arn:aws:iam::1:role/Lane' };
export const byPerson = { user: { userArn: owner }, iamPrincipalArn: 'arn:aws:iam::1:root' };
export const task: Script = [
  [
    1805,
    {
      kind: 'task.started',
      contactId: 'task-1',
      detail: { name: '期限超過', flowId: 'f', attributes: { casewarden_case_id: caseId, casewarden_owner: owner } },
    },
  ],
];
export const mail = (tag: string | undefined): Script => [
  [
    1806,
    {
      kind: 'mail.sent',
      caseId,
      detail: { to: ['a@example.com'], tags: { 'casewarden-case': caseId, ...(tag && { 'casewarden-effect': tag }) } },
    },
  ],
];
export const slack = (effect: string): Script => [
  [
    1807,
    {
      kind: 'slack.posted',
      caseId,
      detail: { channel: 'C', text: 't', metadata: { event_payload: { caseId, effect } } },
    },
  ],
];
export const nativeSla = (seconds: number, status: string): Script => [
  [
    seconds,
    {
      kind: 'sla.changed',
      caseId,
      detail: {
        relatedItemId: 'item-Sla',
        name: 'first-response',
        status,
        targetTime: iso(1804),
        ...(status === 'Overdue' ? {} : { completionTime: iso(seconds) }),
      },
    },
  ],
];
export const crm: Script = [
  [1900, { kind: 'crm.upserted', detail: { object: 'Case', externalId: caseId, created: true, fields: {} } }],
];
export const ended = (reason: string): Script => [[1900, { kind: 'contact.ended', contactId, detail: { reason } }]];

/** Reason of the last event of a kind, in both languages. */
export function why(kind: PublicEventKind, ...scripts: readonly Script[]): { ja: string; en: string } | null {
  const views = createViews(journalOf(scripts.flat()));
  views.settle();
  const event = views.timeline().findLast((one) => one.kind === kind);
  expect(event, `an event ${kind}`).toBeDefined();
  const reason = views.reasonOf(event!.sequence);
  return reason && { ja: reasonOf(reason, 'ja', names), en: reasonOf(reason, 'en', names) };
}
