import { beforeEach, expect, test } from 'vitest';
import { createStatements } from '../../lambda/adapters/ledger/create-statements.ts';
import type { CaseItem, Effect } from '../../lambda/contract/case-item.ts';
import { statement, type StatementAnnouncement } from '../../lambda/contract/statement.ts';
import { MessageInvalidError, ServiceUnavailableError } from '../../lambda/domain/errors.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import type { StatementFiles } from '../../lambda/domain/statement/statement-ports.ts';
import { runStatement, type StatementPorts } from '../../lambda/handlers/statement/run.ts';
import { nativeItem } from '../domain/native-items.ts';
import { deskPolicy, policyHash } from '../support/desk-policy.ts';
import { createMemoryPorts } from '../support/in-memory-ports.ts';
import type { MemoryState } from '../support/memory-state.ts';
import { ledgerOnSandbox } from '../support/ledger-on-sandbox.ts';

const slackEffect: Effect = {
  key: 'first-response:1:breach:0-slack',
  lane: 'slack',
  proof: 'probe',
  policy: 'first-response',
  policyHash,
  cycle: 1,
  level: 'breach',
  severity: 'high',
  action: { kind: 'slack', channel: 'C0SLA' },
  owedAt: '2026-11-24T09:00:00.000Z',
  status: 'pending',
  attempt: 0,
  noted: true,
};
const settings = { bucket: 'files', policyHash, timeZone: 'Asia/Tokyo' };
/** Eight in the morning in Tokyo. */
const now = '2026-11-24T23:00:00.000Z';
const passAt = '2026-11-24T16:00:00.000Z';

let state: MemoryState;
let ports: StatementPorts;
let told: StatementAnnouncement[];
let files: Map<string, string>;

/** A file that is there stays, as in the bucket. */
const memoryFiles = (kept: Map<string, string>): StatementFiles => ({
  put: async ({ key, text }) => void (kept.has(key) || kept.set(key, text)),
});

beforeEach(async () => {
  const memory = createMemoryPorts(deskPolicy);
  ({ state } = memory);
  state.now = now;
  [told, files] = [[], new Map()];
  ports = {
    ...memory.ports,
    statements: createStatements(await ledgerOnSandbox()),
    users: { all: async () => new Set(['arn:sato']) },
    bus: { announce: async (announcements) => void told.push(...announcements) },
    files: memoryFiles(files),
  };
});

function putCase(caseId: string, lastUpdatedAt: string, ownerArn?: string): void {
  const item = { ...nativeItem([]), caseId, createdAt: addSeconds(now, -90_000) };
  state.items.set(caseId, { json: JSON.stringify(item), dueAt: undefined });
  const seen = state.sweep.seen.get(passAt) ?? new Map();
  seen.set(caseId, { caseId, lastUpdatedAt, ...(ownerArn === undefined ? {} : { ownerArn }) });
  state.sweep.seen.set(passAt, seen);
  state.sweep.progress = {
    version: 3,
    careSince: passAt,
    recent: {},
    full: {
      begunAt: passAt,
      stage: 'ended',
      place: {},
      lookedCases: 1,
      lookedItems: 1,
      endedAt: addSeconds(passAt, 600),
    },
    awaited: [],
  };
}

