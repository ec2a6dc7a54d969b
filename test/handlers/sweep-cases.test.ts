import { beforeEach, describe, expect, test } from 'vitest';
import { inboxMessage, type CaseSeenMessage } from '../../lambda/contract/inbox-message.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { runAdvance } from '../../lambda/handlers/advance/run.ts';
import { runSweepCases } from '../../lambda/handlers/sweep-cases/run.ts';
import { deskPolicy, policyHash } from '../support/desk-policy.ts';
import { createMemoryPorts, type MemoryPorts, type MemorySweepPorts } from '../support/in-memory-ports.ts';
import type { MemoryState } from '../support/memory-state.ts';

const start = '2026-11-24T12:00:00.000Z';
const deciding = { ...deskPolicy, decidingFieldIds: ['status'], shadowFieldIds: ['title'] };

let state: MemoryState;
let ports: MemoryPorts & MemorySweepPorts;

beforeEach(() => {
  ({ state, ports } = createMemoryPorts(deciding));
  state.now = start;
});

const at = (seconds: number): string => addSeconds(start, seconds);

/** A case as Cases has it: created and last changed so many seconds after the start. */
function putCase(caseId: string, created: number, updated = created, fields = {}): void {
  state.cases.set(caseId, {
    status: 'open',
    created_datetime: at(created),
    last_updated_datetime: at(updated),
    ...fields,
  });
}

async function sweepOnce(
  overrides: Partial<MemorySweepPorts & MemoryPorts> = {},
  timeoutSeconds = 240,
  ratePerSecond = 2,
) {
  await runSweepCases({ ...ports, ...overrides }, { policyHash, ratePerSecond, timeoutSeconds });
}

/** What was told since the last time, and lets `advance` take it in. */
async function told(): Promise<string[]> {
  const messages = state.inbox.splice(0).map(({ message }) => message);
  for (const message of messages) {
    expect(inboxMessage.parse(message)).toEqual(message);
    const body = JSON.stringify(message);
    const settings = { policyHash, lookAheadSeconds: 120 };
    const advancePorts = { ...ports, ledger: ports.caseLedger };
    await runAdvance(advancePorts, settings, { Records: [{ messageId: '1', body }] });
  }
  return messages.map((message) => ('source' in message ? message.id : `${message.kind} ${message.caseId}`));
}

async function itemOf(caseId: string) {
  const item = await ports.caseLedger.load(caseId);
  if (item === undefined) throw new Error(`no item of ${caseId}`);
  return item;
}

const later = (seconds: number): void => void (state.now = addSeconds(state.now, seconds));

