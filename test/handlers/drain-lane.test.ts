import { expect, test } from 'vitest';
import type { CaseItem, Effect } from '../../lambda/contract/case-item.ts';
import type { ClockPolicy, CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import { indexAttributes } from '../../lambda/domain/index-attributes.ts';
import { addSeconds, millisecondsBetween } from '../../lambda/domain/instants.ts';
import type { Work } from '../../lambda/domain/ports.ts';
import { step } from '../../lambda/domain/step.ts';
import { drainLane, type LaneSettings } from '../../lambda/handlers/shared/drain-lane.ts';
import { runDispatchCaseUpdate } from '../../lambda/handlers/dispatch-case-update/run.ts';
import { caseChange, clockOnlyPolicy, policyHash, sato, suzuki } from '../support/desk-policy.ts';
import { createMemoryPorts } from '../support/in-memory-ports.ts';

const now = '2026-11-24T13:30:00.000Z';
const slackRow: ClockPolicy = {
  ...clockOnlyPolicy.policies[0]!,
  breach: [{ kind: 'slack', channel: 'C0SLA' }],
};
const settings: LaneSettings = { lane: 'slack', ratePerSecond: 2, timeoutSeconds: 60 };

/** Breached cases in the ledger, each with its own policy row, marked ready. */
function breachedCases(rows: Readonly<Record<string, readonly ClockPolicy[]>>): ReturnType<typeof createMemoryPorts> & {
  readonly performed: string[];
  readonly performer: { perform(works: readonly Work[]): Promise<{ status: 'done'; outcome: { at: string } }[]> };
} {
  const policy: CompiledPolicy = { ...clockOnlyPolicy, policies: Object.values(rows).flat() };
  const memory = createMemoryPorts(policy);
  memory.state.now = now;
  for (const [caseId, own] of Object.entries(rows)) {
    const fields = { status: 'open' };
    memory.state.cases.set(caseId, fields);
    const pinned = { hash: policyHash, policy: { ...policy, policies: [...own] } };
    const { item } = step(undefined, caseChange('CASE.CREATED', now, fields, { caseId }), pinned, now);
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

function store(state: ReturnType<typeof createMemoryPorts>['state'], item: CaseItem): void {
  const index = indexAttributes(item, state.now);
  state.items.set(item.caseId, { json: JSON.stringify(item), dueAt: index.nextDueAt });
  for (const [lane, order] of index.ready) {
    state.markers.set(lane, (state.markers.get(lane) ?? new Map<string, string>()).set(item.caseId, order));
  }
}

test('the most severe case goes first, then the latest', async () => {
  const { ports, performer, performed } = breachedCases({
    'case-low': [{ ...slackRow, name: 'low', severity: 'low' }],
    'case-late': [{ ...slackRow, name: 'late', targetSeconds: 60 }],
    'case-later': [{ ...slackRow, name: 'later', targetSeconds: 30 }],
    'case-critical': [{ ...slackRow, name: 'critical', severity: 'critical' }],
  });
  await drainLane({ ...ports, ledger: ports.effectLedger, performer }, settings);

  expect(performed).toEqual(['case-critical', 'case-later', 'case-late', 'case-low']);
});

test('calls are kept apart by the rate of the lane', async () => {
  const rows = Object.fromEntries(Array.from({ length: 6 }, (_unused, index) => [`case-${index}`, [slackRow]]));
  const { state, ports, performer } = breachedCases(rows);
  await drainLane({ ...ports, ledger: ports.effectLedger, performer }, settings);

  // Six reads and six calls at two a second: eleven gaps.
  expect(millisecondsBetween(now, state.now)).toBe(5500);
});

test('a run stops well before its time-out and leaves the rest to the next', async () => {
  const rows = Object.fromEntries(Array.from({ length: 30 }, (_unused, index) => [`case-${index}`, [slackRow]]));
  const { state, ports, performer, performed } = breachedCases(rows);
  await drainLane({ ...ports, ledger: ports.effectLedger, performer }, { ...settings, ratePerSecond: 0.5 });

  expect(millisecondsBetween(now, state.now)).toBeLessThan(50_000);
  expect(performed.length).toBeGreaterThan(5);
  expect(performed.length).toBeLessThan(30);
  expect(state.leases.size).toBe(0);
  expect(state.markers.get('slack')?.size).toBe(30 - performed.length);
});

test('a lane that another run drains is left alone', async () => {
  const { state, ports, performer, performed } = breachedCases({ 'case-1': [slackRow] });
  state.leases.set('slack', { holder: 'another', until: addSeconds(now, 1) });
  await drainLane({ ...ports, ledger: ports.effectLedger, performer }, settings);

  expect(performed).toEqual([]);
  expect(state.leases.get('slack')?.holder).toBe('another');
});

test('work that comes up while the lease is being released is still done', async () => {
  const { state, ports, performer, performed } = breachedCases({ 'case-1': [slackRow] });
  const markers = state.markers.get('slack')!;
  const late = [...markers];
  markers.clear();
  const lease = {
    ...ports.lease,
    release: async (...given: Parameters<typeof ports.lease.release>) => {
      for (const [caseId, order] of late.splice(0)) markers.set(caseId, order);
      await ports.lease.release(...given);
    },
  };
  await drainLane({ ...ports, lease, ledger: ports.effectLedger, performer }, settings);

  expect(performed).toEqual(['case-1']);
});

test('a marker without work is removed, and so is one of a case that is gone', async () => {
  const { state, ports, performer, performed } = breachedCases({});
  state.markers.set('slack', new Map([['case-gone', '1#x']]));
  await drainLane({ ...ports, ledger: ports.effectLedger, performer }, settings);

  expect(performed).toEqual([]);
  expect(state.markers.get('slack')?.size).toBe(0);
  expect(state.reads).toEqual([]);
});

test('a case whose claim is always lost is left to a later run', async () => {
  const { state, ports, performer, performed } = breachedCases({ 'case-1': [slackRow] });
  const ledger = { ...ports.effectLedger, claim: async () => false };
  await drainLane({ ...ports, ledger, performer }, settings);

  expect(performed).toEqual([]);
  expect(state.markers.get('slack')?.size).toBe(1);
});

test('an outcome is written on top of what advance wrote meanwhile', async () => {
  const { state, ports, performer } = breachedCases({ 'case-1': [slackRow] });
  const meddling = {
    perform: async (works: readonly Work[]) => {
      const stored = JSON.parse(state.items.get('case-1')!.json) as CaseItem;
      const running = {
        ...stored.clocks[0]!,
        policy: 'another',
        verdict: 'running' as const,
        deadline: addSeconds(now, 600),
      };
      const { breachedAt: _breachedAt, ...clock } = running;
      store(state, { ...stored, version: stored.version + 1, clocks: [...stored.clocks, clock] });
      return await performer.perform(works);
    },
  };
  await drainLane({ ...ports, ledger: ports.effectLedger, performer: meddling }, settings);

  const stored = JSON.parse(state.items.get('case-1')!.json) as CaseItem;
  expect(Object.values(stored.effects).map(({ status }) => status)).toEqual(['done']);
  expect(stored.clocks).toHaveLength(2);
  // The outcome, which came half a second later, is not noted yet: due before the deadline that was added.
  expect(state.items.get('case-1')?.dueAt).toBe(addSeconds(now, 60.5));
});

test('an outcome of a claim that others have judged is dropped', async () => {
  const { state, ports, performer } = breachedCases({ 'case-1': [slackRow] });
  const overtaken = {
    perform: async (works: readonly Work[]) => {
      const stored = JSON.parse(state.items.get('case-1')!.json) as CaseItem;
      const effects = Object.fromEntries(
        Object.values(stored.effects).map((effect): [string, Effect] => {
          const { claim: _claim, ...rest } = effect;
          return [effect.key, { ...rest, status: 'parked', outcome: { at: now, reason: 'lease ended' } }];
        }),
      );
      store(state, { ...stored, version: stored.version + 1, effects });
      return await performer.perform(works);
    },
  };
  await drainLane({ ...ports, ledger: ports.effectLedger, performer: overtaken }, settings);

  const stored = JSON.parse(state.items.get('case-1')!.json) as CaseItem;
  expect(Object.values(stored.effects).map(({ status }) => status)).toEqual(['parked']);
  expect(state.logged.map(({ message }) => message)).toContain('claim lost before its outcome was written');
});

test('all reassigns of one case go in one update, and the most severe wins', async () => {
  const reassign = (people: (typeof sato)[]): ClockPolicy['breach'] => [
    { kind: 'reassign', team: 'team', people, pick: 'first' },
  ];
  const { state, ports } = breachedCases({
    'case-1': [
      { ...slackRow, name: 'mild', severity: 'low', breach: reassign([suzuki]) },
      { ...slackRow, name: 'grave', severity: 'critical', breach: reassign([sato]) },
    ],
  });
  await runDispatchCaseUpdate({ ...ports, ledger: ports.effectLedger }, { ratePerSecond: 2, timeoutSeconds: 60 });

  expect(state.updates.map(({ fields }) => fields)).toEqual([{ assigned_user: sato.userArn }]);
  const stored = JSON.parse(state.items.get('case-1')!.json) as CaseItem;
  expect(Object.values(stored.effects)).toMatchObject([
    { policy: 'mild', status: 'cancelled', outcome: { reason: 'overridden by grave:1:breach:0-reassign' } },
    { policy: 'grave', status: 'done', outcome: { reference: sato.userArn } },
  ]);
});
