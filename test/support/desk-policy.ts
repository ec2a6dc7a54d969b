import type { CaseEvent } from '../../lambda/contract/case-event.ts';
import type { FieldValue } from '../../lambda/contract/case-item.ts';
import type { Action, CompiledPolicy, Level, Person } from '../../lambda/contract/compiled-policy.ts';

import { runningPolicy, type RunningPolicy } from '../../lambda/domain/running-policy.ts';
/*
 * A small desk for tests of the runtime: one policy of 30 minutes with all four consequences, one CRM sink.
 */

const instanceArn = 'arn:aws:connect:ap-northeast-1:111122223333:instance/11111111-2222-3333-4444-555555555555';

function person(name: string, displayName: string): Person {
  return {
    name,
    userId: `user-${name}`,
    userArn: `${instanceArn}/agent/user-${name}`,
    displayName,
    email: `${name}@example.co.jp`,
  };
}

export const sato = person('sato', '佐藤 花子');
export const suzuki = person('suzuki', '鈴木 一郎');

export const templateId = 'template-consultation';
export const policyHash = 'a'.repeat(64);

/** The level that every row must have, with what it brings about. */
export function breachLevel(targetSeconds: number, actions: readonly Action[]): Level {
  return { name: 'breach', kind: 'breach', usedSeconds: targetSeconds, actions: [...actions] };
}

export const deskPolicy: CompiledPolicy = {
  schemaVersion: 2,
  language: 'ja',
  timeZone: 'Asia/Tokyo',
  instanceArn,
  casesDomainId: 'domain-1',
  fields: {
    title: { id: 'title', label: '件名' },
    reference_number: { id: 'reference_number', label: '番号' },
    preferred_slot_1: { id: 'field-slot-1', label: '第1希望' },
  },
  statuses: { open: 'Open', closed: 'Closed', in_progress: '対応中' },
  people: [sato, suzuki],
  mail: { from: 'desk@example.co.jp' },
  calendars: {},
  policies: [
    {
      name: 'first-response',
      kind: 'first-response',
      severity: 'high',
      for: { templateId, where: [] },
      start: [],
      until: [{ fieldId: 'status', oneOf: ['in_progress'] }],
      targetSeconds: 1800,
      reopen: 'continue',
      onChange: 'forward',
      levels: [
        breachLevel(1800, [
          { kind: 'reassign', team: 'second-line', people: [sato, suzuki], pick: 'first' },
          {
            kind: 'email',
            to: 'owner',
            subject: '[期限超過] {case.reference_number} {case.title}',
            body: '{owner.name} さん\n期限 {deadline}\n第1希望: {case.preferred_slot_1}\n{case.url}',
          },
          { kind: 'task', to: 'owner' },
          { kind: 'slack', channel: 'C0SLA', mention: 'channel' },
        ]),
      ],
    },
  ],
  adopt: [],
  sinks: {
    salesforce: {
      on: ['created', 'updated'],
      object: 'Case',
      key: 'ConnectCaseId__c',
      map: { Subject: 'title', Status: 'status' },
    },
  },
  decidingFieldIds: ['status'],
  shadowFieldIds: ['status', 'title'],
  noticeFieldIds: ['reference_number', 'title', 'field-slot-1'],
};

/** The same desk without sinks, for tests that are about clocks only. */
export const clockOnlyPolicy: CompiledPolicy = { ...deskPolicy, sinks: {}, shadowFieldIds: ['status'] };

/** The desk ready to run. */
export function running(policy: CompiledPolicy = clockOnlyPolicy, hash: string = policyHash): RunningPolicy {
  return runningPolicy(hash, policy);
}

export const createdAt = '2026-11-24T12:40:00.000Z';
export const deadline = '2026-11-24T13:10:00.000Z';

let eventCount = 0;

/** An event as the default bus delivers it. A field of null is in `changedFieldIds` and absent from `fields`. */
export function caseChange(
  eventType: string,
  at: string,
  fields: Readonly<Record<string, FieldValue>> = {},
  more: { readonly caseId?: string; readonly template?: string } = {},
): CaseEvent {
  eventCount += 1;
  const caseId = more.caseId ?? 'case-1';
  const domain = 'arn:aws:cases:ap-northeast-1:111122223333:domain/domain-1';
  const valued = Object.entries(fields).filter(([, value]) => value !== null);
  return {
    version: '0',
    id: `event-${eventCount}`,
    source: 'aws.cases',
    'detail-type': 'Amazon Connect Cases Change',
    account: '111122223333',
    region: 'ap-northeast-1',
    time: at,
    resources: [domain, `${domain}/case/${caseId}`],
    detail: {
      version: '0',
      eventType,
      approximateChangeTime: at,
      changedFieldIds: Object.keys(fields),
      performedBy: { iamPrincipalArn: 'arn:aws:iam::111122223333:role/agent' },
      case: {
        caseId,
        templateId: more.template ?? templateId,
        createdDateTime: createdAt,
        fields: Object.fromEntries(valued.map(([id, value]) => [id, { value: valueUnion(value) }])),
      },
    },
  };
}

function valueUnion(value: FieldValue): { stringValue?: string; doubleValue?: number; booleanValue?: boolean } {
  if (typeof value === 'number') return { doubleValue: value };
  if (typeof value === 'boolean') return { booleanValue: value };
  return { stringValue: value ?? '' };
}
