import { ConnectCasesClient } from '@aws-sdk/client-connectcases';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCaseReader } from '../../lambda/adapters/cases.ts';
import { toRow } from '../../lambda/adapters/ledger/attribute-values.ts';
import { createSlaSweepRows, createSweepRuns } from '../../lambda/adapters/ledger/create-sweep-rows.ts';
import { createSlaSearch } from '../../lambda/adapters/sla-search.ts';
import type { CaseItem } from '../../lambda/contract/case-item.ts';
import type { CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import { rowKeys } from '../../lambda/contract/ledger-rows.ts';
import { inboxMessage, type InboxMessage, type SlaSeenMessage } from '../../lambda/contract/inbox-message.ts';
import { LedgerRowInvalidError, SearchRefusedError } from '../../lambda/domain/errors.ts';
import { addMilliseconds, addSeconds } from '../../lambda/domain/instants.ts';
import type { FoundSla, SlaSearch } from '../../lambda/domain/ports.ts';
import { runSweepSlas, type SweepSlasPorts } from '../../lambda/handlers/sweep-slas/run.ts';
import { createCredentials } from '../../sandbox/gateway/credentials.ts';
import { createGateway, type Gateway } from '../../sandbox/gateway/gateway.ts';
import { nativeItem, nativeRow } from '../domain/native-items.ts';
import { readyDesk, type OpenDesk } from '../sandbox/cases/desk.ts';
import { ledgerOnSandbox } from '../support/ledger-on-sandbox.ts';

const policy = {
  policies: [nativeRow('reply')],
  adopt: [{ slaName: 'console-*', policy: 'reply' }],
} as Partial<CompiledPolicy> as CompiledPolicy;

const start = '2026-10-05T00:00:00.000Z';

let desk: OpenDesk;
let gateway: Gateway;
let client: ConnectCasesClient;
let ports: SweepSlasPorts;
let sent: InboxMessage[];
let items: Map<string, CaseItem>;
let reads: string[];
let waitedMilliseconds: number;

beforeEach(async () => {
  desk = await readyDesk();
  const { kernel } = desk.world;
  const credentials = createCredentials(kernel.identifiers);
  gateway = createGateway({ kernel, services: [desk.cases.api!], partners: [], hooks: [], credentials });
  const { endpoint } = await gateway.listen();
  const access = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new ConnectCasesClient({ endpoint, region: kernel.place.region, maxAttempts: 1, credentials: access });
  [sent, items, reads, waitedMilliseconds] = [[], new Map(), [], 0];
  const cases = createCaseReader(client, desk.domainId);
  const table = await ledgerOnSandbox();
  ports = {
    clock: {
      now: () => addMilliseconds(new Date(kernel.clock.now()).toISOString(), waitedMilliseconds),
      pause: async (milliseconds) => void (waitedMilliseconds += milliseconds),
    },
    log: { info: () => {}, error: () => {} },
    policies: { byHash: async () => policy },
    ledger: { load: async (caseId) => items.get(caseId) },
    rows: createSlaSweepRows(table),
    sweepRuns: createSweepRuns(table),
    slas: createSlaSearch(client, desk.domainId),
    cases: {
      read: async (caseId, fieldIds) => {
        reads.push(caseId);
        return await cases.read(caseId, fieldIds);
      },
    },
    inbox: { send: async (messages) => void sent.push(...messages.map(({ message }) => message)) },
  };
});

afterEach(async () => {
  client.destroy();
  await gateway.close();
});

/** One sweep; returns the SLAs that it told of, as `<case> <name> <status>`. */
async function sweep(ratePerSecond = 10): Promise<string[]> {
  [sent, waitedMilliseconds] = [[], 0];
  await runSweepSlas(ports, { policyHash: 'hash', ratePerSecond, timeoutSeconds: 240 });
  for (const message of sent) expect(inboxMessage.parse(message)).toEqual(message);
  return sent.map((message) => {
    const { caseId, slaName, status } = message as SlaSeenMessage;
    return `${caseId} ${slaName} ${status}`;
  });
}

test('tells of SLAs that fit a pattern, with what a case that nobody knows is opened with', async () => {
  const [first, second] = [desk.newCase(), desk.newCase()];
  const created = desk.values(first, ['created_datetime'])['created_datetime'].stringValue;
  desk.attachSla(first, 'console-reply', 60, 'closed');
  desk.attachSla(first, 'reply', 60);
  desk.attachSla(second, 'something else', 60);
  await desk.pass(5);

  expect(await sweep()).toEqual([`${first} console-reply Active`]);
  expect(sent[0]).toMatchObject({
    kind: 'sla-seen',
    caseId: first,
    templateId: desk.templateId,
    createdAt: new Date(created).toISOString(),
    fieldId: 'status',
    values: ['closed'],
    relatedItemId: expect.any(String),
  });
  // One read of the case, and none of cases that nobody adopts.
  expect(reads).toEqual([first]);
});

test('reads no case that the ledger knows, and tells nothing twice once it is adopted', async () => {
  const caseId = desk.newCase();
  const relatedItemId = desk.attachSla(caseId, 'console-reply', 60);
  const known = { ...nativeItem([]), caseId };
  items.set(caseId, known);
  await desk.pass(5);
  expect(await sweep()).toHaveLength(1);
  expect(sent[0]).not.toHaveProperty('templateId');
  expect(reads).toEqual([]);

  const { attachedAt, targetTime, slaName, values } = sent[0] as SlaSeenMessage;
  items.set(caseId, {
    ...known,
    adopted: [{ relatedItemId, slaName, policy: 'reply', attachedAt, targetTime, values }],
  });
  expect(await sweep()).toEqual([]);
});

test('finds one that has run out however old it is, and looks at those that run only since the last sweep', async () => {
  const old = desk.newCase();
  desk.attachSla(old, 'console-reply', 600);
  await desk.pass(5);
  expect(await sweep()).toEqual([`${old} console-reply Active`]);
  // Within the overlap it is told again, since the message may have been lost.
  await desk.pass(300);
  expect(await sweep()).toEqual([`${old} console-reply Active`]);
  await desk.pass(3600);
  const fresh = desk.newCase();
  desk.attachSla(fresh, 'console-other', 600);
  await sweep();
  await desk.pass(300);
  expect(await sweep()).toEqual([`${fresh} console-other Active`]);

  await desk.pass(8.9 * 3600);
  expect(await sweep()).toContain(`${old} console-reply Overdue`);
});

test('many SLAs take many pages, at the rate that is allowed', async () => {
  const cases = Array.from({ length: 30 }, () => desk.newCase());
  for (const caseId of cases) {
    items.set(caseId, { ...nativeItem([]), caseId });
    desk.attachSla(caseId, 'console-a', 60);
    desk.attachSla(caseId, 'console-b', 60);
  }
  await desk.pass(5);
  expect(new Set(await sweep(0.5)).size).toBe(60);
  // One page of those that have run out, three of those that run.
  expect(waitedMilliseconds).toBe(6000);
});

test('a page for which there was no time is gone on with, even where the ledger never takes in what is told', async () => {
  const cases = Array.from({ length: 30 }, () => desk.newCase());
  for (const caseId of cases) {
    desk.attachSla(caseId, 'console-a', 60);
    await desk.pass(1);
  }
  await desk.pass(3700);
  const told = new Set<string>();
  for (let run = 0; run < 2; run += 1) {
    const some = await sweep(0.1);
    expect(some.length).toBeGreaterThan(5);
    expect(waitedMilliseconds).toBeLessThan(240_000);
    for (const one of some) told.add(one);
    await desk.pass(300);
  }
  expect(told).toEqual(new Set(cases.map((caseId) => `${caseId} console-a Overdue`)));
});

const slaNumber = (number: number): FoundSla => ({
  caseId: `case-${number}`,
  relatedItemId: `sla-${number}`,
  slaName: 'console-a',
  status: 'Overdue',
  attachedAt: addSeconds(start, number),
  targetTime: addSeconds(start, number + 60),
  values: [],
});

/** Takes its token for a position. Half of what has run out goes the other way. */
function searchOf(overdue: () => readonly FoundSla[]): SlaSearch {
  return {
    page: async ({ status, newestFirst, from }) => {
      const all = status === 'Overdue' ? overdue() : [];
      const ordered = newestFirst ? all.toReversed() : all;
      const first = Number(from ?? 0);
      const next = first + 25;
      return { slas: ordered.slice(first, next), ...(next < ordered.length ? { next: String(next) } : {}) };
    },
  };
}

test('all of 5,000 that have run out are told of within six runs at the default quotas, and counted', async () => {
  const all = Array.from({ length: 5000 }, (_unused, number) => slaNumber(number));
  for (const { caseId } of all) items.set(caseId, { ...nativeItem([]), caseId });
  ports = { ...ports, slas: searchOf(() => all) };
  const told = new Set<string>();
  let runs = 0;
  while (told.size < 5000 && runs < 20) {
    for (const one of await sweep(0.21)) told.add(one);
    await desk.pass(300);
    runs += 1;
  }
  expect([told.size, runs]).toEqual([5000, 5]);
  const noted = await ports.sweepRuns.between('2026', '2027');
  expect(noted).toHaveLength(5);
  expect(noted[0]).toMatchObject({ sweep: 'slas', isCut: true, foundSlas: noted[0]!.looked, failed: 0 });
  // The last run ends the walk, and begins another, the other way.
  expect(await ports.rows.progress()).toMatchObject({ overdue: { newestFirst: true } });
});

test('those that leave the list between two pages hide others from one walk, and not from the next', async () => {
  let all = Array.from({ length: 200 }, (_unused, number) => slaNumber(number));
  for (const { caseId } of all) items.set(caseId, { ...nativeItem([]), caseId });
  const search = searchOf(() => all);
  let pages = 0;
  const slas: SlaSearch = {
    page: async (which) => {
      if (which.status === 'Overdue') pages += 1;
      if (pages === 3) all = all.slice(40);
      return await search.page(which);
    },
  };
  ports = { ...ports, slas };
  const told = new Set([...(await sweep(1)), ...(await sweep(1))]);
  for (const { caseId } of all) expect(told).toContain(`${caseId} console-a Overdue`);
});

test('a token that is refused begins the walk anew; a case that cannot be read holds up no other', async () => {
  const all = Array.from({ length: 30 }, (_unused, number) => slaNumber(number));
  const search = searchOf(() => all);
  let refusals = 0;
  const slas: SlaSearch = {
    page: async (which) => {
      if (which.from === undefined || refusals > 0) return await search.page(which);
      refusals += 1;
      throw new SearchRefusedError('Cases SearchAllRelatedItems: ValidationException');
    },
  };
  const load = async (caseId: string): Promise<CaseItem> => {
    if (caseId === 'case-7') throw new LedgerRowInvalidError('ledger row CASE#case-7');
    return { ...nativeItem([]), caseId };
  };
  ports = { ...ports, slas, ledger: { load } };
  expect(new Set(await sweep()).size).toBe(29);
  const [noted] = await ports.sweepRuns.between('2026', '2027');
  // It stands on the page that was read twice.
  expect(noted).toMatchObject({ failed: 2, isCut: false });
});

test('what the version before has stored is where this one goes on', async () => {
  const table = await ledgerOnSandbox();
  const row = { ...rowKeys.sweep('slas'), watermark: start };
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: toRow(row) }));
  const rows = createSlaSweepRows(table);
  const progress = await rows.progress();
  expect(progress).toEqual({ version: 0, watermark: start, overdue: { newestFirst: false } });
  expect(await rows.save(progress!)).toBe(true);
  expect(await rows.save(progress!)).toBe(false);
});

test('a case that was deleted meanwhile is left out', async () => {
  const caseId = desk.newCase();
  desk.attachSla(caseId, 'console-reply', 60);
  await desk.pass(5);
  desk.inDomain('DeleteCase', { caseId });
  expect(await sweep()).toEqual([]);
});
