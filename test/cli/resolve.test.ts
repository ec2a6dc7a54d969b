import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../cli/main.ts';
import { ConnectClient, CreateHoursOfOperationOverrideCommand } from '@aws-sdk/client-connect';
import { createInstanceReader, type InstanceReader } from '../../cli/instance-reader.ts';
import { lockChanges } from '../../cli/lock-changes.ts';
import { lockFileText, resolveNames } from '../../cli/resolve-names.ts';
import { lockFile } from '../../lambda/contract/lock-file.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import { exampleLock, examplePolicy, exampleWith, inPolicyFolder, load } from '../lib/policy/policy-folder.ts';
import { createFakeIo } from '../support/fake-io.ts';

const instance: InstanceReader = {
  alias: async () => 'first-desk',
  profilesDomain: async () => undefined,
  users: async () => [
    { id: 'u-1', arn: 'arn:u-1', name: 'sato' },
    { id: 'u-2', arn: 'arn:u-2', name: 'suzuki' },
    { id: 'u-3', arn: 'arn:u-3', name: 'tanaka' },
  ],
  user: async (id) => ({ firstName: '花子', lastName: '佐藤', email: id === 'u-1' ? 'sato@example.co.jp' : undefined }),
  queues: async () => [{ id: 'q-1', arn: 'arn:q-1', name: '予約窓口' }],
  hoursOfQueue: async () => 'h-1',
  hoursOfOperations: async () => [{ id: 'h-1', arn: 'arn:h-1', name: '平日窓口' }],
  calendarOf: async () => ({ zone: 'Asia/Tokyo', week: { mon: [['09:00', '18:00']] } }),
  close: () => undefined,
};

describe('names become ids', () => {
  test('of what the policy file names, and of nobody else', async () => {
    const { policy } = await load({ policy: examplePolicy });
    const lock = await resolveNames(policy, instance);
    expect(lock.users).toEqual({
      sato: { id: 'u-1', arn: 'arn:u-1', displayName: '佐藤 花子', email: 'sato@example.co.jp' },
      suzuki: { id: 'u-2', arn: 'arn:u-2', displayName: '佐藤 花子' },
    });
    expect(lock.queues).toEqual({ 予約窓口: { id: 'q-1', arn: 'arn:q-1', hoursOfOperationId: 'h-1' } });
    expect(lock.instance).toMatchObject({ alias: 'first-desk', region: 'ap-northeast-1', accountId: '111122223333' });
    expect(lock).not.toHaveProperty('profilesDomain');
  });

  test('people are called as in their language', async () => {
    const { policy } = await load({ policy: exampleWith('language: ja', 'language: en') });
    expect((await resolveNames(policy, instance)).users['sato']?.displayName).toBe('花子 佐藤');
  });

  test('all unknown names are told at once, with what is near them', async () => {
    const { policy } = await load({ policy: examplePolicy });
    const without = {
      ...instance,
      users: async () => [{ id: 'u', arn: 'arn:u', name: 'satoh' }],
      queues: async () => [],
    };
    await expect(resolveNames(policy, without)).rejects.toThrow(
      /user "sato" does not exist; there are: satoh; did you mean "satoh"\?\n.*user "suzuki"[^]*queue "予約窓口" does not exist; there are: none/,
    );
  });

  test('hours of operation, and what a rule of Amazon Connect names, are looked up too', async () => {
    const { policy } = await load({ policy: examplePolicy });
    const row = policy.policies['first-response']!;
    const lock = await resolveNames(
      {
        ...policy,
        calendars: { counter: { hoursOfOperation: '平日窓口' } },
        policies: {
          'first-response': {
            ...row,
            breach: [
              { notify: { users: ['tanaka'], text: 'x', by: 'native' } },
              { task: { queue: '予約窓口', name: 'x', by: 'native' } },
            ],
          },
        },
        intake: {},
      },
      instance,
    );
    expect(Object.keys(lock.users)).toEqual(['sato', 'suzuki', 'tanaka']);
    expect(Object.keys(lock.queues)).toEqual(['予約窓口']);
    expect(lock.hoursOfOperation).toEqual({
      平日窓口: { id: 'h-1', arn: 'arn:h-1', definition: { zone: 'Asia/Tokyo', week: { mon: [['09:00', '18:00']] } } },
    });
  });

  test('a name that two queues have cannot be used', async () => {
    const { policy } = await load({ policy: examplePolicy });
    const twice = {
      ...instance,
      queues: async () => [1, 2].map((n) => ({ id: `q-${n}`, arn: `arn:q-${n}`, name: '予約窓口' })),
    };
    await expect(resolveNames(policy, twice)).rejects.toThrow('more than once');
  });
});

