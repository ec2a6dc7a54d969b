import { describe, expect, test } from 'vitest';
import type { CaseItem, Effect } from '../../lambda/contract/case-item.ts';
import type { ClockPolicy } from '../../lambda/contract/compiled-policy.ts';
import { ThrottledError } from '../../lambda/domain/errors.ts';
import { addSeconds, millisecondsBetween } from '../../lambda/domain/instants.ts';
import type { Work } from '../../lambda/domain/ports.ts';
import { drainLane, type LaneSettings } from '../../lambda/handlers/shared/drain-lane.ts';
import { runDispatchCaseUpdate } from '../../lambda/handlers/dispatch-case-update/run.ts';
import { breachedAt, breachedCases, slackRow, store } from '../support/breached-cases.ts';
import { breachLevel, sato, suzuki } from '../support/desk-policy.ts';
import type { createMemoryPorts } from '../support/in-memory-ports.ts';

const now = breachedAt;
const settings: LaneSettings = { lane: 'slack', callsFor: () => ['slack:chat.postMessage'], timeoutSeconds: 60 };

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

test('reads and calls are each kept apart by the rate of their own API', async () => {
  const rows = Object.fromEntries(Array.from({ length: 6 }, (_unused, index) => [`case-${index}`, [slackRow]]));
  const { state, ports, performer } = breachedCases(rows);
  await drainLane({ ...ports, ledger: ports.effectLedger, performer }, settings);

  // Six reads and six calls, each at two a second: five gaps, in which both wait.
  expect(millisecondsBetween(now, state.now)).toBe(2500);
});

test('a run stops well before its time-out and leaves the rest to the next', async () => {
  const rows = Object.fromEntries(Array.from({ length: 30 }, (_unused, index) => [`case-${index}`, [slackRow]]));
  const { state, ports, performer, performed } = breachedCases(rows);
  state.rates.set('slack:chat.postMessage', { perSecond: 0.5, burst: 1 });
  await drainLane({ ...ports, ledger: ports.effectLedger, performer }, settings);

  expect(millisecondsBetween(now, state.now)).toBeLessThan(50_000);
  expect(performed.length).toBeGreaterThan(5);
  expect(performed.length).toBeLessThan(30);
  expect(state.leases.size).toBe(0);
  expect(state.markers.get('slack')?.size).toBe(30 - performed.length);
});

