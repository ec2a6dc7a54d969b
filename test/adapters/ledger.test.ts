import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { fromRow, toRow } from '../../lambda/adapters/ledger/attribute-values.ts';
import { createCaseLedger } from '../../lambda/adapters/ledger/create-case-ledger.ts';
import { createDueRows } from '../../lambda/adapters/ledger/create-due-rows.ts';
import { createEffectLedger } from '../../lambda/adapters/ledger/create-effect-ledger.ts';
import { createLaneLease } from '../../lambda/adapters/ledger/create-lane-lease.ts';
import { createLaneStates } from '../../lambda/adapters/ledger/create-lane-states.ts';
import { createPolicies } from '../../lambda/adapters/ledger/create-policies.ts';
import { createSinkLedger } from '../../lambda/adapters/ledger/create-sink-ledger.ts';
import type { LedgerTable } from '../../lambda/adapters/ledger/ledger-table.ts';
import type { CaseItem } from '../../lambda/contract/case-item.ts';
import { rowKeys } from '../../lambda/contract/ledger-rows.ts';
import type { LaneName } from '../../lambda/contract/primitives.ts';
import { claimEffect, endEffect, withEffect } from '../../lambda/domain/claims.ts';
import { indexAttributes } from '../../lambda/domain/index-attributes.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { step } from '../../lambda/domain/step.ts';
import { caseChange, createdAt, deskPolicy, policyHash, running } from '../support/desk-policy.ts';
import { ledgerOnSandbox } from '../support/ledger-on-sandbox.ts';

const late = '2026-11-24T13:10:01.000Z';
const pinned = running(deskPolicy);
const fields = { status: 'open', title: '面談予約', 'field-slot-1': null };
const breached = (caseId = 'case-1'): CaseItem =>
  step(undefined, caseChange('CASE.CREATED', createdAt, fields, { caseId }), pinned, late).item!;
const key = 'first-response:1:breach:0-reassign';

let table: LedgerTable;
beforeEach(async () => {
  table = await ledgerOnSandbox();
});

/** Saves the item as `advance` does. @returns it as it is stored */
async function saved(item: CaseItem, now = late): Promise<CaseItem> {
  expect(await createCaseLedger(table).save(item, indexAttributes(item, now))).toBe(true);
  return { ...item, version: item.version + 1 };
}

describe('the ledger of advance', () => {
  test('gives back the item that was saved, with the next version', async () => {
    const item = breached();
    await saved(item);

    expect(await createCaseLedger(table).load('case-1')).toEqual({ ...item, version: 1 });
    expect(await createCaseLedger(table).load('case-2')).toBeUndefined();
  });

  test.each([
    ['a new item where there is one', 0],
    ['an older version', 1],
  ])('does not save %s', async (_why, version) => {
    await saved(await saved(breached()));
    const ledger = createCaseLedger(table);

    expect(await ledger.save({ ...breached(), version, deleted: true }, indexAttributes(breached(), late))).toBe(false);
    expect(await ledger.load('case-1')).toMatchObject({ version: 2 });
    expect((await ledger.load('case-1'))?.deleted).toBeUndefined();
  });

  test('clears the outbox of the version it has seen, and of no other', async () => {
    const item = await saved(breached());
    const ledger = createCaseLedger(table);
    const told = { ...item, outbox: [] };

    expect(await ledger.clearOutbox(told, indexAttributes(told, late))).toBe(true);
    expect(await ledger.load('case-1')).toEqual({ ...told, version: 2 });
    expect(await ledger.clearOutbox(told, indexAttributes(told, late))).toBe(false);
  });

  test('lets the item of a deleted case expire, and not while something is due again', async () => {
    const item = await saved({ ...breached(), deleted: true });
    const ledger = createCaseLedger(table);
    const expiresAt = async (): Promise<string | undefined> => {
      const Key = toRow(rowKeys.case('case-1'));
      const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key }));
      return Item?.['expiresAt']?.N;
    };
    const over = { nextDueAt: undefined, ready: new Map(), expiresAt: 1_800_000_000 };
    await ledger.clearOutbox({ ...item, outbox: [] }, over);
    expect(await expiresAt()).toBe('1800000000');
    const loaded = (await ledger.load('case-1'))!;
    expect(loaded).toEqual({ ...item, outbox: [], version: 2 });

    await ledger.clearOutbox(loaded, { nextDueAt: late, ready: new Map() });
    expect(await expiresAt()).toBeUndefined();
    await ledger.save({ ...loaded, version: 3 }, over);
    expect(await expiresAt()).toBe('1800000000');
  });

  test('writes timeline rows, the same ones twice without harm, and more than one batch of them', async () => {
    const entries = Array.from({ length: 30 }, (_unused, index) => ({
      id: `entry-${index}`,
      at: late,
      kind: 'effect.done',
      detail: { index },
    }));
    const ledger = createCaseLedger(table);
    await ledger.appendTimeline('case-1', entries);
    await ledger.appendTimeline('case-1', entries);
    await ledger.appendTimeline('case-1', []);

    const { Items } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'CASE#case-1' } },
      }),
    );
    expect(Items?.map((row) => fromRow(row)).filter(({ id }) => id === 'entry-7')).toEqual([
      { ...rowKeys.timeline('case-1', 'entry-7', late), caseId: 'case-1', ...entries[7] },
    ]);
    expect(Items).toHaveLength(30);
  });

  test('refuses an item of a schema that it does not know, naming the row and not its values', async () => {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: toRow({ ...rowKeys.case('case-9'), ...breached('case-9'), schemaVersion: 4, templateId: 7 }),
      }),
    );
    await expect(createCaseLedger(table).load('case-9')).rejects.toMatchObject({
      code: 'LEDGER_ROW_INVALID',
      retryable: false,
      message: expect.stringMatching(/CASE#case-9.*schema version 4.*schemaVersion, templateId/),
    });
  });
});

