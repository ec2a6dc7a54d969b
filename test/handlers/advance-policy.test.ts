import { expect, test } from 'vitest';
import type { CalendarDefinition } from '../../lambda/contract/calendar.ts';
import type { CaseItem } from '../../lambda/contract/case-item.ts';
import type { CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import type { InboxMessage } from '../../lambda/contract/inbox-message.ts';
import { runAdvance, type AdvancePorts } from '../../lambda/handlers/advance/run.ts';
import { caseChange, clockOnlyPolicy, createdAt } from '../support/desk-policy.ts';
import { createMemoryPorts } from '../support/in-memory-ports.ts';

const always: CalendarDefinition = { zone: 'UTC', always: true };
const [row] = clockOnlyPolicy.policies;
const policies: Record<string, CompiledPolicy> = {
  old: clockOnlyPolicy,
  new: clockOnlyPolicy,
  hours: {
    ...clockOnlyPolicy,
    calendars: { desk: { definition: always, hoursOfOperationId: 'hours-1' } },
    policies: [{ ...row!, calendar: 'desk' }],
  },
};

function desk(hours: ReadonlyMap<string, CalendarDefinition> = new Map()): {
  readonly deliver: (message: InboxMessage, newest: string) => Promise<CaseItem>;
  readonly asked: (readonly string[])[];
} {
  const { state, ports } = createMemoryPorts();
  const asked: (readonly string[])[] = [];
  const advancePorts: AdvancePorts = {
    ...ports,
    ledger: ports.caseLedger,
    policies: { byHash: async (hash) => policies[hash]! },
    hours: {
      read: async (ids) => {
        asked.push(ids);
        return hours;
      },
    },
  };
  return {
    asked,
    deliver: async (message, newest) => {
      const batch = { Records: [{ messageId: 'm', body: JSON.stringify(message) }] };
      const settings = { policyHash: newest, lookAheadSeconds: 120 };
      expect(await runAdvance(advancePorts, settings, batch)).toEqual({ batchItemFailures: [] });
      return JSON.parse(state.items.get('case-1')!.json) as CaseItem;
    },
  };
}

const created = caseChange('CASE.CREATED', createdAt, { status: 'open' });
const later = (minutes: number): string => new Date(Date.parse(createdAt) + minutes * 60_000).toISOString();
const changed = (minutes: number, status: string): InboxMessage =>
  caseChange('CASE.UPDATED', later(minutes), { status });

test('an item follows its policy while a clock is open, and the newest from the next news on', async () => {
  const { deliver } = desk();
  expect((await deliver(created, 'old')).policyHash).toBe('old');
  expect((await deliver(changed(5, 'in_progress'), 'new')).policyHash).toBe('old');
  expect((await deliver({ kind: 'due', caseId: 'case-1', dueAt: later(6) }, 'new')).policyHash).toBe('old');
  const item = await deliver(changed(7, 'open'), 'new');
  expect(item.policyHash).toBe('new');
  expect(item.clocks).toMatchObject([{ policyHash: 'old', verdict: 'met', endedAt: later(5) }]);
});

test('hours are read only for a policy that names some, and beat what was known at synthesis', async () => {
  const closedTuesday: CalendarDefinition = { zone: 'UTC', week: { wed: [['00:00', '24:00']] } };
  const plain = desk();
  await plain.deliver(created, 'old');
  expect(plain.asked).toEqual([]);
  const withHours = desk(new Map([['hours-1', closedTuesday]]));
  const item = await withHours.deliver(created, 'hours');
  expect(withHours.asked).toEqual([['hours-1']]);
  // Created on Tuesday: half an hour of Wednesday.
  expect(item.clocks[0]?.deadline).toBe('2026-11-25T00:30:00.000Z');
});