test('a lane that another run drains is left alone', async () => {
  const { state, ports, performer, performed } = breachedCases({ 'case-1': [slackRow] });
  state.leases.set('slack', { holder: 'another', leaseUntil: addSeconds(now, 1), endsAt: addSeconds(now, 300) });
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

describe('a lane whose reads are throttled', () => {
  const throttled = (ports: ReturnType<typeof createMemoryPorts>['ports'], times: number) => {
    let left = times;
    return {
      read: async (...given: Parameters<typeof ports.cases.read>) => {
        left -= 1;
        if (left >= 0) throw new ThrottledError('Cases GetCase: ThrottlingException (HTTP 429)');
        return await ports.cases.read(...given);
      },
    };
  };
  const rows = Object.fromEntries(Array.from({ length: 12 }, (_unused, place) => [`case-${place}`, [slackRow]]));

  test('claims nothing, postpones what it could not read, and ends before its time-out', async () => {
    const { state, ports, performer, performed } = breachedCases(rows);
    const claims: string[] = [];
    const ledger: typeof ports.effectLedger = {
      ...ports.effectLedger,
      claim: async (...given) => {
        claims.push(given[2].key);
        return await ports.effectLedger.claim(...given);
      },
    };
    await drainLane({ ...ports, ledger, cases: throttled(ports, 100), performer }, settings);

    expect([performed, claims]).toEqual([[], []]);
    expect(millisecondsBetween(now, state.now)).toBeLessThan(40_000);
    const effects = [...state.items.values()].flatMap(({ json }) =>
      Object.values((JSON.parse(json) as CaseItem).effects),
    );
    const postponed = effects.filter(({ retryNotBefore }) => retryNotBefore !== undefined);
    expect(postponed.length).toBeGreaterThan(5);
    expect(effects.every(({ status, claim }) => status === 'pending' && claim === undefined)).toBe(true);
    for (const { attempt } of postponed) expect(attempt).toBe(1);
    expect(state.markers.get('slack')?.size).toBe(12 - postponed.length);
  });

  test('performs the rest as soon as it can, and never holds a claim while it waits', async () => {
    const { state, ports, performed } = breachedCases(rows);
    const held: number[] = [];
    const performer = {
      perform: async (works: readonly Work[]) => {
        for (const { effect, item } of works) {
          held.push(millisecondsBetween(effect.claim!.claimedAt, state.now));
          performed.push(item.caseId);
        }
        return works.map(() => ({ status: 'done' as const, outcome: { at: state.now } }));
      },
    };
    await drainLane({ ...ports, ledger: ports.effectLedger, cases: throttled(ports, 6), performer }, settings);

    expect(performed.length).toBeGreaterThan(0);
    expect(held.every((milliseconds) => milliseconds === 0)).toBe(true);
  });
});

test.each([0.5, 0.1, 0.02])(
  'at %d calls a second, no read is older than 30 seconds when it decides',
  async (perSecond) => {
    const { state, ports, performer, performed } = breachedCases({ 'case-1': [slackRow] });
    let readAt = '';
    const cases = {
      read: async (...given: Parameters<typeof ports.cases.read>) => {
        readAt = state.now;
        return await ports.cases.read(...given);
      },
    };
    const ages: number[] = [];
    const timed = {
      perform: async (works: readonly Work[]) => {
        ages.push(millisecondsBetween(readAt, state.now));
        return await performer.perform(works);
      },
    };
    for (const api of settings.callsFor([])) state.rates.set(api, { perSecond, burst: 1 });
    state.rates.set('cases:GetCase', { perSecond, burst: 1 });
    await drainLane({ ...ports, ledger: ports.effectLedger, cases, performer: timed }, settings);

    expect(performed).toEqual(['case-1']);
    expect(ages.every((age) => age < 30_000)).toBe(true);
  },
);

test('a claim that took so long that the read has grown old is given back, and nothing is sent', async () => {
  const { state, ports, performer, performed } = breachedCases({ 'case-1': [slackRow] });
  const ledger: typeof ports.effectLedger = {
    ...ports.effectLedger,
    claim: async (...given) => {
      state.now = addSeconds(state.now, 45);
      return await ports.effectLedger.claim(...given);
    },
  };
  await drainLane({ ...ports, ledger, performer }, settings);

  expect(performed).toEqual([]);
  const [effect] = Object.values((JSON.parse(state.items.get('case-1')!.json) as CaseItem).effects);
  expect(effect).toMatchObject({ status: 'pending', attempt: 0 });
  expect(effect).not.toHaveProperty('claim');
});

test('what the fresh read decides needs no claim', async () => {
  const { state, ports, performer, performed } = breachedCases({ 'case-1': [slackRow] });
  state.cases.set('case-1', { status: 'in_progress' });
  const ledger = { ...ports.effectLedger, claim: () => Promise.reject(new Error('nothing is to be claimed')) };
  await drainLane({ ...ports, ledger, performer }, settings);

  expect(performed).toEqual([]);
  const stored = JSON.parse(state.items.get('case-1')!.json) as CaseItem;
  expect(Object.values(stored.effects)).toMatchObject([{ status: 'cancelled', attempt: 0 }]);
  expect(state.inbox).toMatchObject([{ message: { kind: 'outcome', caseId: 'case-1' } }]);
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
  // The outcome is not noted yet: due before the deadline that was added.
  expect(state.items.get('case-1')?.dueAt).toBe(addSeconds(now, 60));
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
  const reassign = (people: (typeof sato)[]): ClockPolicy['levels'] => [
    breachLevel(1800, [{ kind: 'reassign', team: 'team', people, pick: 'first' }]),
  ];
  const { state, ports } = breachedCases({
    'case-1': [
      { ...slackRow, name: 'mild', severity: 'low', levels: reassign([suzuki]) },
      { ...slackRow, name: 'grave', kind: 'resolution', severity: 'critical', levels: reassign([sato]) },
    ],
  });
  await runDispatchCaseUpdate({ ...ports, ledger: ports.effectLedger }, { timeoutSeconds: 60 });

  expect(state.updates.map(({ fields }) => fields)).toEqual([{ assigned_user: sato.userArn }]);
  const stored = JSON.parse(state.items.get('case-1')!.json) as CaseItem;
  expect(Object.values(stored.effects)).toMatchObject([
    { policy: 'mild', status: 'cancelled', outcome: { reason: 'overridden by grave:1:breach:0-reassign' } },
    { policy: 'grave', status: 'done', outcome: { reference: sato.userArn } },
  ]);
});
