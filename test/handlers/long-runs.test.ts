import { describe, expect, test } from 'vitest';
import { LedgerRowInvalidError, ServiceUnavailableError } from '../../lambda/domain/errors.ts';
import { addSeconds, millisecondsBetween } from '../../lambda/domain/instants.ts';
import type { Work } from '../../lambda/domain/ports.ts';
import { drainLane, type LaneSettings } from '../../lambda/handlers/shared/drain-lane.ts';
import { breachedAt, breachedCases, manyCases, slackRow } from '../support/breached-cases.ts';

const now = breachedAt;
const settings: LaneSettings = { lane: 'slack', callsFor: () => ['slack:chat.postMessage'], timeoutSeconds: 60 };

describe('a long run', () => {
  const longRun = { ...settings, timeoutSeconds: 600 };
  /** A lane that makes one call every two seconds. */
  function slowLane(count: number) {
    const lane = breachedCases(manyCases(count));
    lane.state.rates.set('slack:chat.postMessage', { perSecond: 0.5, burst: 1 });
    return lane;
  }

  test('goes on until its work is done, and says from the start when it would end', async () => {
    const { state, ports, performer, performed } = slowLane(120);
    const ends = new Set<string>();
    const lease: typeof ports.lease = {
      ...ports.lease,
      acquire: async (lane, row, at) => {
        ends.add(row.endsAt);
        return await ports.lease.acquire(lane, row, at);
      },
    };
    await drainLane({ ...ports, lease, ledger: ports.effectLedger, performer }, longRun);

    expect(new Set(performed).size).toBe(120);
    expect(millisecondsBetween(now, state.now)).toBe(119 * 2000);
    expect([...ends]).toEqual([addSeconds(now, 570)]);
  });

  test('holds its lane by a lease that never reaches further than a minute', async () => {
    const { state, ports, performer, performed } = slowLane(120);
    const left: number[] = [];
    const watching = {
      perform: async (works: readonly Work[]) => {
        left.push(millisecondsBetween(state.now, state.leases.get('slack')!.leaseUntil) / 1000);
        return await performer.perform(works);
      },
    };
    await drainLane({ ...ports, ledger: ports.effectLedger, performer: watching }, longRun);

    expect(performed).toHaveLength(120);
    expect(Math.max(...left)).toBeLessThanOrEqual(60);
    expect(Math.min(...left)).toBeGreaterThan(30);
  });

  test('leaves the rest to the run that has taken its lane', async () => {
    const { state, ports, performer, performed } = slowLane(60);
    const another = { holder: 'another', leaseUntil: addSeconds(now, 600), endsAt: addSeconds(now, 600) };
    const robbing = {
      perform: async (works: readonly Work[]) => {
        if (performed.length === 5) state.leases.set('slack', another);
        return await performer.perform(works);
      },
    };
    await drainLane({ ...ports, ledger: ports.effectLedger, performer: robbing }, longRun);

    // It learns of it when it next renews its lease.
    expect(performed.length).toBeLessThan(20);
    expect(state.leases.get('slack')).toEqual(another);
  });

  test('comes back to a case that it gave up as changing all the time', async () => {
    const { state, ports, performer, performed } = slowLane(60);
    const ledger: typeof ports.effectLedger = {
      ...ports.effectLedger,
      claim: async (...given) => {
        const isBusy = given[0] === 'case-0' && millisecondsBetween(now, state.now) < 50_000;
        return isBusy ? false : await ports.effectLedger.claim(...given);
      },
    };
    await drainLane({ ...ports, ledger, performer }, longRun);

    expect(new Set(performed).size).toBe(60);
  });

  test('takes a more severe case that comes up meanwhile before the rest of the less severe ones', async () => {
    const { state, ports, performer, performed } = breachedCases({
      ...manyCases(60),
      'case-grave': [{ ...slackRow, name: 'grave', severity: 'critical' }],
    });
    const markers = state.markers.get('slack')!;
    const grave = markers.get('case-grave')!;
    markers.delete('case-grave');
    const watching = {
      perform: async (works: readonly Work[]) => {
        if (performed.length === 14) markers.set('case-grave', grave);
        return await performer.perform(works);
      },
    };
    await drainLane({ ...ports, ledger: ports.effectLedger, performer: watching }, longRun);

    expect(performed.indexOf('case-grave')).toBeLessThan(14 + 10);
  });
});

test('a case whose row cannot be read keeps no other waiting, and fails the run at its end', async () => {
  const { ports, performer, performed, state } = breachedCases(manyCases(4));
  const ledger: typeof ports.effectLedger = {
    ...ports.effectLedger,
    load: async (caseId) => {
      if (caseId === 'case-0') throw new LedgerRowInvalidError('CASE#case-0 is not an item');
      return await ports.effectLedger.load(caseId);
    },
  };
  await expect(drainLane({ ...ports, ledger, performer }, settings)).rejects.toThrow('CASE#case-0');

  expect(performed.toSorted()).toEqual(['case-1', 'case-2', 'case-3']);
  expect(state.logged).toContainEqual(
    expect.objectContaining({ detail: expect.objectContaining({ caseId: 'case-0', code: 'LEDGER_ROW_INVALID' }) }),
  );
  expect(state.leases.size).toBe(0);
});

test('a ledger that is away ends the run', async () => {
  const { ports, performer, performed } = breachedCases(manyCases(4));
  const ledger: typeof ports.effectLedger = {
    ...ports.effectLedger,
    load: async () => await Promise.reject(new ServiceUnavailableError('DynamoDB GetItem')),
  };
  await expect(drainLane({ ...ports, ledger, performer }, settings)).rejects.toThrow('GetItem');
  expect(performed).toEqual([]);
});