describe('what changed lately', () => {
  test('a case whose creation was lost gets its item, and its clocks run from the beginning', async () => {
    await sweepOnce();
    putCase('new', 100, 130);
    state.now = at(300);
    await sweepOnce();
    expect(await told()).toEqual(['case-seen new']);
    const item = await itemOf('new');
    expect(item.createdAt).toBe(at(100));
    expect(item.clocks[0]).toMatchObject({ startedAt: at(100), deadline: at(1900), verdict: 'running' });
    later(300);
    await sweepOnce();
    expect(await told()).toEqual([]);
    expect(state.sweep.runs.at(-1)).toMatchObject({ foundUnknown: 0, repaired: 1 });
  });

  test('a change that no event told ends the clock at the instant that Cases dates it', async () => {
    await sweepOnce();
    putCase('answered', 100);
    state.now = at(300);
    await sweepOnce();
    await told();
    putCase('answered', 100, 500, { status: 'in_progress', title: 'あ' });
    state.now = at(600);
    await sweepOnce();
    expect(await told()).toEqual(['case-seen answered']);
    const item = await itemOf('answered');
    expect(item.clocks[0]).toMatchObject({ verdict: 'met', endedAt: at(500) });
    expect(item.shadow['title']).toEqual({ value: 'あ', changedAt: at(500) });
    later(300);
    await sweepOnce();
    expect(await told()).toEqual([]);
  });

  test('what the search still shows as it was before is not told', async () => {
    await sweepOnce();
    putCase('seen', 100);
    state.now = at(300);
    await sweepOnce();
    await told();
    // The event came first: the ledger knows more than the search.
    const event: CaseSeenMessage = {
      kind: 'case-seen',
      caseId: 'seen',
      templateId: 't',
      seenAt: at(310),
      fields: { status: 'in_progress' },
    };
    await ports.inbox.send([{ message: event, delaySeconds: 0 }]);
    await told();
    state.now = at(600);
    await sweepOnce();
    expect(await told()).toEqual([]);
    expect(state.reads).toEqual([]);
  });

  test('a search that shows for long what the ledger denies is settled by a read of the case', async () => {
    await sweepOnce();
    putCase('odd', 100);
    state.now = at(300);
    await sweepOnce();
    await told();
    const wrong: CaseSeenMessage = {
      kind: 'case-seen',
      caseId: 'odd',
      templateId: 't',
      seenAt: at(310),
      fields: { status: 'in_progress' },
    };
    await ports.inbox.send([{ message: wrong, delaySeconds: 0 }]);
    await told();
    state.now = addSeconds(start, 86_400);
    await sweepOnce();
    expect(await told()).toEqual(['case-seen odd']);
    expect(state.reads).toEqual(['odd']);
    expect((await itemOf('odd')).observations.at(-1)).toMatchObject({ value: 'open', fieldId: 'status' });
  });

  test('a look that is cut goes on where it was, and nothing is left out', async () => {
    await sweepOnce();
    for (let number = 0; number < 450; number += 1) putCase(`case-${number}`, 10 + number);
    state.now = at(600);
    // Two pages to a run.
    await sweepOnce({}, 40, 0.15);
    const first = await told();
    expect(first.length).toBeGreaterThan(100);
    expect(first.length).toBeLessThan(450);
    expect(state.sweep.runs.at(-1)?.isCut).toBe(true);
    const all = new Set(first);
    for (let run = 0; run < 4; run += 1) {
      later(300);
      await sweepOnce({}, 40, 0.15);
      for (const one of await told()) all.add(one);
    }
    expect(all.size).toBe(450);
  });

  test('more cases of one instant than fit on a page do not stop it', async () => {
    await sweepOnce();
    for (let number = 0; number < 250; number += 1) putCase(`case-${number}`, 10);
    state.now = at(600);
    await sweepOnce();
    expect(new Set(await told()).size).toBe(250);
  });

  test('a case that was there long before is taken in without acting on what is long past', async () => {
    putCase('old', -90_000);
    await sweepOnce();
    expect(await told()).toEqual(['case-seen old']);
    const item = await itemOf('old');
    expect(item.clocks[0]).toMatchObject({ startedAt: at(-90_000), verdict: 'running' });
    expect(item.effects).toEqual({});
  });
});