test('says what was looked at, found and repaired, and which cases are neglected', async () => {
  putCase('case-old', addSeconds(now, -80_000), 'arn:sato');
  putCase('case-lost', addSeconds(now, -70_000));
  const counts = { calls: 3, asked: 1, foundChanged: 2, foundUnknown: 1, foundGone: 1, unrepaired: 0, failed: 0 };
  for (const seconds of [-90_000, -600, -300]) {
    const startedAt = addSeconds(now, seconds);
    await ports.sweepRuns.note({
      sweep: 'cases',
      startedAt,
      endedAt: startedAt,
      isCut: false,
      looked: 50,
      repaired: 4,
      ...counts,
    });
  }
  const answer = await runStatement(ports, settings, {});
  if ('none' in answer) throw new Error('no statement');
  expect(statement.parse(answer.statement)).toEqual(answer.statement);
  expect(answer.statement).toMatchObject({
    date: '2026-11-25',
    sweeps: { runs: 2, looked: 100, foundChanged: 4, repaired: 8 },
    counts: { 'no-clock': 2, 'no-owner': 1, 'owner-gone': 0 },
    oldest: [{ caseId: 'case-old' }, { caseId: 'case-lost' }],
    more: 0,
  });
  expect(answer.texts.en).toMatchInlineSnapshot(`
    "Casewarden statement 2026-11-25
    From 2026-11-24 08:00+09:00 to 2026-11-25 08:00+09:00 (Asia/Tokyo)

    Looked at: 2 sweeps compared cases 100 times, and read 2 one by one.
    Found: 4 changes that no event told, 2 cases that nobody knew, 2 cases that are gone.
    Repaired: 8 stand in the ledger now; 0 still did not after a day.
    Full pass: 2 open cases, from 2026-11-25 01:00+09:00 to 2026-11-25 01:10+09:00.
    Ledger: 2 open cases, 0 running clocks.

    Neglected cases: 2
    - no clock watches over it: 2
    - no owner and no queue: 1
    Those that have waited for the longest time:
    - case-lost: no clock watches over it (since 2026-11-24 07:00+09:00 at the latest); no owner and no queue (since 2026-11-25 01:00+09:00 at the latest)
    - case-old: no clock watches over it (since 2026-11-24 07:00+09:00 at the latest)

    Open cases that were left alone for the longest time:
    - case-old: last changed at 2026-11-24 09:46+09:00
    - case-lost: last changed at 2026-11-24 12:33+09:00
    "
  `);
  expect(answer.texts.ja).toMatchInlineSnapshot(`
    "Casewarden 日報 2026-11-25
    対象: 2026-11-24 08:00+09:00 から 2026-11-25 08:00+09:00 まで (Asia/Tokyo)

    確認: 巡回 2 回、延べ 100 件を照合し、2 件を個別に読みました。
    発見: 届かなかった更新 4 件、知らなかったケース 2 件、削除されていたケース 2 件。
    修復: 8 件を台帳に反映しました。反映されないまま 1 日を過ぎたもの 0 件。
    全件確認: 2026-11-25 01:00+09:00 から 2026-11-25 01:10+09:00 まで、対応中のケース 2 件。
    台帳: 対応中のケース 2 件、動いている時計 0 個。

    置き去りのケース: 2 件
    - 時計が動いていない: 2 件
    - 担当者もキューも決まっていない: 1 件
    長く待っているものから:
    - case-lost: 時計が動いていない (2026-11-24 07:00+09:00 以前から)、担当者もキューも決まっていない (2026-11-25 01:00+09:00 以前から)
    - case-old: 時計が動いていない (2026-11-24 07:00+09:00 以前から)

    最も長く更新のないケース:
    - case-old: 最終更新 2026-11-24 09:46+09:00
    - case-lost: 最終更新 2026-11-24 12:33+09:00
    "
  `);
  expect(told.map(({ id }) => id).toSorted()).toEqual([
    'statement:2026-11-25',
    'statement:2026-11-25:case-lost:no-clock',
    'statement:2026-11-25:case-lost:no-owner',
    'statement:2026-11-25:case-old:no-clock',
  ]);
});

test('a day has one statement, and it is told once', async () => {
  await runStatement(ports, settings, {});
  putCase('case-late', now);
  state.now = addSeconds(now, 60);
  const again = await runStatement(ports, settings, {});
  expect(again).toMatchObject({ statement: { at: now, neglected: [] } });
  expect(told).toHaveLength(1);
});

test('what the bus did not take is told by the next run, as it was kept', async () => {
  const bus = {
    announce: async () => {
      throw new ServiceUnavailableError('EventBridge PutEvents: 1 of 1 not taken');
    },
  };
  await expect(runStatement({ ...ports, bus }, settings, {})).rejects.toThrow('not taken');
  state.now = addSeconds(now, 60);
  await runStatement(ports, settings, {});
  expect(told).toMatchObject([{ detailType: 'Statement Published', id: 'statement:2026-11-25', at: now }]);
});

test('more neglected cases than are listed are counted', async () => {
  for (let number = 0; number < 230; number += 1) putCase(`case-${number}`, now, 'arn:sato');
  const answer = await runStatement(ports, settings, {});
  if ('none' in answer) throw new Error('no statement');
  expect(answer.statement.neglected).toHaveLength(200);
  expect(answer.statement).toMatchObject({ more: 30, counts: { 'no-clock': 230 } });
  expect(answer.texts.en).toContain('and 30 more');
  expect(told).toHaveLength(201);
});

test('shows the newest or that of a day, and makes none', async () => {
  expect(await runStatement(ports, settings, { show: {} })).toEqual({ none: true });
  await runStatement(ports, settings, {});
  state.now = addSeconds(now, 86_400);
  const second = await runStatement(ports, settings, {});
  expect(await runStatement(ports, settings, { show: {} })).toEqual(second);
  expect(await runStatement(ports, settings, { show: { date: '2026-11-25' } })).toMatchObject({
    statement: { date: '2026-11-25' },
  });
  expect(await runStatement(ports, settings, { show: { date: '2026-11-20' } })).toEqual({ none: true });
  await expect(runStatement(ports, settings, { show: 5 })).rejects.toThrow(MessageInvalidError);
});

