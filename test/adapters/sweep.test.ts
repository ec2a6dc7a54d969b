import { ConnectCasesClient } from '@aws-sdk/client-connectcases';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCaseSearch } from '../../lambda/adapters/case-search.ts';
import { createCaseLedger } from '../../lambda/adapters/ledger/create-case-ledger.ts';
import { createManyCases } from '../../lambda/adapters/ledger/create-many-cases.ts';
import { createSweepRows, createSweepRuns } from '../../lambda/adapters/ledger/create-sweep-rows.ts';
import type { SweepRun } from '../../lambda/contract/sweep-rows.ts';
import { noCounts } from '../../lambda/handlers/sweep-cases/sweep.ts';
import { nextPlace } from '../../lambda/domain/sweep/place.ts';
import type { CasePageWanted, CaseSearch, FoundCase, SweepOrder } from '../../lambda/domain/sweep/sweep-ports.ts';
import { createCredentials } from '../../sandbox/gateway/credentials.ts';
import { createGateway, type Gateway } from '../../sandbox/gateway/gateway.ts';
import { nativeItem } from '../domain/native-items.ts';
import { readyDesk, type OpenDesk } from '../sandbox/cases/desk.ts';
import { ledgerOnSandbox } from '../support/ledger-on-sandbox.ts';

describe('the search for cases, by the wire', () => {
  let desk: OpenDesk;
  let gateway: Gateway;
  let client: ConnectCasesClient;
  let search: CaseSearch;

  beforeEach(async () => {
    desk = await readyDesk();
    const { kernel } = desk.world;
    const credentials = createCredentials(kernel.identifiers);
    gateway = createGateway({ kernel, services: [desk.cases.api!], partners: [], hooks: [], credentials });
    const { endpoint } = await gateway.listen();
    const access = { accessKeyId: 'test', secretAccessKey: 'test' };
    client = new ConnectCasesClient({ endpoint, region: kernel.place.region, maxAttempts: 1, credentials: access });
    search = createCaseSearch(client, desk.domainId);
  });

  afterEach(async () => {
    client.destroy();
    await gateway.close();
  });

  async function all(wanted: CasePageWanted & { readonly by: SweepOrder }): Promise<FoundCase[]> {
    const found = new Map<string, FoundCase>();
    let place: ReturnType<typeof nextPlace> = { from: wanted.from };
    while (place !== undefined) {
      const page = await search.page({ ...wanted, ...place });
      for (const one of page.cases) found.set(one.caseId, one);
      place = nextPlace(place, wanted.by, page);
    }
    return [...found.values()];
  }

  test('finds every case once, the earliest first, over many pages', async () => {
    const cases: string[] = [];
    for (let number = 0; number < 130; number += 1) {
      cases.push(desk.newCase());
      if (number % 3 === 0) await desk.pass(1);
    }
    await desk.pass(60);
    const found = await all({ by: 'createdAt', onlyOpen: true, fieldIds: ['status', 'title'] });
    expect(found.map(({ caseId }) => caseId).toSorted()).toEqual(cases.toSorted());
    expect(found[0]).toMatchObject({ templateId: desk.templateId, fields: { status: 'open' } });
    const created = found.map(({ createdAt }) => createdAt ?? '');
    expect(created).toEqual(created.toSorted());
  });

  test('begins at an instant, that instant included, and leaves out what is closed when asked to', async () => {
    const [first, second] = [desk.newCase(), desk.newCase()];
    await desk.pass(60);
    desk.inDomain('UpdateCase', { caseId: first, fields: [{ id: 'status', value: { stringValue: 'closed' } }] });
    await desk.pass(60);
    const fieldIds = ['status'];
    const open = await all({ by: 'createdAt', onlyOpen: true, fieldIds });
    expect(open.map(({ caseId }) => caseId)).toEqual([second]);
    const [changed, ...others] = await all({
      by: 'lastUpdatedAt',
      onlyOpen: false,
      fieldIds,
      from: open[0]!.createdAt,
    });
    expect(others.map(({ caseId }) => caseId)).toEqual([first]);
    expect(changed?.caseId).toBe(second);
    const from = others[0]!.lastUpdatedAt;
    const late = await all({ by: 'lastUpdatedAt', onlyOpen: false, fieldIds, from });
    expect(late).toMatchObject([{ caseId: first, fields: { status: 'closed' }, lastUpdatedAt: from }]);
  });
});

describe('the rows of sweeps', () => {
  test('progress is written by whoever has read the newest', async () => {
    const rows = createSweepRows(await ledgerOnSandbox());
    expect(await rows.progress()).toBeUndefined();
    const first = { version: 0, careSince: '2026-11-24T09:00:00.000Z', recent: {}, awaited: [] };
    expect(await rows.save(first)).toBe(true);
    expect(await rows.save(first)).toBe(false);
    const stored = await rows.progress();
    expect(stored).toEqual({ ...first, version: 1 });
    const full = {
      begunAt: '2026-11-24T10:00:00.000Z',
      stage: 'cases' as const,
      place: { from: '2026-11-20T10:00:00.000Z', token: 't' },
      lookedCases: 3,
      lookedItems: 0,
    };
    expect(await rows.save({ ...stored!, full })).toBe(true);
    expect(await rows.save({ ...stored!, full })).toBe(false);
    expect((await rows.progress())?.full).toEqual(full);
  });

  test('what the slices of a pass have seen is one set; other passes have their own', async () => {
    const rows = createSweepRows(await ledgerOnSandbox());
    const [one, other] = ['2026-11-24T10:00:00.000Z', '2026-11-25T10:00:00.000Z'];
    const [first, second, third] = [
      { caseId: 'case-1', ownerArn: 'arn:agent' },
      { caseId: 'case-2' },
      { caseId: 'case-3' },
    ];
    await rows.addSeen(one, 'a#0', [first]);
    await rows.addSeen(one, 'a#0', [first, second]);
    await rows.addSeen(one, 'b#0', [third]);
    await rows.addSeen(other, 'a#0', [{ caseId: 'case-4' }]);
    expect([...(await rows.seen(one)).values()]).toEqual([first, second, third]);
  });

  test('runs are found by when they began', async () => {
    const runs = createSweepRuns(await ledgerOnSandbox());
    const run = (startedAt: string, sweep: SweepRun['sweep']): SweepRun => ({
      sweep,
      startedAt,
      endedAt: startedAt,
      isCut: false,
      ...noCounts(),
      looked: 2,
    });
    const instants = [9, 10, 11].map((hour) => `2026-11-24T${String(hour).padStart(2, '0')}:00:00.000Z`);
    for (const instant of instants) await runs.note(run(instant, 'cases'));
    await runs.note(run(instants[1]!, 'slas'));
    expect(await runs.between(instants[0]!, instants[2]!)).toEqual([
      run(instants[0]!, 'cases'),
      run(instants[1]!, 'cases'),
      run(instants[1]!, 'slas'),
    ]);
  });

  test('items of many cases come at once, those that there are', async () => {
    const table = await ledgerOnSandbox();
    const ledger = createCaseLedger(table);
    const caseIds = Array.from({ length: 230 }, (_unused, number) => `case-${number}`);
    for (const caseId of caseIds)
      await ledger.save({ ...nativeItem([]), caseId, version: 0 }, { nextDueAt: undefined, ready: new Map() });
    const { items, unreadable } = await createManyCases(table).loadMany([...caseIds, 'none', 'case-1']);
    expect([...items.keys()].toSorted()).toEqual(caseIds.toSorted());
    expect(unreadable.size).toBe(0);
  });
});