describe('the full pass', () => {
  test('asks for cases that are open in the ledger and that the search does not show', async () => {
    putCase('gone', -100);
    putCase('closed', -100);
    putCase('open', -100);
    await sweepOnce();
    expect((await told()).length).toBe(3);
    state.cases.delete('gone');
    putCase('closed', -100, 50, { status: 'closed' });
    state.now = addSeconds(start, 86_400);
    // The search has lost the closed case altogether.
    const search: MemorySweepPorts['search'] = {
      page: async (wanted) => {
        const page = await ports.search.page(wanted);
        return { ...page, cases: page.cases.filter(({ caseId }) => caseId !== 'closed') };
      },
    };
    await sweepOnce({ search });
    expect(state.sweep.progress?.full).toMatchObject({ stage: 'ended', endedAt: expect.any(String) });
    expect(await told()).toEqual(['case-gone gone', 'case-seen closed']);
    expect(state.reads).toEqual(['gone', 'closed']);
    expect((await itemOf('gone')).deleted).toBe(true);
    // It is closed, and is known to be: its clock goes by another status, and is asked for again the next night only.
    later(300);
    await sweepOnce();
    expect(await told()).toEqual([]);
  });

  test('takes as many runs as it needs, and says how far it came', async () => {
    for (let number = 0; number < 1000; number += 1) putCase(`case-${number}`, -2_000_000 + 60 * number);
    const all = new Set<string>();
    let runs = 0;
    while (state.sweep.progress?.full?.stage !== 'ended') {
      await sweepOnce({}, 50, 0.15);
      for (const one of await told()) all.add(one);
      later(300);
      runs += 1;
    }
    expect(runs).toBeGreaterThan(2);
    expect(all.size).toBe(1000);
    expect(state.reads).toEqual([]);
    expect(state.sweep.progress.full.lookedCases).toBeGreaterThanOrEqual(1000);
  });

  test('begins once a night, by the clock on the wall of the policy', async () => {
    await sweepOnce();
    const begun: (string | undefined)[] = [];
    for (let run = 0; run < 3 * 24; run += 1) {
      later(3600);
      await sweepOnce();
      begun.push(state.sweep.progress?.full?.begunAt);
    }
    // One o'clock in Tokyo; the runs of this test come on the hour.
    expect([...new Set(begun)].slice(-3).map((instant) => instant?.slice(11, 16))).toEqual(['16:00', '16:00', '16:00']);
  });

  test('a case that cannot be read keeps no other from being looked at, and is asked for again by the next run', async () => {
    for (const caseId of ['bad', 'gone']) putCase(caseId, -100);
    await sweepOnce();
    await told();
    state.cases.clear();
    state.now = addSeconds(start, 86_400);
    const { ServiceUnavailableError } = await import('../../lambda/domain/errors.ts');
    const cases: MemoryPorts['cases'] = {
      read: async (caseId, fieldIds) => {
        if (caseId === 'bad') throw new ServiceUnavailableError('Cases GetCase: InternalServerException');
        return await ports.cases.read(caseId, fieldIds);
      },
    };
    await sweepOnce({ cases });
    expect(await told()).toEqual(['case-gone gone']);
    expect(state.sweep.runs.at(-1)).toMatchObject({ failed: 1, foundGone: 1 });

    later(300);
    await sweepOnce();
    expect(await told()).toEqual(['case-gone bad']);
    later(300);
    await sweepOnce();
    expect(state.sweep.runs.at(-1)).toMatchObject({ asked: 0 });
    expect(state.sweep.progress).not.toHaveProperty('unread');
  });

  test('cases that can never be read take little of a run, and each has its turn', async () => {
    const ids = Array.from({ length: 50 }, (_unused, number) => `bad-${number}`);
    for (const caseId of ids) putCase(caseId, -100);
    await sweepOnce();
    await told();
    state.cases.clear();
    state.now = addSeconds(start, 86_400);
    const { ServiceUnavailableError } = await import('../../lambda/domain/errors.ts');
    let asked: string[] = [];
    const cases: MemoryPorts['cases'] = {
      read: async (caseId) => {
        asked.push(caseId);
        throw new ServiceUnavailableError('Cases GetCase: InternalServerException');
      },
    };
    await sweepOnce({ cases });
    asked = [];
    for (let run = 0; run < 5; run += 1) {
      later(300);
      await sweepOnce({ cases });
    }
    expect(asked).toHaveLength(100);
    expect(new Set(asked)).toEqual(new Set(ids));
    expect(state.sweep.progress?.unread?.toSorted()).toEqual(ids.toSorted());
  });
});

test('a run that finds another at work leaves it the field', async () => {
  await sweepOnce();
  later(300);
  putCase('new', 100);
  const sweepRows = { ...ports.sweepRows, save: async () => false };
  await sweepOnce({ sweepRows });
  expect(state.sweep.runs.at(-1)?.isCut).toBe(true);
});

test('throttled calls are made again, more slowly', async () => {
  putCase('new', 100);
  const { ThrottledError } = await import('../../lambda/domain/errors.ts');
  let calls = 0;
  const search: MemorySweepPorts['search'] = {
    page: async (wanted) => {
      calls += 1;
      if (calls === 1) throw new ThrottledError('Cases SearchCases: ThrottlingException (HTTP 429)');
      return await ports.search.page(wanted);
    },
  };
  await sweepOnce({ search });
  expect(await told()).toEqual(['case-seen new']);
});