describe('markers', () => {
  test('list the ready cases of a lane, the most severe first', async () => {
    const ledger = createCaseLedger(table);
    for (const [caseId, order] of [
      ['case-mild', '2#x'],
      ['case-grave', '0#x'],
      ['case-also', '0#x'],
    ] as const) {
      await ledger.markReady(caseId, { nextDueAt: undefined, ready: new Map([['mail', order]]) });
    }
    const effects = createEffectLedger(table);

    expect(await effects.readyCases('mail', 10)).toEqual(['case-also', 'case-grave', 'case-mild']);
    expect(await effects.readyCases('mail', 1)).toEqual(['case-also']);
    expect(await effects.readyCases('slack', 10)).toEqual([]);
  });

  test('go when the lane has nothing more to do', async () => {
    const ledger = createCaseLedger(table);
    await ledger.markReady('case-1', {
      nextDueAt: undefined,
      ready: new Map([
        ['mail', '0#x'],
        ['task', '0#x'],
      ]),
    });
    await createEffectLedger(table).unmark('mail', 'case-1');
    const lanes = createLaneStates(table);
    expect(await lanes.withReadyWork()).toEqual(['task']);

    await ledger.markReady('case-1', { nextDueAt: undefined, ready: new Map() });
    expect(await lanes.withReadyWork()).toEqual([]);
  });

  test.each<[string, readonly (readonly [LaneName, number])[], readonly LaneName[]]>([
    [
      'few of several lanes, in one call',
      [
        ['slack', 2],
        ['mail', 40],
      ],
      ['mail', 'slack'],
    ],
    [
      'one lane with many behind which others stand',
      [
        ['task', 60],
        ['case-update', 60],
        ['slack', 1],
      ],
      ['case-update', 'task', 'slack'],
    ],
  ])('tell which lanes have work: %s', async (_what, counts, expected) => {
    const ledger = createCaseLedger(table);
    for (const [lane, count] of counts) {
      for (let index = 0; index < count; index += 1) {
        await ledger.markReady(`case-${lane}-${index}`, { nextDueAt: undefined, ready: new Map([[lane, '0#x']]) });
      }
    }
    expect(await createLaneStates(table).withReadyWork()).toEqual(expected);
  });
});

