import { ConnectCasesClient } from '@aws-sdk/client-connectcases';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCaseReader } from '../../lambda/adapters/cases.ts';
import { createSweepMarks } from '../../lambda/adapters/ledger/create-sweep-marks.ts';
import { createSlaSearch } from '../../lambda/adapters/sla-search.ts';
import type { CaseItem } from '../../lambda/contract/case-item.ts';
import type { CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import { inboxMessage, type InboxMessage, type SlaSeenMessage } from '../../lambda/contract/inbox-message.ts';
import { addMilliseconds } from '../../lambda/domain/instants.ts';
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
  ports = {
    clock: {
      now: () => addMilliseconds(new Date(kernel.clock.now()).toISOString(), waitedMilliseconds),
      pause: async (milliseconds) => void (waitedMilliseconds += milliseconds),
    },
    log: { info: () => {}, error: () => {} },
    policies: { byHash: async () => policy },
    ledger: { load: async (caseId) => items.get(caseId) },
    marks: createSweepMarks(await ledgerOnSandbox()),
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

test('a sweep that has no time for all of them tells what it has found, and the next begins at the other end', async () => {
  const cases = Array.from({ length: 30 }, () => desk.newCase());
  for (const caseId of cases) {
    desk.attachSla(caseId, 'console-a', 60);
    await desk.pass(1);
  }
  await desk.pass(3700);
  const first = await sweep(0.1);
  await desk.pass(300);
  const second = await sweep(0.1);
  expect(first.length).toBeLessThan(30);
  expect(first.length).toBeGreaterThan(5);
  expect(second[0]).not.toBe(first[0]);
  expect(waitedMilliseconds).toBeLessThan(240_000);
});

test('a case that was deleted meanwhile is left out', async () => {
  const caseId = desk.newCase();
  desk.attachSla(caseId, 'console-reply', 60);
  await desk.pass(5);
  desk.inDomain('DeleteCase', { caseId });
  expect(await sweep()).toEqual([]);
});