test('hours of operation are read with their overrides, over the wire', async () => {
  const sandbox = await startSandbox();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const instanceArn = 'arn:aws:connect:ap-northeast-1:111122223333:instance/11111111-2222-3333-4444-555555555555';
  const reader = createInstanceReader({ instanceArn, endpoint: sandbox.endpoint, credentials, today: '2026-11-24' });
  const connect = new ConnectClient({ region: 'ap-northeast-1', endpoint: sandbox.endpoint, credentials });
  try {
    const [hours] = await reader.hoursOfOperations();
    await connect.send(
      new CreateHoursOfOperationOverrideCommand({
        InstanceId: '11111111-2222-3333-4444-555555555555',
        HoursOfOperationId: hours!.id,
        Name: '年末',
        Config: [{ Day: 'TUESDAY', StartTime: { Hours: 9, Minutes: 0 }, EndTime: { Hours: 12, Minutes: 0 } }],
        EffectiveFrom: '2026-12-29',
        EffectiveTill: '2026-12-30',
      }),
    );
    const day = [['09:00', '18:00']];
    expect(await reader.calendarOf(hours!.id)).toEqual({
      zone: 'Asia/Tokyo',
      week: { mon: day, tue: day, wed: day, thu: day, fri: day },
      overrides: { '2026-12-29': [['09:00', '12:00']], '2026-12-30': [] },
    });
  } finally {
    connect.destroy();
    reader.close();
    await sandbox.close();
  }
});

test('what changed is told by name, without addresses', () => {
  const before = lockFile.parse(JSON.parse(exampleLock));
  const { suzuki: _suzuki, ...users } = before.users;
  const sato = { ...before.users['sato']!, email: 'hanako@example.co.jp' };
  const after = { ...before, users: { ...users, sato, tanaka: sato } };
  expect(lockChanges(before, after)).toEqual([
    { change: 'changed', what: 'user sato', members: ['email'] },
    { change: 'added', what: 'user tanaka', members: [] },
    { change: 'removed', what: 'user suzuki', members: [] },
  ]);
  expect(lockChanges(before, before)).toEqual([]);
  const hours = (open: string) => ({
    ...before,
    hoursOfOperation: {
      desk: { id: 'h', arn: 'a', definition: { zone: 'UTC', week: { mon: [[open, '18:00'] as [string, string]] } } },
    },
  });
  expect(lockChanges(hours('09:00'), hours('09:00'))).toEqual([]);
  expect(lockChanges(hours('09:00'), hours('10:00'))).toEqual([
    { change: 'changed', what: 'hours of operation desk', members: ['definition'] },
  ]);
});

describe('casewarden resolve --sandbox', () => {
  const resolveIn = (folder: string, ...options: string[]) => {
    const io = createFakeIo({ workingDirectory: folder });
    return main(['resolve', 'desk.yaml', '--sandbox', ...options], io).then((status) => ({ status, ...io.written }));
  };
  const lockIn = (folder: string): string => readFileSync(join(folder, 'desk.lock.json'), 'utf8');

  test('writes the lock file that is committed for the example', async () => {
    await inPolicyFolder({ policy: examplePolicy, lock: null }, async (folder) => {
      const { status, out } = await resolveIn(folder);
      expect(status).toBe(0);
      expect(out).toBe(
        'wrote desk.lock.json\n  + instance first-desk\n  + user sato\n  + user suzuki\n  + queue 予約窓口\n',
      );
      expect(lockIn(folder)).toBe(exampleLock);
      expect((await resolveIn(folder)).out).toBe('ok desk.lock.json is current\n');
    });
  });

  test('with --dry-run says what would change and writes nothing', async () => {
    const old = lockFileText({ ...lockFile.parse(JSON.parse(exampleLock)), users: {} });
    await inPolicyFolder({ policy: examplePolicy, lock: old }, async (folder) => {
      const { status, out } = await resolveIn(folder, '--dry-run', '--json');
      expect(status).toBe(0);
      expect(JSON.parse(out)).toEqual({
        file: 'desk.lock.json',
        written: false,
        changes: [
          { change: 'added', what: 'user sato', members: [] },
          { change: 'added', what: 'user suzuki', members: [] },
        ],
      });
      expect(lockIn(folder)).toBe(old);
    });
  });

  test.each([
    ['a user does not exist', exampleWith('users: [sato, suzuki]', 'users: [satoo]'), 'user "satoo" does not exist'],
    [
      'the instance does not exist',
      examplePolicy.replace('instance/11111111', 'instance/99999999'),
      'ResourceNotFoundException',
    ],
    ['the policy file is wrong', exampleWith('severity: high', 'severity: hihg'), 'desk.yaml:32:15'],
  ])('when %s, it fails and the old lock file stays', async (_state, policy, words) => {
    await inPolicyFolder({ policy }, async (folder) => {
      const { status, err } = await resolveIn(folder);
      expect(status).toBe(1);
      expect(err).toContain(words);
      expect(lockIn(folder)).toBe(exampleLock);
    });
  });

  test('a lock file that is broken is replaced', async () => {
    await inPolicyFolder({ policy: examplePolicy, lock: '{' }, async (folder) => {
      expect((await resolveIn(folder)).status).toBe(0);
      expect(lockIn(folder)).toBe(exampleLock);
    });
  });
});

test('when AWS cannot be reached, the error says so and the lock file stays', async () => {
  await inPolicyFolder({ policy: examplePolicy }, async (folder) => {
    const before = { ...process.env };
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'y',
      AWS_MAX_ATTEMPTS: '1',
    });
    try {
      const io = createFakeIo({ workingDirectory: folder });
      expect(await main(['resolve', 'desk.yaml'], io)).toBe(1);
      expect(io.written.err).toContain('ECONNREFUSED');
      expect(io.written.err).toContain('The lock file was left as it is');
    } finally {
      for (const name of ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_MAX_ATTEMPTS']) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    }
  });
});
