import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDeadLetters } from '../../../lambda/adapters/dead-letters.ts';
import { fromRow, toRow } from '../../../lambda/adapters/ledger/attribute-values.ts';
import { toCaseRow } from '../../../lambda/adapters/ledger/case-rows.ts';
import { createCaseLedger } from '../../../lambda/adapters/ledger/create-case-ledger.ts';
import { createParkedLedger } from '../../../lambda/adapters/ledger/create-parked-ledger.ts';
import type { LedgerTable } from '../../../lambda/adapters/ledger/ledger-table.ts';
import type { CaseItem } from '../../../lambda/contract/case-item.ts';
import type { InboxMessage } from '../../../lambda/contract/inbox-message.ts';
import { rowKeys } from '../../../lambda/contract/ledger-rows.ts';
import { redriveAnswer, type RedriveRequest } from '../../../lambda/contract/redrive.ts';
import { endEffect, withEffect } from '../../../lambda/domain/claims.ts';
import { indexAttributes } from '../../../lambda/domain/index-attributes.ts';
import { addSeconds } from '../../../lambda/domain/instants.ts';
import { step } from '../../../lambda/domain/step.ts';
import { runRedrive, type RedrivePorts } from '../../../lambda/handlers/redrive/run.ts';
import { createSqsService } from '../../../sandbox/services/sqs/service.ts';
import { caseChange, createdAt, deadline, running } from '../../support/desk-policy.ts';
import { ledgerOnSandbox } from '../../support/ledger-on-sandbox.ts';
import { resourceRequest, testInstance } from '../../support/sandbox-kernel.ts';
import { servedWorld, type ServedWorld } from '../../support/served-world.ts';

const parkedTime = addSeconds(deadline, 5);
const now = addSeconds(deadline, 3600);
let table: LedgerTable;
let served: ServedWorld;
let client: SQSClient;
let ports: RedrivePorts;
let sent: InboxMessage[];
let urls: { queueUrl: string; deadLettersUrl: string };

beforeEach(async () => {
  table = await ledgerOnSandbox();
  let service!: ReturnType<typeof createSqsService>;
  served = await servedWorld((world) => [(service = createSqsService(world, testInstance())).api!], {
    start: Date.parse(now),
  });
  client = new SQSClient(served.client);
  const queue = async (logicalId: string): Promise<string> =>
    (await service.resources['AWS::SQS::Queue']!.create(resourceRequest('AWS::SQS::Queue', {}, { logicalId })))
      .physicalId;
  urls = { queueUrl: await queue('Inbox'), deadLettersUrl: await queue('InboxDeadLetters') };
  sent = [];
  ports = {
    clock: { now: () => now },
    deadLetters: createDeadLetters(client, { inbox: urls }),
    parked: createParkedLedger(table),
    inbox: { send: async (messages) => void sent.push(...messages.map(({ message }) => message)) },
  };
});
afterEach(async () => {
  client.destroy();
  await served.close();
});

const ask = async (request: RedriveRequest) => redriveAnswer.parse(await runRedrive(ports, request));

