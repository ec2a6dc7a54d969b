import { beforeEach, describe, expect, test } from 'vitest';
import { createStatements } from '../../lambda/adapters/ledger/create-statements.ts';
import { statement, type StatementAnnouncement } from '../../lambda/contract/statement.ts';
import { OutcomeUnknownError, ServiceUnavailableError, ThrottledError } from '../../lambda/domain/errors.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import type { StatementFiles } from '../../lambda/domain/statement/statement-ports.ts';
import { runStatement, type StatementPorts } from '../../lambda/handlers/statement/run.ts';
import { nativeItem } from '../domain/native-items.ts';
import { deskPolicy, policyHash } from '../support/desk-policy.ts';
import { createMemoryPorts } from '../support/in-memory-ports.ts';
import type { MemoryState } from '../support/memory-state.ts';
import { ledgerOnSandbox } from '../support/ledger-on-sandbox.ts';

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

describe('the statement is delivered', () => {
  const toSlack = { ...settings, slackChannel: 'C0DESK' };
  const posted = () => state.slack.map(({ channel, effectKey }) => `${channel} ${effectKey}`);

  test('into the bucket, as JSON and as Markdown, and to Slack, once however often its hour comes', async () => {
    putCase('case_1', addSeconds(now, -80_000));
    const answer = await runStatement(ports, toSlack, {});
    await runStatement(ports, toSlack, {});
    expect([...files.keys()]).toEqual(['statements/2026/11/25.json', 'statements/2026/11/25.md']);
    expect(statement.parse(JSON.parse(files.get('statements/2026/11/25.json')!))).toEqual(
      'none' in answer ? undefined : answer.statement,
    );
    expect(files.get('statements/2026/11/25.md')).toMatchInlineSnapshot(`
      "# Casewarden 日報 2026-11-25

      対象: 2026-11-24 08:00+09:00 から 2026-11-25 08:00+09:00 まで (Asia/Tokyo)

      確認: 巡回 0 回、延べ 0 件を照合し、0 件を個別に読みました。

      発見: 届かなかった更新 0 件、知らなかったケース 0 件、削除されていたケース 0 件。

      修復: 0 件を台帳に反映しました。反映されないまま 1 日を過ぎたもの 0 件。

      注意: この間、巡回は一度も行われていません。

      全件確認: 2026-11-25 01:00+09:00 から 2026-11-25 01:10+09:00 まで、対応中のケース 1 件。

      台帳: 対応中のケース 1 件、動いている時計 0 個。

      ## 置き去りのケース: 1 件

      - 時計が動いていない: 1 件
      - 担当者もキューも決まっていない: 1 件

      長く待っているものから:

      - case\\_1: 時計が動いていない (2026-11-24 07:00+09:00 以前から)、担当者もキューも決まっていない (2026-11-25 01:00+09:00 以前から)

      ## 最も長く更新のないケース:

      - case\\_1: 最終更新 2026-11-24 09:46+09:00
      "
    `);
    expect(posted()).toEqual(['C0DESK statement:2026-11-25']);
    expect(state.slack[0]?.text).toMatchInlineSnapshot(`
      "*Casewarden 日報 2026-11-25*
      対象: 2026-11-24 08:00+09:00 から 2026-11-25 08:00+09:00 まで (Asia/Tokyo)
      確認: 巡回 0 回、延べ 0 件を照合し、0 件を個別に読みました。
      発見: 届かなかった更新 0 件、知らなかったケース 0 件、削除されていたケース 0 件。
      修復: 0 件を台帳に反映しました。反映されないまま 1 日を過ぎたもの 0 件。
      注意: この間、巡回は一度も行われていません。
      全件確認: 2026-11-25 01:00+09:00 から 2026-11-25 01:10+09:00 まで、対応中のケース 1 件。
      台帳: 対応中のケース 1 件、動いている時計 0 個。

      *置き去りのケース: 1 件*
      • 時計が動いていない: 1 件
      • 担当者もキューも決まっていない: 1 件
      長く待っているものから:
      • case_1: 時計が動いていない (2026-11-24 07:00+09:00 以前から)、担当者もキューも決まっていない (2026-11-25 01:00+09:00 以前から)

      *最も長く更新のないケース:*
      • case_1: 最終更新 2026-11-24 09:46+09:00

      全文: s3://files/statements/2026/11/25.md"
    `);
    expect(told).toHaveLength(3);
  });

  test('wherever it did not come so far: what fails keeps none of the others from it', async () => {
    const failing: StatementFiles = {
      ...memoryFiles(files),
      put: async () => {
        throw new ServiceUnavailableError('S3 PutObject: SlowDown (HTTP 503)');
      },
    };
    await expect(runStatement({ ...ports, files: failing }, toSlack, {})).rejects.toThrow('PutObject');
    expect([told.length, posted().length, files.size]).toEqual([1, 1, 0]);
    await runStatement(ports, toSlack, {});
    expect([told.length, posted().length, files.size]).toEqual([1, 1, 2]);
  });

  test('to Slack again only where it is known that nothing was posted', async () => {
    let calls = 0;
    const slackThat = (error: Error) => ({
      ...ports,
      slack: {
        post: async () => {
          calls += 1;
          throw error;
        },
      },
    });
    const refused = new ThrottledError('Slack chat.postMessage: ratelimited');
    await expect(runStatement(slackThat(refused), toSlack, {})).rejects.toThrow('ratelimited');
    const lost = new OutcomeUnknownError('Slack chat.postMessage: no answer');
    await expect(runStatement(slackThat(lost), toSlack, {})).rejects.toThrow('no answer');
    await runStatement(ports, toSlack, {});
    expect([calls, posted()]).toEqual([2, []]);
    expect(state.logged.map(({ message }) => message)).toContain(
      'nobody can tell whether the statement was posted to Slack',
    );
  });

  test('to Slack in its turn among the messages of the lane, or by a later run', async () => {
    state.rates.set('slack:chat.postMessage', { perSecond: 0.001, burst: 1 });
    await ports.quotas.draw('slack:chat.postMessage', 1, now, addSeconds(now, 60));
    await expect(runStatement(ports, toSlack, {})).rejects.toThrow(ThrottledError);
    expect(posted()).toEqual([]);
    state.now = addSeconds(now, 1200);
    await runStatement(ports, toSlack, {});
    expect(posted()).toHaveLength(1);
  });
});