test('when it cannot be read who is in the instance, all else is told', async () => {
  putCase('case-1', now, 'arn:left');
  const users = {
    all: async () => {
      throw new ServiceUnavailableError('Connect ListUsers: InternalServiceException');
    },
  };
  expect(await runStatement({ ...ports, users }, settings, {})).toMatchObject({
    statement: { counts: { 'owner-gone': 0, 'no-clock': 1 } },
  });
  expect(state.logged.map(({ message }) => message)).toContain('users not read');
});

test('says what is parked, why, what a budget has held, and what waits', async () => {
  putCase('case-1', now, 'arn:sato');
  const item = JSON.parse(state.items.get('case-1')!.json) as CaseItem;
  const effect = (name: string, more: Partial<Effect>): readonly [string, Effect] => [
    name,
    { ...slackEffect, key: name, owedAt: addSeconds(now, -7200), ...more },
  ];
  const parked = (reason: string, at: string): Partial<Effect> => ({ status: 'parked', outcome: { at, reason } });
  const effects = Object.fromEntries([
    effect(
      'a',
      parked('budget of person u1 used up: 3 mails and tasks in the hour from 13:00 UTC', addSeconds(now, -60)),
    ),
    effect(
      'b',
      parked('budget of person u2 used up: 3 mails and tasks in the hour from 13:00 UTC', addSeconds(now, -60)),
    ),
    effect(
      'c',
      parked('the owner arn:aws:connect:x has no e-mail address in Amazon Connect', addSeconds(now, -200_000)),
    ),
    effect('d', { status: 'pending' }),
    effect('e', { status: 'pending', owedAt: addSeconds(now, -60) }),
  ]);
  state.items.set('case-1', { json: JSON.stringify({ ...item, effects, parkedAt: now }), dueAt: undefined });
  const answer = await runStatement(ports, settings, {});
  if ('none' in answer) throw new Error('no statement');
  expect(answer.statement.undone).toEqual({
    parkedCases: 1,
    parkedCaseIds: ['case-1'],
    parkedEffects: 3,
    newlyParked: 2,
    heldByBudget: 2,
    budgets: [{ budget: 'person', hourBegan: `${addSeconds(now, -60).slice(0, 13)}:00:00.000Z`, effects: 2 }],
    waiting: 1,
    reasons: [
      { reason: 'budget of the person used up', effects: 2 },
      { reason: 'the owner … has no e-mail address in Amazon Connect', effects: 1 },
    ],
  });
  expect(answer.texts.en).toContain('Effects that were parked: 3, 2 of them in this time');
  expect(answer.texts.en).toMatch(/Held in the hour from 2\d{3}-\S+ \d\d:00\S* by budgets of persons: 2/);
  expect(answer.texts.ja).toContain('うち上限 (budgets) により止めたもの: 2 件');
  expect(answer.texts.ja).toContain(':00+09:00 からの 1 時間に担当者ごとの上限で止めたもの: 2 件');
});

test('says that the search refused an order by date, and what the sweep of SLAs did; the newest ended pass tells of owners', async () => {
  putCase('case-1', now);
  const { progress } = state.sweep;
  const under = { ...progress!.full!, begunAt: addSeconds(now, -60), stage: 'cases' as const };
  const { endedAt: _endedAt, ...full } = under;
  const endedPass = { begunAt: passAt, endedAt: addSeconds(passAt, 600) };
  state.sweep.progress = { ...progress!, full, endedPass };
  const none = {
    calls: 0,
    asked: 0,
    foundChanged: 0,
    foundUnknown: 0,
    foundGone: 0,
    repaired: 0,
    unrepaired: 0,
    failed: 0,
  };
  const ran = { startedAt: addSeconds(now, -60), endedAt: now, isCut: true, ...none };
  await ports.sweepRuns.note({ sweep: 'cases', ...ran, looked: 5, isByToken: true });
  await ports.sweepRuns.note({ sweep: 'slas', ...ran, looked: 25, foundSlas: 3 });
  const answer = await runStatement(ports, settings, {});
  if ('none' in answer) throw new Error('no statement');
  expect(answer.statement).toMatchObject({
    sweeps: { runs: 1, looked: 5, byTokenRuns: 1 },
    slaSweeps: { runs: 1, cutRuns: 1, looked: 25, found: 3 },
    fullPass: { ...endedPass, cases: 1 },
    counts: { 'no-owner': 1 },
  });
  expect(answer.texts.en).toContain('refused an order by date');
  expect(answer.texts.ja).toContain('日時による並べ替えを受け付けなかった');
});
