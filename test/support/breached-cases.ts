import type { CaseItem } from '../../lambda/contract/case-item.ts';
import type { ClockPolicy, CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import { indexAttributes } from '../../lambda/domain/index-attributes.ts';
import type { Work } from '../../lambda/domain/ports.ts';
import { step } from '../../lambda/domain/step.ts';
import { breachLevel, caseChange, clockOnlyPolicy, running } from './desk-policy.ts';
import { createMemoryPorts } from './in-memory-ports.ts';

/** All of them have breached by then. */
export const breachedAt = '2026-11-24T13:30:00.000Z';
export const slackRow: ClockPolicy = {
  ...clockOnlyPolicy.policies[0]!,
  levels: [breachLevel(1800, [{ kind: 'slack', channel: 'C0SLA' }])],
};

/** The row for that case alone. */
function ofCase(caseId: string, row: ClockPolicy): ClockPolicy {
  const levels = row.levels.map((level) => ({ ...level, usedSeconds: row.targetSeconds }));
  const name = caseId === 'case-1' ? row.name : `${row.name}-${caseId}`;
  return { ...row, name, levels, for: { ...row.for, where: [{ fieldId: 'desk', oneOf: [caseId] }] } };
}

/** Breached cases in the ledger, each with its own policy row, marked ready. */
export function breachedCases(rows: Readonly<Record<string, readonly ClockPolicy[]>>): ReturnType<
  typeof createMemoryPorts
> & {
  readonly performed: string[];
  readonly performer: { perform(works: readonly Work[]): Promise<{ status: 'done'; outcome: { at: string } }[]> };
} {
  const policies = Object.entries(rows).flatMap(([caseId, own]) => own.map((row) => ofCase(caseId, row)));
  const policy: CompiledPolicy = { ...clockOnlyPolicy, policies, decidingFieldIds: ['status', 'desk'] };
  const memory = createMemoryPorts(policy);
  memory.state.now = breachedAt;
  for (const caseId of Object.keys(rows)) {
    const fields = { status: 'open', desk: caseId };
    memory.state.cases.set(caseId, fields);
    const event = caseChange('CASE.CREATED', breachedAt, fields, { caseId });
    const { item } = step(undefined, event, running(policy), breachedAt);
    store(memory.state, { ...item!, version: 1, outbox: [] });
  }
  const performed: string[] = [];
  const performer = {
    perform: async (works: readonly Work[]) => {
      performed.push(...works.map(({ item }) => item.caseId));
      return works.map(() => ({ status: 'done' as const, outcome: { at: memory.state.now } }));
    },
  };
  return { ...memory, performed, performer };
}

/** Writes the item as it is, with its markers. */
export function store(state: ReturnType<typeof createMemoryPorts>['state'], item: CaseItem): void {
  const index = indexAttributes(item, state.now);
  state.items.set(item.caseId, { json: JSON.stringify(item), dueAt: index.nextDueAt });
  for (const [lane, order] of index.ready) {
    state.markers.set(lane, (state.markers.get(lane) ?? new Map<string, string>()).set(item.caseId, order));
  }
}

/** That many cases with one message each. */
export const manyCases = (count: number): Readonly<Record<string, readonly ClockPolicy[]>> =>
  Object.fromEntries(Array.from({ length: count }, (_unused, index) => [`case-${index}`, [slackRow]]));
