import {
  ConnectClient,
  CreateHoursOfOperationOverrideCommand,
  UpdateHoursOfOperationCommand,
} from '@aws-sdk/client-connect';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createConnectHoursReader } from '../../lambda/adapters/connect-hours-reader.ts';
import { fromRow, toRow } from '../../lambda/adapters/ledger/attribute-values.ts';
import { createHours } from '../../lambda/adapters/ledger/create-hours.ts';
import { createHoursRows } from '../../lambda/adapters/ledger/create-hours-rows.ts';
import type { LedgerTable } from '../../lambda/adapters/ledger/ledger-table.ts';
import { rowKeys } from '../../lambda/contract/ledger-rows.ts';
import { ThrottledError } from '../../lambda/domain/errors.ts';
import { addSeconds, instantOf } from '../../lambda/domain/instants.ts';
import { runRefreshHours, type RefreshHoursPorts } from '../../lambda/handlers/refresh-hours/run.ts';
import { createConnectService } from '../../sandbox/services/connect/service.ts';
import { createMemoryPorts } from '../support/in-memory-ports.ts';
import type { MemoryState } from '../support/memory-state.ts';
import { ledgerOnSandbox } from '../support/ledger-on-sandbox.ts';
import { testInstance } from '../support/sandbox-kernel.ts';
import { servedWorld, type ServedWorld } from '../support/served-world.ts';

const InstanceId = '11111111-2222-3333-4444-555555555555';
const id = '6b1f0c9e-3d3a-4f57-9a4e-0d2f6a6e1001';
const which = { InstanceId, HoursOfOperationId: id };
/** Tuesday evening in Tokyo. */
const start = '2026-11-24T12:00:00.000Z';
const office = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '18:00']]]));

let served: ServedWorld;
let client: ConnectClient;
let table: LedgerTable;
let state: MemoryState;
let ports: RefreshHoursPorts;

beforeEach(async () => {
  served = await servedWorld((world) => [createConnectService(world, testInstance()).api!], { start });
  client = new ConnectClient(served.client);
  table = await ledgerOnSandbox();
  const memory = createMemoryPorts();
  state = memory.state;
  state.now = start;
  ports = {
    ...memory.ports,
    connect: createConnectHoursReader(client, InstanceId),
    hours: createHoursRows(table),
  };
});
afterEach(async () => {
  client.destroy();
  await served.close();
});

const refresh = async (change: Partial<RefreshHoursPorts> = {}, ids = [id], workSeconds = 840): Promise<void> =>
  await runRefreshHours({ ...ports, ...change }, { hoursOfOperationIds: ids, workSeconds });

const readRow = async (): Promise<Record<string, unknown>> => {
  const { Item = {} } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: toRow(rowKeys.calendar(id)) }),
  );
  return fromRow(Item);
};
const definition = async () => (await createHours(table).read([id])).get(id);

const closeOn = async (date: string): Promise<void> => {
  await client.send(
    new CreateHoursOfOperationOverrideCommand({
      ...which,
      Name: date,
      Config: [],
      EffectiveFrom: date,
      EffectiveTill: date,
    }),
  );
};

