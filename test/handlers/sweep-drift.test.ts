import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FieldValue } from '../../lambda/contract/case-item.ts';
import { SearchRefusedError } from '../../lambda/domain/errors.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import type { CaseSearch, FoundCase } from '../../lambda/domain/sweep/sweep-ports.ts';
import { runAdvance } from '../../lambda/handlers/advance/run.ts';
import { runSweepCases } from '../../lambda/handlers/sweep-cases/run.ts';
import { deskPolicy, policyHash, templateId } from '../support/desk-policy.ts';
import { createMemoryPorts } from '../support/in-memory-ports.ts';

/*
 * Cases that are created, changed, closed and deleted between any two pages, a search that shows each change some time later,
 * takes its token for a position, and of which no event ever comes. Runs are cut and killed anywhere. In the end the ledger
 * must know what Cases knows.
 */

const policy = { ...deskPolicy, decidingFieldIds: ['status'], shadowFieldIds: [] };
const start = '2026-11-24T12:00:00.000Z';
const pageSize = 3;

interface Version {
  readonly visibleAt: string;
  readonly found: FoundCase | undefined;
}

/** What happens at once before a call of the search: who, what, and how long the search hides it. */
const happening = fc.record({
  caseNumber: fc.nat(19),
  what: fc.constantFrom('answer', 'open', 'close', 'delete', 'create'),
  lagSeconds: fc.integer({ min: 0, max: 600 }),
});
const story = fc.record({
  cases: fc.integer({ min: 0, max: 20 }),
  perCall: fc.array(fc.array(happening, { maxLength: 3 }), { maxLength: 60 }),
  /** After how many calls of the search each run is stopped: by time, or dead. */
  stops: fc.array(fc.record({ afterCalls: fc.integer({ min: 1, max: 12 }), isKilled: fc.boolean() }), {
    maxLength: 12,
  }),
});

class Killed extends Error {}

function createStore(now: () => string) {
  const fields = new Map<string, Record<string, FieldValue>>();
  const versions = new Map<string, Version[]>();
  const record = (caseId: string, lagSeconds: number): void => {
    const known = fields.get(caseId);
    const found: FoundCase | undefined = known && {
      caseId,
      templateId,
      createdAt: String(known['created_datetime']),
      lastUpdatedAt: String(known['last_updated_datetime']),
      fields: { status: known['status'] ?? null },
    };
    versions.set(caseId, [...(versions.get(caseId) ?? []), { visibleAt: addSeconds(now(), lagSeconds), found }]);
  };
  return {
    fields,
    happen: (caseId: string, what: string, lagSeconds: number): void => {
      const known = fields.get(caseId);
      if (what === 'create') {
        // Ids are never used twice.
        if (versions.has(caseId)) return;
        fields.set(caseId, { status: 'open', created_datetime: now(), last_updated_datetime: now() });
      } else if (known === undefined) return;
      else if (what === 'delete') fields.delete(caseId);
      else {
        const status = what === 'answer' ? 'in_progress' : what === 'close' ? 'closed' : 'open';
        fields.set(caseId, { ...known, status, last_updated_datetime: now() });
      }
      record(caseId, lagSeconds);
    },
    shown: (): FoundCase[] =>
      [...versions.values()].flatMap((known) => known.findLast(({ visibleAt }) => visibleAt <= now())?.found ?? []),
  };
}

type Story = typeof story extends fc.Arbitrary<infer Told> ? Told : never;

