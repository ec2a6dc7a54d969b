import { ConnectCasesClient } from '@aws-sdk/client-connectcases';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCaseSlas } from '../../lambda/adapters/case-items.ts';
import type { CaseItem } from '../../lambda/contract/case-item.ts';
import type { CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import { endEffect } from '../../lambda/domain/claims.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import type { CaseSlas, Performed } from '../../lambda/domain/ports.ts';
import { keepSla } from '../../lambda/handlers/dispatch-case-items/keep-sla.ts';
import { createCredentials } from '../../sandbox/gateway/credentials.ts';
import { createGateway, type Gateway } from '../../sandbox/gateway/gateway.ts';
import { nativeClock, nativeEffect, nativeItem, nativeRow } from '../domain/native-items.ts';
import { readyDesk, type OpenDesk } from '../sandbox/cases/desk.ts';

let desk: OpenDesk;
let gateway: Gateway;
let client: ConnectCasesClient;
let slas: CaseSlas;
let caseId: string;
/** What stands in the ledger about the case; grows as effects end. */
let item: CaseItem;

const policy = { policies: [nativeRow('reply'), nativeRow('solve')] } as unknown as CompiledPolicy;

beforeEach(async () => {
  desk = await readyDesk();
  const { kernel } = desk.world;
  const credentials = createCredentials(kernel.identifiers);
  gateway = createGateway({ kernel, services: [desk.cases.api!], partners: [], hooks: [], credentials });
  const { endpoint } = await gateway.listen();
  const access = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new ConnectCasesClient({ endpoint, region: kernel.place.region, maxAttempts: 1, credentials: access });
  slas = createCaseSlas(client, desk.domainId);
  caseId = desk.newCase();
  item = { ...nativeItem([nativeClock('reply')]), caseId };
});

afterEach(async () => {
  client.destroy();
  await gateway.close();
});

const now = (): string => new Date(desk.world.kernel.clock.now()).toISOString();
const inMinutes = (minutes: number): string => new Date(desk.world.kernel.clock.now() + minutes * 60_000).toISOString();

/** Has the lane make the wish true, and the ledger remember it. */
async function wish(name: string, targetTime: string | undefined, ports: CaseSlas = slas): Promise<Performed> {
  const key = `${name}:1:native:${Object.keys(item.effects).length + 1}-native-sla`;
  const effect = nativeEffect(name, targetTime, { key });
  const clock = { now, pause: async () => {} };
  const quotas = { draw: async () => undefined };
  const performed = await keepSla({ slas: ports, clock, quotas }, { item, effect, policy });
  item = { ...item, effects: { ...item.effects, [key]: endEffect(effect, performed) } };
  return performed;
}

async function seen(): Promise<string[]> {
  // Longer than the search lags behind.
  await desk.pass(5);
  const list = await slas.list(caseId);
  return list.map(({ name, status, targetTime }) => `${name} ${status} ${targetTime}`).sort();
}

test('attaches what is wanted, once, moves it, and takes it away', async () => {
  const target = inMinutes(30);
  const first = await wish('reply', target);
  expect(first).toMatchObject({ status: 'done', outcome: { reference: expect.any(String) } });
  expect(await seen()).toEqual([`reply Active ${target}`]);

  expect(await wish('reply', target)).toEqual({ status: 'done', outcome: { ...first.outcome, at: now() } });
  expect(await seen()).toHaveLength(1);

  const later = inMinutes(90);
  await wish('reply', later);
  expect(await seen()).toEqual([`reply Active ${later}`]);

  await wish('reply', undefined);
  expect(await seen()).toEqual([]);
});

test('writes as Casewarden, to the field and value that end the clock', async () => {
  await wish('reply', inMinutes(30));
  await desk.pass(5);
  const [stored] = desk.inDomain('SearchRelatedItems', { caseId })['relatedItems'];
  expect(stored).toMatchObject({
    performedBy: { customEntity: 'casewarden' },
    content: {
      sla: {
        slaConfiguration: { type: 'CaseField', fieldId: 'status', targetFieldValues: [{ stringValue: 'closed' }] },
      },
    },
  });
  desk.set(caseId, 'status', { stringValue: 'closed' });
  expect(await seen()).toEqual([expect.stringMatching(/^reply Met /)]);
  // What has been met stays as record, whatever is wanted next.
  await wish('reply', undefined);
  expect(await seen()).toEqual([expect.stringMatching(/^reply Met /)]);
});

test('a wish that follows at once finds what the search does not show yet', async () => {
  await wish('reply', inMinutes(30));
  const later = inMinutes(45);
  await wish('reply', later);
  expect(await seen()).toEqual([`reply Active ${later}`]);
});

test('a retry after a lost answer finds its own work', async () => {
  const target = inMinutes(30);
  const answerLost: CaseSlas = {
    ...slas,
    attach: async (...given) => {
      await slas.attach(...given);
      throw new Error('the answer is lost');
    },
  };
  await expect(wish('reply', target, answerLost)).rejects.toThrow('lost');
  await desk.pass(60);
  await wish('reply', target);
  expect(await seen()).toEqual([`reply Active ${target}`]);
});

test('a run that dies between removing and attaching leaves nothing wrong to see, and the retry mends it', async () => {
  await wish('reply', inMinutes(30));
  await desk.pass(5);
  const target = inMinutes(60);
  const dies: CaseSlas = { ...slas, attach: () => Promise.reject(new Error('died')) };
  await expect(wish('reply', target, dies)).rejects.toThrow('died');
  expect(await seen()).toEqual([]);
  await wish('reply', target);
  // Whole minutes from five seconds later.
  expect(await seen()).toEqual([`reply Active ${addSeconds(target, 5)}`]);
  await wish('reply', target);
  expect(await seen()).toHaveLength(1);
});

test('keeps within the quota by our own ended SLAs, and leaves those of others', async () => {
  for (let index = 0; index < 8; index += 1) desk.attachSla(caseId, 'console', 60);
  desk.attachSla(caseId, 'solve', 60, 'closed');
  desk.set(caseId, 'status', { stringValue: 'closed' });
  desk.set(caseId, 'status', { stringValue: 'open' });
  await desk.pass(5);
  await wish('reply', inMinutes(30));
  const names = (await seen()).map((line) => line.split(' ')[0]);
  expect(names).toEqual([...Array.from({ length: 8 }, () => 'console'), 'reply']);

  await wish('reply', undefined);
  await desk.pass(5);
  desk.attachSla(caseId, 'console', 60);
  desk.attachSla(caseId, 'console', 60);
  await desk.pass(5);
  expect(await wish('reply', inMinutes(30))).toMatchObject({
    status: 'parked',
    outcome: { reason: expect.stringMatching(/10 SLAs that are not ours/) },
  });
  expect(await seen()).toHaveLength(10);
});

test('a quota that is lower than we know is told as such', async () => {
  for (let index = 0; index < 10; index += 1) desk.attachSla(caseId, 'console', 60);
  // The search does not show them yet.
  await expect(wish('reply', inMinutes(30))).rejects.toMatchObject({ code: 'QUOTA_USED_UP', retryable: false });
});

test('every page is read, and what is gone already is removed without a word', async () => {
  const pages: (string | undefined)[] = [];
  const fake = {
    send: async ({ input }: { input: { nextToken?: string } }) => {
      pages.push(input.nextToken);
      const page = pages.length;
      const slaConfiguration = { name: `n-${page}`, status: 'Active', targetTime: new Date(page * 60_000) };
      const one = { relatedItemId: `i-${page}`, associationTime: new Date(0), content: { sla: { slaConfiguration } } };
      return { relatedItems: [null, one], ...(page < 3 ? { nextToken: `t-${page}` } : {}) };
    },
  } as unknown as ConnectCasesClient;
  const read = await createCaseSlas(fake, 'd-1').list('c-1');
  expect(pages).toEqual([undefined, 't-1', 't-2']);
  expect(read.map((one) => one.relatedItemId)).toEqual(['i-1', 'i-2', 'i-3']);

  await expect(slas.remove(caseId, 'never-there')).resolves.toBeUndefined();
});
