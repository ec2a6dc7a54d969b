import type { CaseItem, ClockState, FieldObservation } from '../../../lambda/contract/case-item.ts';
import type { ClockPolicy, CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';

/** A row of a weekday desk in Tokyo with a warning at half, the breach and one escalation. */
export function rowOf(change: Partial<ClockPolicy> = {}): ClockPolicy {
  const { name = 'answer', targetSeconds = 4 * 3600 } = change;
  return {
    name,
    kind: 'first-response',
    severity: 'high',
    for: { templateId: 'template', where: [] },
    start: [],
    until: [{ fieldId: 'status', oneOf: ['in_progress'] }],
    pause: { while: [{ fieldId: 'status', oneOf: ['waiting'] }] },
    targetSeconds,
    calendar: 'counter',
    reopen: 'continue',
    onChange: 'forward',
    levels: [
      { name: 'warn-1', kind: 'warn', usedSeconds: Math.floor(targetSeconds / 2), actions: [] },
      { name: 'breach', kind: 'breach', usedSeconds: targetSeconds, actions: [] },
      { name: 'escalate-1', kind: 'escalate', usedSeconds: targetSeconds + 3600, actions: [] },
    ],
    ...change,
  };
}

/** @param rows without any, one row */
export function policyOf(...rows: readonly ClockPolicy[]): CompiledPolicy {
  return {
    schemaVersion: 2,
    language: 'ja',
    timeZone: 'Asia/Tokyo',
    instanceArn: 'arn:aws:connect:ap-northeast-1:111122223333:instance/i',
    casesDomainId: 'domain',
    fields: { status: { id: 'status', label: 'ステータス' }, rank: { id: 'f-rank', label: '優先度' } },
    statuses: { open: 'Open', closed: 'Closed', in_progress: '対応中', waiting: 'お客様回答待ち' },
    people: [],
    calendars: {
      counter: {
        definition: {
          zone: 'Asia/Tokyo',
          week: Object.fromEntries(
            ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [
              day,
              [
                ['09:00', '12:00'],
                ['13:00', '18:00'],
              ],
            ]),
          ),
        },
      },
    },
    policies: rows.length === 0 ? [rowOf()] : [...rows],
    adopt: [],
    sinks: {},
    decidingFieldIds: ['status', 'f-rank'],
    shadowFieldIds: [],
    noticeFieldIds: [],
  };
}

/** Monday, 2026-01-05, 11:00 in Tokyo. */
export const createdAt = '2026-01-05T02:00:00.000Z';

/** An open cycle of `rowOf()` that began with the case. */
export function clockOf(change: Partial<ClockState> = {}): ClockState {
  return {
    kind: 'first-response',
    policy: 'answer',
    policyHash: 'hash',
    cycle: 1,
    startedAt: createdAt,
    keptMilliseconds: 0,
    targetSeconds: 4 * 3600,
    pauses: [],
    isPaused: false,
    deadline: '2026-01-05T07:00:00.000Z',
    verdict: 'running',
    levels: {},
    ...change,
  };
}

export function itemOf(change: Partial<CaseItem> = {}): CaseItem {
  return {
    schemaVersion: 3,
    version: 1,
    caseId: 'case',
    templateId: 'template',
    createdAt,
    policyHash: 'hash',
    shadow: {},
    observations: [],
    signals: [],
    clocks: [clockOf()],
    adopted: [],
    effects: {},
    ended: {},
    sinks: {},
    outbox: [],
    timeline: [],
    ...change,
  };
}

export const told = (at: string, fieldId: string, value: FieldObservation['value']): FieldObservation => ({
  at,
  fieldId,
  value,
});