/** @param takesDates whether the search puts cases in order by date, and filters by one */
async function play({ cases, perCall, stops }: Story, takesDates: boolean) {
  const { state, ports } = createMemoryPorts(policy);
  state.now = start;
  const store = createStore(() => state.now);
  for (let number = 0; number < cases; number += 1) {
    store.happen(`case-${number}`, 'create', 0);
    state.now = addSeconds(state.now, 1);
  }
  let calls = 0;
  let stop: { readonly afterCalls: number; readonly isKilled: boolean } | undefined;
  let callsOfRun = 0;
  const search: CaseSearch = {
    page: async ({ by, from, onlyOpen, token }) => {
      for (const { caseNumber, what, lagSeconds } of perCall[calls] ?? []) {
        state.now = addSeconds(state.now, 1);
        store.happen(`case-${caseNumber}`, what, lagSeconds);
      }
      calls += 1;
      callsOfRun += 1;
      if (stop !== undefined && callsOfRun > stop.afterCalls) {
        if (stop.isKilled) throw new Killed('killed');
        state.now = addSeconds(state.now, 240);
      }
      if (!takesDates && (by !== undefined || from !== undefined)) throw new SearchRefusedError('no dates');
      const found = store
        .shown()
        .filter(({ fields }) => !onlyOpen || fields['status'] !== 'closed')
        .filter((one) => from === undefined || by === undefined || (one[by] ?? '') >= from)
        // Without an order the newest comes first, whose changes move all others.
        .sort((left, right) => {
          if (by === undefined) return (left.lastUpdatedAt ?? '') > (right.lastUpdatedAt ?? '') ? -1 : 1;
          return (left[by] ?? '') < (right[by] ?? '') ? -1 : 1;
        });
      const first = Number(token ?? 0);
      const next = first + pageSize < found.length ? { next: String(first + pageSize) } : {};
      return { cases: found.slice(first, first + pageSize), ...next };
    },
  };
  const read = async (caseId: string) => {
    const fields = store.fields.get(caseId);
    return fields === undefined ? undefined : { caseId, templateId, fields: { ...fields } };
  };
  const period = async (): Promise<void> => {
    callsOfRun = 0;
    const begunAt = state.now;
    try {
      const settings = { policyHash, ratePerSecond: 10, timeoutSeconds: 240 };
      await runSweepCases({ ...ports, search, cases: { read } }, settings);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    for (const { message } of state.inbox.splice(0)) {
      const batch = { Records: [{ messageId: '1', body: JSON.stringify(message) }] } as never;
      await runAdvance({ ...ports, ledger: ports.caseLedger }, { policyHash, lookAheadSeconds: 120 }, batch);
    }
    const nextAt = addSeconds(begunAt, 300);
    if (nextAt > state.now) state.now = nextAt;
  };
  for (stop of stops) await period();
  stop = undefined;
  // Nothing happens any more. Time for what the search hides, then one period.
  calls = perCall.length;
  state.now = addSeconds(state.now, 600);
  await period();
  // By tokens a pass that is under way is finished, another begins, and who is not open any more is known with the ledger.
  if (!takesDates) for (let run = 0; run < 16; run += 1) await period();
  for (const [caseId, fields] of store.fields) {
    const item = await ports.caseLedger.load(caseId);
    // By tokens nobody goes through closed cases: what was opened and closed unseen and untold owes nothing.
    if (!takesDates && item === undefined && fields['status'] === 'closed') continue;
    expect([caseId, item?.observations.at(-1)?.value]).toEqual([caseId, fields['status']]);
  }
  // A night later it is known, too, who is gone of those whose clocks still run.
  for (let night = 0; night < 2; night += 1) {
    state.now = addSeconds(state.now, 86_400);
    for (let run = 0; run < 3; run += 1) await period();
  }
  for (const caseId of state.items.keys()) {
    const item = await ports.caseLedger.load(caseId);
    const isRunning = item?.clocks.some(({ verdict }) => verdict === 'running') === true;
    expect([caseId, isRunning && !store.fields.has(caseId)]).toEqual([caseId, false]);
  }
}

test.each([true, false])(
  'whatever changes between pages, however the search lags, wherever runs end: no case is missed (search by date: %s)',
  async (takesDates) => {
    const property = fc.asyncProperty(story, async (told) => await play(told, takesDates));
    await fc.assert(property, { numRuns: 150, seed: 5 });
  },
  240_000,
);