describe('hours of operation', () => {
  test('are stored as they are read, for whoever counts by them', async () => {
    await closeOn('2026-12-30');
    await refresh();

    expect(await definition()).toEqual({ zone: 'Asia/Tokyo', week: office, overrides: { '2026-12-30': [] } });
    expect(await readRow()).toMatchObject({
      definition: `{"overrides":{"2026-12-30":[]},"week":${JSON.stringify(
        Object.fromEntries(Object.entries(office).sort(([a], [b]) => (a < b ? -1 : 1))),
      )},"zone":"Asia/Tokyo"}`,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      readAt: start,
    });
  });

  test('that say the same are confirmed, and nobody is looked at', async () => {
    await refresh();
    state.items.set('case-1', { json: '{}', dueAt: addSeconds(start, 9000) });
    const before = await readRow();
    state.now = addSeconds(start, 3600);
    await refresh();

    expect(await readRow()).toEqual({ ...before, readAt: addSeconds(start, 3600) });
    expect(state.inbox).toEqual([]);
  });

  test('that an admin has changed hold from now on, and what has passed stays', async () => {
    await closeOn('2026-11-25');
    await refresh();
    state.now = '2026-11-26T00:10:00.000Z';
    const Config = [
      { Day: 'FRIDAY' as const, StartTime: { Hours: 10, Minutes: 0 }, EndTime: { Hours: 0, Minutes: 0 } },
    ];
    await client.send(new UpdateHoursOfOperationCommand({ ...which, Config }));
    await refresh();

    expect(await definition()).toEqual({
      zone: 'Asia/Tokyo',
      week: office,
      overrides: { '2026-11-25': [] },
      versions: [{ effective: '2026-11-26', week: { fri: [['10:00', '24:00']] } }],
    });
  });

  test('are asked one call a second', async () => {
    const at: number[] = [];
    const { connect } = ports;
    const stamp = (): void => void at.push(Date.parse(state.now) / 1000);
    await refresh({
      connect: {
        describe: async (hours) => {
          stamp();
          return await connect.describe(hours);
        },
        effective: async (hours, span) => {
          stamp();
          return await connect.effective(hours, span);
        },
      },
    });
    expect(at.length).toBeGreaterThan(2);
    for (const [index, time] of at.entries()) expect(time).toBe(at[0]! + index);
  });

  test.each([
    ['a throttle', new ThrottledError('Connect DescribeHoursOfOperation'), 'THROTTLED'],
    ['an unknown failure', new Error('text with tanaka@example.co.jp'), 'UNEXPECTED'],
  ])('stay as they were known after %s, while others are refreshed', async (_what, error, code) => {
    const connect: RefreshHoursPorts['connect'] = {
      ...ports.connect,
      describe: async (hours) => {
        if (hours === 'other') throw error;
        return await ports.connect.describe(hours);
      },
    };
    await expect(refresh({ connect }, ['other', id])).rejects.toMatchObject({
      code: 'HOURS_INCOMPLETE',
      retryable: true,
      message: expect.stringMatching(/^hours of operation other were not refreshed/),
    });
    expect(state.logged).toContainEqual({
      message: 'hours of operation not refreshed',
      detail: expect.objectContaining({ hoursOfOperationId: 'other', code }),
    });
    expect(JSON.stringify(state.logged)).not.toContain('tanaka');
    expect(await definition()).toBeDefined();
  });

  test('that are never open by the week do not reach the clocks', async () => {
    await refresh();
    await client.send(new UpdateHoursOfOperationCommand({ ...which, Config: [] }));
    await expect(refresh()).rejects.toMatchObject({ code: 'HOURS_INCOMPLETE' });
    expect(state.logged.at(-1)?.detail).toMatchObject({ code: 'CALENDAR_INVALID' });
    expect(await definition()).toEqual({ zone: 'Asia/Tokyo', week: office });
  });

  test('are left for the next run when the time of this one is used up', async () => {
    await expect(refresh({}, [id], 5)).rejects.toMatchObject({ code: 'HOURS_INCOMPLETE' });
    expect(await definition()).toBeUndefined();
  });
});

describe('after a change', () => {
  const many = (count: number): void => {
    for (let index = 0; index < count; index += 1)
      state.items.set(`case-${index}`, { json: '{}', dueAt: instantOf(Date.parse(start) + 86_400_000 + (index >> 1)) });
  };

  test('every case that has a moment before it is looked at, once, when nobody counts by the old hours any more', async () => {
    many(1201);
    state.items.set('paused', { json: '{}', dueAt: undefined });
    await refresh();

    const ids = state.inbox.map(({ message }) => ('caseId' in message ? message.caseId : ''));
    expect(new Set(ids).size).toBe(1201);
    expect(ids).toHaveLength(1201);
    expect(ids).not.toContain('paused');
    const { readAt } = await readRow();
    const times = state.inbox.map(({ at }) => at).sort();
    expect(times[0]! >= addSeconds(String(readAt), 65)).toBe(true);
    // Spread: 50 a second.
    expect(Date.parse(times.at(-1)!) - Date.parse(times[0]!)).toBe(24_000);
    expect(await readRow()).not.toHaveProperty('lookShard');
  });

  test('the next run goes on where one has broken off', async () => {
    many(1201);
    let sends = 0;
    const failing: RefreshHoursPorts['inbox'] = {
      send: async (messages) => {
        sends += 1;
        if (sends === 2) throw new Error('down');
        await ports.inbox.send(messages);
      },
    };
    await expect(refresh({ inbox: failing })).rejects.toThrow('down');
    expect(await readRow()).toMatchObject({
      lookShard: 'only',
      lookAfter: expect.stringMatching(/^2026-11-25T12:00:00/),
    });
    const before = state.inbox.length;
    await refresh();

    const ids = state.inbox.map(({ message }) => ('caseId' in message ? message.caseId : ''));
    expect(before).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(1201);
    expect(ids).toHaveLength(1201);
  });

  test('a page of one instant is taken whole', async () => {
    for (let index = 0; index < 600; index += 1) state.items.set(`case-${index}`, { json: '{}', dueAt: start });
    await refresh();
    expect(state.inbox).toHaveLength(600);
  });
});
