import { ConnectCasesClient } from '@aws-sdk/client-connectcases';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCaseSearch } from '../../lambda/adapters/case-search.ts';
import { createCaseReader } from '../../lambda/adapters/cases.ts';
import { sweepByToken } from '../../lambda/contract/metrics.ts';
import { SearchRefusedError } from '../../lambda/domain/errors.ts';
import type { CasePageWanted } from '../../lambda/domain/sweep/sweep-ports.ts';
import { runAdvance } from '../../lambda/handlers/advance/run.ts';
import { runSweepCases } from '../../lambda/handlers/sweep-cases/run.ts';
import { createCredentials } from '../../sandbox/gateway/credentials.ts';
import { createGateway, type Gateway } from '../../sandbox/gateway/gateway.ts';
import { readyDesk, type OpenDesk } from '../sandbox/cases/desk.ts';
import { deskPolicy, policyHash } from '../support/desk-policy.ts';
import { createMemoryPorts, type MemoryPorts, type MemorySweepPorts } from '../support/in-memory-ports.ts';
import type { MemoryState } from '../support/memory-state.ts';

/* Searches by the wire, in a sandbox whose SearchCases refuses dates; the ledger is in memory. */

let desk: OpenDesk;
let gateway: Gateway;
let client: ConnectCasesClient;
let state: MemoryState;
let ports: MemoryPorts & MemorySweepPorts;
let searches: CasePageWanted[];

beforeEach(async () => {
  desk = await readyDesk({ searchTakesDates: false });
  const { kernel } = desk.world;
  const credentials = createCredentials(kernel.identifiers);
  gateway = createGateway({ kernel, services: [desk.cases.api!], partners: [], hooks: [], credentials });
  const { endpoint } = await gateway.listen();
  const access = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new ConnectCasesClient({ endpoint, region: kernel.place.region, maxAttempts: 1, credentials: access });
  const [first] = deskPolicy.policies;
  const policies = [{ ...first!, for: { ...first!.for, templateId: desk.templateId } }];
  const memory = createMemoryPorts({ ...deskPolicy, policies, decidingFieldIds: ['status'], shadowFieldIds: [] });
  ({ state } = memory);
  searches = [];
  const search = createCaseSearch(client, desk.domainId);
  ports = {
    ...memory.ports,
    search: {
      page: async (wanted) => {
        searches.push(wanted);
        return await search.page(wanted);
      },
    },
    cases: createCaseReader(client, desk.domainId),
  };
  state.now = deskNow();
});

afterEach(async () => {
  client.destroy();
  await gateway.close();
});

const deskNow = (): string => new Date(desk.world.kernel.clock.now()).toISOString();

/** One run, and what it told the inbox, which `advance` takes in. */
async function sweep(overrides: Partial<MemorySweepPorts> = {}, timeoutSeconds = 240): Promise<string[]> {
  state.now = deskNow();
  searches = [];
  await runSweepCases({ ...ports, ...overrides }, { policyHash, ratePerSecond: 10, timeoutSeconds });
  const messages = state.inbox.splice(0).map(({ message }) => message);
  for (const message of messages) {
    const batch = { Records: [{ messageId: '1', body: JSON.stringify(message) }] } as never;
    await runAdvance({ ...ports, ledger: ports.caseLedger }, { policyHash, lookAheadSeconds: 120 }, batch);
  }
  return messages.map((message) => ('source' in message ? message.id : `${message.kind} ${message.caseId}`));
}

const close = (caseId: string): unknown =>
  desk.inDomain('UpdateCase', { caseId, fields: [{ id: 'status', value: { stringValue: 'closed' } }] });