describe('dead letters', () => {
  const put = (body: unknown) =>
    client.send(new SendMessageCommand({ QueueUrl: urls.deadLettersUrl, MessageBody: JSON.stringify(body) }));
  const bodiesIn = async (url: string) =>
    (
      await client.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }))
    ).Messages?.map(({ Body }) => JSON.parse(Body!) as unknown) ?? [];
  const due = (caseId: string) => ({ kind: 'due', caseId, dueAt: createdAt });
  const look = { kind: 'dead-letters', queue: 'inbox', act: false, filter: {} } as const;

  test('are listed without changing anything, as often as one looks', async () => {
    await put(due('case-1'));
    await put(due('case-2'));
    for (let times = 0; times < 2; times += 1) {
      const answer = await ask(look);
      expect(answer).toMatchObject({
        looked: 2,
        hasMore: false,
        found: [
          { caseId: 'case-1', since: now, redriven: false },
          { caseId: 'case-2', since: now, redriven: false },
        ],
      });
    }
    expect(await bodiesIn(urls.deadLettersUrl)).toHaveLength(2);
    expect(await bodiesIn(urls.queueUrl)).toEqual([]);
  });

  test('go back to where they came from and leave their queue; the others stay and can be seen at once', async () => {
    await put(due('case-1'));
    await put(due('case-2'));
    const answer = await ask({ ...look, act: true, filter: { caseId: 'case-2' } });
    expect(answer).toMatchObject({ looked: 2, found: [{ caseId: 'case-2', redriven: true }] });
    expect(await bodiesIn(urls.queueUrl)).toEqual([due('case-2')]);
    expect(await bodiesIn(urls.deadLettersUrl)).toEqual([due('case-1')]);
    expect(await ask({ ...look, act: true, filter: { caseId: 'case-2' } })).toMatchObject({ found: [] });
  });

  test('are brought back by no more than were asked for, and more than one receive gives', async () => {
    for (let count = 0; count < 25; count += 1) await put(due(`case-${count}`));
    const first = await ask({ ...look, act: true, limit: 12 });
    expect(first).toMatchObject({ hasMore: true });
    expect('found' in first && first.found).toHaveLength(12);
    const rest = await ask({ ...look, act: true });
    expect('found' in rest && rest.found).toHaveLength(13);
    expect(await bodiesIn(urls.deadLettersUrl)).toEqual([]);
  });

  test('are removed only when they were sent on, and given back at once', async () => {
    await put(due('case-1'));
    const { deadLetters } = ports;
    const failing = { ...ports, deadLetters: { ...deadLetters, sendOn: () => Promise.reject(new Error('no')) } };
    await expect(runRedrive(failing, { ...look, act: true })).rejects.toThrow('no');
    expect(await bodiesIn(urls.deadLettersUrl)).toEqual([due('case-1')]);
  });

  test('whose removal failed come a second time, and are not lost', async () => {
    await put(due('case-1'));
    const { deadLetters } = ports;
    const failing = { ...ports, deadLetters: { ...deadLetters, remove: () => Promise.reject(new Error('no')) } };
    await expect(runRedrive(failing, { ...look, act: true })).rejects.toThrow('no');
    await ask({ ...look, act: true });
    expect(await bodiesIn(urls.queueUrl)).toHaveLength(2);
    expect(await bodiesIn(urls.deadLettersUrl)).toEqual([]);
  });

  test('of a queue that is not there are refused with those that are', async () => {
    await expect(runRedrive(ports, { ...look, queue: 'outbox' })).rejects.toThrow('queue must be one of inbox');
    expect(await ask({ kind: 'queues' })).toEqual({ kind: 'queues', queues: ['inbox'] });
  });
});