describe('the ledger of the lanes', () => {
  const leaseUntil = addSeconds(late, 65);

  test('claims a pending effect of the version it has seen, once', async () => {
    const item = await saved(breached());
    const ledger = createEffectLedger(table);
    const claimed = claimEffect(item.effects[key]!, 'claim-1', late, leaseUntil);
    const index = indexAttributes(withEffect(item, claimed), late);

    expect(await ledger.claim('case-1', item.version, claimed, index)).toBe(true);
    expect(await ledger.load('case-1')).toEqual({ ...withEffect(item, claimed), version: 2 });
    expect(await ledger.claim('case-1', 1, claimed, index)).toBe(false);
    expect(await ledger.claim('case-1', 2, claimed, index)).toBe(false);
  });

  test('settles an effect that nobody has claimed, once', async () => {
    const item = await saved(breached());
    const ledger = createEffectLedger(table);
    const cancelled = endEffect(item.effects[key]!, { status: 'cancelled', outcome: { at: late, reason: 'answered' } });
    const index = indexAttributes(withEffect(item, cancelled), late);

    expect(await ledger.settle('case-1', item.version, cancelled, index)).toBe(true);
    expect(await ledger.load('case-1')).toEqual({ ...withEffect(item, cancelled), version: 2 });
    expect(await ledger.settle('case-1', 2, cancelled, index)).toBe(false);
  });

  test('leaves what it has read in the item, and takes it away again', async () => {
    const item = await saved(breached());
    const ledger = createEffectLedger(table);
    const claimed = claimEffect(item.effects[key]!, 'claim-1', late, leaseUntil);
    const index = indexAttributes(withEffect(item, claimed), late);
    const read = { askedAt: late, templateId: item.templateId, fields: { status: 'open', title: '面談', desk: null } };

    expect(await ledger.claim('case-1', item.version, claimed, index, read)).toBe(true);
    expect((await ledger.load('case-1'))?.read).toEqual(read);
    const done = endEffect(claimed, { status: 'done', outcome: { at: late, reference: 'arn' } });
    expect(await ledger.record('case-1', 2, 'claim-1', done, index)).toBe(true);
    expect(await ledger.load('case-1')).not.toHaveProperty('read');
  });

  test('makes a concurrent advance lose', async () => {
    const item = await saved(breached());
    const claimed = claimEffect(item.effects[key]!, 'claim-1', late, leaseUntil);
    await createEffectLedger(table).claim('case-1', item.version, claimed, indexAttributes(item, late));

    expect(await createCaseLedger(table).save(item, indexAttributes(item, late))).toBe(false);
  });

  test('records an outcome on its own claim only', async () => {
    const item = await saved(breached());
    const ledger = createEffectLedger(table);
    const claimed = claimEffect(item.effects[key]!, 'claim-1', late, leaseUntil);
    await ledger.claim('case-1', 1, claimed, indexAttributes(withEffect(item, claimed), late));
    const done = endEffect(claimed, { status: 'done', outcome: { at: late, reference: 'arn' } });
    const index = indexAttributes(withEffect(item, done), late);

    expect(await ledger.record('case-1', 2, 'claim-of-another', done, index)).toBe(false);
    expect(await ledger.record('case-1', 1, 'claim-1', done, index)).toBe(false);
    expect(await ledger.record('case-1', 2, 'claim-1', done, index)).toBe(true);
    expect(await ledger.record('case-1', 3, 'claim-1', done, index)).toBe(false);
    expect((await ledger.load('case-1'))?.effects[key]).toEqual(done);
  });
});

describe('due rows', () => {
  const due = () => createDueRows(table);
  const between = async (after: string, until: string) =>
    (await Promise.all(due().shards.map((shard) => due().between(shard, after, until, 10)))).flat();

  test('hold each case that is due, in one shard, and leave out the first end of the range', async () => {
    await saved({ ...breached('case-1'), effects: {}, outbox: [], clocks: [] });
    const waiting = { ...breached('case-2'), outbox: [] };
    await saved(waiting);
    const dueAt = indexAttributes(waiting, late).nextDueAt!;

    expect(await between('0', dueAt)).toEqual([{ caseId: 'case-2', dueAt }]);
    expect(await between(dueAt, addSeconds(dueAt, 60))).toEqual([]);
    expect(await between(addSeconds(dueAt, 60), dueAt)).toEqual([]);
  });

  test('go when nothing is due any more', async () => {
    const item = await saved(breached());
    const quiet = { ...item, effects: {}, outbox: [], clocks: [] };
    await createCaseLedger(table).clearOutbox(quiet, indexAttributes(quiet, late));

    expect(await between('0', '9')).toEqual([]);
  });

  test('spread over all shards', async () => {
    for (let index = 0; index < 40; index += 1) await saved(breached(`case-${index}`));
    const shards = await Promise.all(due().shards.map((shard) => due().between(shard, '0', '9', 100)));
    expect(shards.flat()).toHaveLength(40);
    expect(shards.every((rows) => rows.length > 0)).toBe(true);
    const limited = await due().between(due().shards[0]!, '0', '9', 3);
    expect(limited).toEqual(shards[0]!.slice(0, 3));
  });

  test('remember how far tick has looked', async () => {
    expect(await due().watermark('DUE#0')).toBeUndefined();
    await due().moveWatermark('DUE#0', late);
    expect([await due().watermark('DUE#0'), await due().watermark('DUE#1')]).toEqual([late, undefined]);
  });
});

