import type { CaseItem } from '../../lambda/contract/case-item.ts';
import type { Action, CompiledPolicy, ClockPolicy } from '../../lambda/contract/compiled-policy.ts';
import { indexAttributes } from '../../lambda/domain/index-attributes.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { step } from '../../lambda/domain/step.ts';
import { breachLevel, caseChange, clockOnlyPolicy, running, sato } from '../support/desk-policy.ts';

/** What a breach brings about in a drain. */
export const consequences = {
  reassign: { kind: 'reassign', team: 'second-line', people: [sato], pick: 'first' },
  task: { kind: 'task', to: 'owner' },
  email: {
    kind: 'email',
    to: 'owner',
    subject: '[期限超過] {case.reference_number}',
    body: '{owner.name} さん {case.url}',
  },
  slack: { kind: 'slack', channel: 'C0SLA' },
} as const satisfies Readonly<Record<string, Action>>;
export type Consequence = keyof typeof consequences;

/** The deadline is a breach once it has passed. */
export const breachAt = '2026-11-24T13:10:00.001Z';
const targetSeconds = 1800;

/** One row for the many, and one of the highest severity for the few. */
export function drainPolicy(owed: readonly Consequence[]): CompiledPolicy {
  const actions = owed.map((name) => consequences[name]);
  const row = (name: string, severity: ClockPolicy['severity']): ClockPolicy => ({
    ...clockOnlyPolicy.policies[0]!,
    name,
    severity,
    for: { ...clockOnlyPolicy.policies[0]!.for, where: [{ fieldId: 'desk', oneOf: [name] }] },
    targetSeconds,
    levels: [breachLevel(targetSeconds, actions)],
  });
  return {
    ...clockOnlyPolicy,
    policies: [row('many', 'medium'), row('grave', 'critical')],
    decidingFieldIds: ['status', 'desk'],
  };
}

/** Makes the items of cases that have just breached; all but their id is shared. */
export function breachedItems(
  policy: CompiledPolicy,
  desk: 'many' | 'grave',
  now: string,
): (caseId: string) => { readonly item: CaseItem; readonly index: ReturnType<typeof indexAttributes> } {
  const runs = running(policy);
  const startedAt = addSeconds(now, -targetSeconds);
  const created = step(
    undefined,
    caseChange('CASE.CREATED', startedAt, { status: 'open', desk }),
    runs,
    startedAt,
  ).item!;
  const due = { kind: 'due' as const, caseId: created.caseId, dueAt: now };
  const { item } = step({ ...created, version: 1 }, due, runs, now);
  const index = indexAttributes(item!, now);
  return (caseId) => ({ item: { ...item!, caseId, outbox: [], timeline: [] }, index });
}