describe('parked effects', () => {
  const key = 'first-response:1:breach:3-slack';
  const look = { kind: 'parked', act: false, by: 'sato', filter: {}, evenIfDoubled: false } as const;
  const park = (caseId: string, reason = 'Slack chat.postMessage: channel_not_found'): CaseItem => {
    const item = step(undefined, caseChange('CASE.CREATED', createdAt, {}, { caseId }), running(), parkedTime).item!;
    const outcome = { at: parkedTime, reason };
    return withEffect(item, endEffect({ ...item.effects[key]!, attempt: 3 }, { status: 'parked', outcome }));
  };
  const save = async (item: CaseItem): Promise<void> => {
    expect(await createCaseLedger(table).save(item, indexAttributes(item, parkedTime))).toBe(true);
  };
  const load = async (caseId: string) => (await createCaseLedger(table).load(caseId))!;
  const timelineOf = async (caseId: string) => {
    const { Items } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: toRow({ ':pk': `CASE#${caseId}`, ':sk': 'TIMELINE#' }),
      }),
    );
    return (Items ?? []).map((row) => fromRow(row)['kind']);
  };

  test('are listed with their reason and what will happen, and nothing changes', async () => {
    await save(park('case-1'));
    const before = await load('case-1');
    expect(await ask(look)).toMatchObject({
      kind: 'parked',
      unreadable: [],
      found: [
        {
          caseId: 'case-1',
          effect: key,
          kind: 'slack',
          since: parkedTime,
          reason: 'Slack chat.postMessage: channel_not_found',
          verdict: 'again',
          words: { en: expect.stringContaining('reads the case') },
          redriven: false,
        },
      ],
    });
    expect(await load('case-1')).toEqual(before);
    expect(sent).toEqual([]);
  });

  test('come back once, by the protocol of the ledger', async () => {
    await save(park('case-1'));
    expect(await ask({ ...look, act: true })).toMatchObject({ found: [{ effect: key, redriven: true }] });
    const item = await load('case-1');
    expect(item.version).toBe(2);
    expect(item.effects[key]).toMatchObject({ status: 'pending', attempt: 0, noted: false });
    expect(item.timeline).toMatchObject([{ kind: 'effect.redriven', at: now, detail: { by: 'sato' } }]);
    // What stood in the item was copied out before, and that it was parked.
    expect(await timelineOf('case-1')).toContain('effect.parked');
    expect(sent).toEqual([{ kind: 'due', caseId: 'case-1', dueAt: now }]);

    expect(await ask({ ...look, act: true })).toMatchObject({ found: [] });
    expect((await load('case-1')).version).toBe(2);
    expect(sent).toHaveLength(1);
  });

  test('of unknown outcome only when asked to even so', async () => {
    await save(park('case-1', 'outcome unknown, not repeated lest it happen twice: Slack chat.postMessage: timeout'));
    expect(await ask({ ...look, act: true })).toMatchObject({ found: [{ verdict: 'may-double', redriven: false }] });
    expect((await load('case-1')).effects[key]).toMatchObject({ status: 'parked' });
    expect(await ask({ ...look, act: true, evenIfDoubled: true })).toMatchObject({ found: [{ redriven: true }] });
  });

  test('are left alone when somebody else was faster', async () => {
    await save(park('case-1'));
    const stale = await ports.parked.page(undefined);
    await ask({ ...look, act: true });
    const parked = { ...ports.parked, page: async () => stale };
    const answer = await runRedrive({ ...ports, parked }, { ...look, act: true });
    expect(answer).toMatchObject({ found: [{ verdict: 'changed', redriven: false }] });
    expect((await load('case-1')).version).toBe(2);
  });

  test('come back also when an advance writes in between', async () => {
    await save(park('case-1'));
    let writes = 0;
    const parked: RedrivePorts['parked'] = {
      ...ports.parked,
      appendTimeline: async (caseId, entries) => {
        await ports.parked.appendTimeline(caseId, entries);
        if ((writes += 1) > 1) return;
        const item = await load(caseId);
        const noted = withEffect(item, { ...item.effects[key]!, noted: true });
        expect(await createCaseLedger(table).save(noted, indexAttributes(noted, now))).toBe(true);
      },
    };
    const answer = await runRedrive({ ...ports, parked }, { ...look, act: true });
    expect(answer).toMatchObject({ found: [{ redriven: true }] });
    expect((await load('case-1')).version).toBe(3);
  });

  test('are found in every piece of the ledger, each once, beside rows that cannot be read', async () => {
    for (let count = 0; count < 30; count += 1) {
      await save(park(`case-${count}`));
      await createCaseLedger(table).appendTimeline(
        `case-${count}`,
        Array.from({ length: 40 }, (_unused, index) => ({ id: `${index}`, at: now, kind: 'k', detail: {} })),
      );
    }
    const broken = toRow({ ...fromRow(toCaseRow(park('broken'), indexAttributes(park('x'), now))), schemaVersion: 9 });
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: broken }));
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: toRow(rowKeys.lease('mail')) }));
    // A clock that is at its end after every page shows that a piece goes on where the last ended.
    let time = now;
    const hurried = { ...ports, clock: { now: () => (time = addSeconds(time, 20)) } };
    const cases: string[] = [];
    const unreadable: string[] = [];
    let pieces = 0;
    let from: string | undefined;
    do {
      const request = { ...look, ...(from === undefined ? {} : { from }) };
      const answer = redriveAnswer.parse(await runRedrive(hurried, request));
      if (answer.kind !== 'parked') throw new Error('another answer');
      cases.push(...answer.found.map(({ caseId }) => caseId));
      unreadable.push(...answer.unreadable);
      from = answer.next;
      pieces += 1;
    } while (from !== undefined);
    expect(pieces).toBeGreaterThan(1);
    expect(new Set(cases).size).toBe(30);
    expect(cases).toHaveLength(30);
    expect(unreadable).toEqual(['broken']);
  });

  test('come back by no more than were asked for', async () => {
    for (const caseId of ['a', 'b', 'c']) await save(park(caseId));
    const answer = await ask({ ...look, act: true, limit: 2 });
    expect(answer).not.toHaveProperty('next');
    expect('found' in answer && answer.found.map(({ redriven }) => redriven)).toEqual([true, true]);
    expect(await ask(look)).toMatchObject({ found: [{ verdict: 'again' }] });
  });

  test('of one case are looked for nowhere else', async () => {
    for (const caseId of ['a', 'b']) await save(park(caseId));
    expect(await ask({ ...look, filter: { caseId: 'b' } })).toMatchObject({ looked: 1, found: [{ caseId: 'b' }] });
    expect(await ask({ ...look, filter: { caseId: 'c' } })).toMatchObject({ found: [] });
  });
});

test.each([undefined, null, {}, { kind: 'all' }, { kind: 'parked', act: true }, { kind: 'queues', more: 'Hanako' }])(
  'refuses %j without repeating it',
  async (request) => {
    const refused = runRedrive(ports, request);
    await expect(refused).rejects.toMatchObject({ code: 'MESSAGE_INVALID', retryable: false });
    await expect(refused).rejects.not.toThrow(/Hanako/);
  },
);

test('refuses to go on from where no answer has ended', async () => {
  for (const from of ['x', 'null', '[1]'])
    await expect(
      runRedrive(ports, { kind: 'parked', act: false, by: 'x', filter: {}, evenIfDoubled: false, from }),
    ).rejects.toThrow('from must be the `next`');
});