describe('the lease of a lane', () => {
  const until = addSeconds(late, 65);
  const endsAt = addSeconds(late, 570);

  test('belongs to one run until it is released or has ended', async () => {
    const lease = createLaneLease(table);
    const states = createLaneStates(table);

    expect(await lease.acquire('mail', { holder: 'run-1', leaseUntil: until, endsAt }, late)).toBe(true);
    expect(await lease.acquire('mail', { holder: 'run-2', leaseUntil: until, endsAt }, late)).toBe(false);
    expect(await lease.acquire('slack', { holder: 'run-2', leaseUntil: until, endsAt }, late)).toBe(true);
    expect(await states.leaseOf('mail')).toEqual({ leaseUntil: until, endsAt });
    expect(await states.leaseOf('task')).toBeUndefined();
    const next = { holder: 'run-2', leaseUntil: addSeconds(until, 65), endsAt };
    expect(await lease.acquire('mail', next, until)).toBe(true);
  });

  test('is renewed by the run that holds it, and by no other', async () => {
    const lease = createLaneLease(table);
    const states = createLaneStates(table);
    await lease.acquire('mail', { holder: 'run-1', leaseUntil: until, endsAt }, late);
    expect(await lease.renew('mail', 'run-1', addSeconds(until, 30))).toBe(true);
    expect(await lease.renew('mail', 'run-2', addSeconds(until, 90))).toBe(false);
    expect(await lease.renew('slack', 'run-1', until)).toBe(false);
    expect(await states.leaseOf('mail')).toEqual({ leaseUntil: addSeconds(until, 30), endsAt });
  });

  test('is not released by a run that has lost it', async () => {
    const lease = createLaneLease(table);
    await lease.acquire('mail', { holder: 'run-1', leaseUntil: until, endsAt }, late);
    await lease.release('mail', 'run-2');
    expect(await createLaneStates(table).leaseOf('mail')).toEqual({ leaseUntil: until, endsAt });
    await lease.release('mail', 'run-1');
    expect(await createLaneStates(table).leaseOf('mail')).toBeUndefined();
    await lease.release('mail', 'run-1');
  });
});

test('what a sink has confirmed is never lowered, and advance notices', async () => {
  const item = await saved({ ...breached(), sinks: { salesforce: { wanted: 3, delivered: 0 } } });
  const ledger = createSinkLedger(table);
  await ledger.delivered('case-1', 'salesforce', 2);
  await ledger.delivered('case-1', 'salesforce', 1);
  await ledger.delivered('case-1', 'salesforce', 2);

  expect(await ledger.load('case-1')).toMatchObject({ version: 2, sinks: { salesforce: { wanted: 3, delivered: 2 } } });
  expect(await createCaseLedger(table).save(item, indexAttributes(item, late))).toBe(false);
});

describe('policies', () => {
  const putPolicy = (hash: string, policy: string) =>
    table.client.send(new PutItemCommand({ TableName: table.name, Item: toRow({ ...rowKeys.policy(hash), policy }) }));

  test('are found by hash and read once', async () => {
    await putPolicy(policyHash, JSON.stringify(deskPolicy));
    const policies = createPolicies(table);
    expect(await policies.byHash(policyHash)).toEqual(deskPolicy);
    await putPolicy(policyHash, '{}');
    expect(await policies.byHash(policyHash)).toEqual(deskPolicy);
  });

  test.each([
    ['is missing', undefined, 'POLICY_MISSING'],
    ['is of another version', JSON.stringify({ ...deskPolicy, schemaVersion: 3 }), 'LEDGER_ROW_INVALID'],
  ])('a row that %s is an error that says so', async (_why, policy, code) => {
    if (policy !== undefined) await putPolicy(policyHash, policy);
    await expect(createPolicies(table).byHash(policyHash)).rejects.toMatchObject({ code });
  });
});