test('where the search refuses dates, what no event told is found by its tokens, and it says so', async () => {
  const [first, second, third] = [desk.newCase(), desk.newCase(), desk.newCase()];
  await desk.pass(60);
  expect((await sweep()).toSorted()).toEqual([first, second, third].map((id) => `case-seen ${id}`).toSorted());
  // Asked by date once, then by token; one page is seen at once.
  expect(searches.map(({ by, from }) => [by, from !== undefined])).toEqual([
    ['lastUpdatedAt', true],
    [undefined, false],
  ]);
  expect(state.sweep.progress).toMatchObject({ refusedAt: expect.any(String), full: { stage: 'ended' } });
  expect(state.sweep.runs.at(-1)).toMatchObject({ isByToken: true, looked: 3, foundUnknown: 3, calls: 2 });
  expect(state.metrics.at(-1)).toMatchObject({ name: sweepByToken, value: 1 });
  expect(state.logged.map(({ message }) => message)).toContain('the search refuses dates; the sweep goes by tokens');

  await desk.pass(3600);
  close(first);
  desk.inDomain('DeleteCase', { caseId: second });
  const fourth = desk.newCase();
  await desk.pass(60);
  // It is not asked by date again so soon.
  expect((await sweep()).toSorted()).toEqual(
    [`case-seen ${first}`, `case-gone ${second}`, `case-seen ${fourth}`].toSorted(),
  );
  expect(searches.map(({ by }) => by)).toEqual([undefined]);
});

test('many pages are walked until a walk shows nothing new, in as many runs as it takes', async () => {
  const cases = Array.from({ length: 350 }, () => desk.newCase());
  await desk.pass(60);
  const told = new Set<string>();
  let runs = 0;
  do {
    // Time for a few pages only.
    for (const one of await sweep({}, 31)) told.add(one);
    await desk.pass(300);
    runs += 1;
  } while (state.sweep.progress?.full?.stage !== 'ended' && runs < 40);
  expect(told).toEqual(new Set(cases.map((caseId) => `case-seen ${caseId}`)));
  expect(state.sweep.progress?.full).toMatchObject({ stage: 'ended', lookedCases: 350, walk: { number: 2, fresh: 0 } });
});

test('a token that does not hold until the next run costs a beginning, and nothing else', async () => {
  for (let number = 0; number < 250; number += 1) desk.newCase();
  await desk.pass(60);
  const live = new Set<string>();
  const { search } = ports;
  const forgetful: MemorySweepPorts['search'] = {
    page: async (wanted) => {
      if (wanted.token !== undefined && !live.has(wanted.token)) throw new SearchRefusedError('expired token');
      const page = await search.page(wanted);
      if (page.next !== undefined) live.add(page.next);
      return page;
    },
  };
  const told = new Set<string>();
  const cutAfterAPage: MemorySweepPorts['search'] = {
    page: async (wanted) => {
      const page = await forgetful.page(wanted);
      if (wanted.by === undefined) state.now = new Date(Date.parse(state.now) + 240_000).toISOString();
      return page;
    },
  };
  for (const one of await sweep({ search: cutAfterAPage })) told.add(one);
  expect(told.size).toBe(100);
  live.clear();
  await desk.pass(300);
  for (const one of await sweep({ search: forgetful })) told.add(one);
  expect(told.size).toBe(250);
  expect(state.logged.map(({ message }) => message)).toContain('token of a search refused; it begins again without');
});

test('a search that refuses everything fails the run, and no run after it goes by tokens for that', async () => {
  const search: MemorySweepPorts['search'] = {
    page: async () => {
      throw new SearchRefusedError('Cases SearchCases: ValidationException');
    },
  };
  await expect(sweep({ search })).rejects.toThrow(SearchRefusedError);
  expect(state.sweep.progress?.refusedAt).toBeUndefined();
});

test('a day later it asks by date again, and goes on by date from where it had come to', async () => {
  await sweep();
  await desk.pass(86_400);
  const caseId = desk.newCase();
  await desk.pass(60);
  const asked: unknown[] = [];
  const { search } = ports;
  const learned: MemorySweepPorts['search'] = {
    page: async (wanted) => {
      asked.push(wanted.by);
      return await search.page({ ...wanted, by: undefined, from: undefined });
    },
  };
  expect(await sweep({ search: learned })).toContain(`case-seen ${caseId}`);
  expect(asked).toEqual(['lastUpdatedAt', 'createdAt']);
  expect(state.sweep.progress?.refusedAt).toBeUndefined();
  expect(state.sweep.runs.at(-1)).not.toHaveProperty('isByToken');
  expect(state.metrics.at(-1)).toMatchObject({ name: sweepByToken, value: 0 });
});
