import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../cli/main.ts';
import { announceSandbox, endpointOf } from '../../cli/running/find-sandbox.ts';
import { table } from '../../cli/running/table.ts';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';
import { sharedAssembly, type ExampleAssembly } from '../scenarios/example-assembly.ts';
import { createFakeIo } from '../support/fake-io.ts';

let example: ExampleAssembly;
let sandbox: Sandbox;
beforeAll(async () => {
  example = await sharedAssembly();
  sandbox = await startSandbox({ assemblyDirectory: example.directory });
  sandbox.kernel.clock.play(1);
});
afterAll(async () => {
  await sandbox.close();
  example.remove();
});

async function run(...words: string[]) {
  const io = createFakeIo({ env: { CASEWARDEN_ENDPOINT: sandbox.endpoint } });
  const status = await main(words, io);
  return { status, ...io.written };
}
const json = async <Answer>(...words: string[]): Promise<Answer> => {
  const { status, out, err } = await run(...words, '--json');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return JSON.parse(out) as Answer;
};

test('a person can play the customer, jump to the deadline, see who was told, and answer, all from the command line', async () => {
  const questions = await json<{ questions: { name: string }[] }>('contact', 'questions');
  expect(questions.questions.map(({ name }) => name)).toContain('preferred_slot_1');

  const contact = await json<{ contactId: string; caseId: string; state: string }>(
    'contact',
    'start',
    ...['name=佐々木 恵', 'email=megumi@example.com', 'preferred_slot_1=12/1'].flatMap((answer) => [
      '--answer',
      answer,
    ]),
  );
  expect(contact.state).toBe('ended');
  const shown = await run('contact', 'show', contact.contactId, '--lang', 'ja');
  expect(shown.out).toContain('チャットは終わりました');

  const { cases } = await json<{ cases: { caseId: string; reference: string; title: string }[] }>('case');
  const mine = cases.find(({ caseId }) => caseId === contact.caseId)!;
  expect(mine.title).toContain('佐々木 恵');

  // The SLA is attached by a rule, moments after the case was made.
  await json('time', 'jump', '+5s');
  await json('time', 'jump');
  const detail = await json<{ owner: { name: string } | null; timeline: { kind: string }[] }>(
    'case',
    'show',
    mine.reference,
  );
  expect(detail.owner?.name).toBe('佐藤 花子');
  expect(detail.timeline.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['sla.breached', 'owner.changed', 'mail.sent', 'task.created', 'slack.posted']),
  );
  expect((await run('outside', 'mail', '--lang', 'en')).out).toContain('佐々木 恵');

  const { users } = await json<{ users: { userName: string; tasks: { taskContactId: string; state: string }[] }[] }>(
    'task',
  );
  const task = users.find(({ userName }) => userName === 'sato')!.tasks[0]!;
  expect((await run('task', 'accept', task.taskContactId, '--as', 'sato')).status).toBe(0);
  expect((await run('task', '--lang', 'en')).out).toMatch(/sato\s+in hand/);

  expect((await run('case', 'set', mine.reference, '--as', 'sato', '--set', 'status=in_progress')).status).toBe(0);
  await json('time', 'jump', '+10s');
  const answered = await json<{ status: { value: string } }>('case', 'show', mine.caseId);
  expect(answered.status.value).toBe('in_progress');
});

describe('what a person sees', () => {
  test('time says where the clock stands, with its zone, and what is due', async () => {
    const { out, status } = await run('time', '--lang', 'en');
    expect(status).toBe(0);
    expect(out).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT\+9 {2}x1\n\nDue next:\n/);
  });

  test('the clock is paused and played', async () => {
    expect((await json<{ speed: number }>('time', 'pause')).speed).toBe(0);
    expect((await json<{ speed: number }>('time', 'play')).speed).toBe(1);
  });

  test('agents are put on and off duty', async () => {
    expect((await run('agent', 'on', 'tanaka')).status).toBe(0);
    expect((await run('agent', '--lang', 'en')).out).toMatch(/tanaka\s+田中 美咲\s+on duty/);
    expect((await run('agent', 'off', 'tanaka')).status).toBe(0);
  });

  test('under the hood: no faults, and a redrive is tried before it is done', async () => {
    expect((await run('hood', '--lang', 'en')).out).toBe('There are no faults.\n');
    const { queues } = await json<{ queues: { name: string; isDeadLetterQueue: boolean }[] }>('hood', 'queues');
    const dead = queues.find(({ isDeadLetterQueue }) => isDeadLetterQueue)!;
    expect((await run('hood', 'redrive', dead.name, '--dry-run', '--lang', 'en')).out).toContain('nothing was moved');
  });
});

describe('refused, with what is allowed', () => {
  test.each([
    [2, /can show, jump, play, pause/, ['time', 'backwards']],
    [2, /jump goes to deadline, next, \+30m/, ['time', 'jump', 'tomorrow']],
    [2, /number with s, m, h or d/, ['time', 'jump', '+soon']],
    [2, /at least \+1s/, ['time', 'jump', '+0m']],
    [2, /^[^-]*factor above 0 and at most 100000, got "99999999"/m, ['time', 'play', '99999999']],
    [2, /factor above 0 and at most 100000, got "0"; to stop the clock: casewarden time pause/, ['time', 'play', '0']],
    [2, /factor above 0 and at most 100000, got "fast"/, ['time', 'play', 'fast']],
    [1, /does not go back/, ['time', 'jump', '2020-01-01T00:00:00Z']],
    [2, /--answer takes NAME=VALUE/, ['contact', 'start', '--answer', 'name']],
    [
      1,
      /asks for preferred_slot_1, which has no answer[^]*casewarden contact questions/,
      ['contact', 'start', '--answer', 'name=x', '--answer', 'email=x@example.com'],
    ],
    [
      1,
      /has no question called nmae; it asks for name, email, [^]*casewarden contact questions/,
      ['contact', 'start', '--answer', 'nmae=x', '--answer', 'preferred_slot_1=x'],
    ],
    [1, /there is no contact flow "nowhere"/, ['contact', 'start', '--flow', 'nowhere']],
    [1, /there is no case nothing/, ['case', 'show', 'nothing']],
    [2, /something is missing; usage: casewarden case show CASE/, ['case', 'show']],
    [
      2,
      /something is missing; usage: casewarden case set CASE --as USER/,
      ['case', 'set', 'x', '--set', 'status=open'],
    ],
    [1, /there is no user "nobody"/, ['agent', 'on', 'nobody']],
    [2, /something is missing/, ['task', 'accept', 'x']],
    [2, /unexpected argument "more"/, ['time', 'jump', 'next', 'more']],
  ])('%i %s', async (status, message, words) => {
    const said = await run(...words);
    expect(said.err).toMatch(message);
    expect(said.status).toBe(status);
    expect(said.out).toBe('');
  });

  test('an address that is not on this machine', async () => {
    const io = createFakeIo();
    expect(await main(['time', '--endpoint', 'https://example.com'], io)).toBe(2);
    expect(io.written.err).toContain('address of a sandbox on this machine');
  });

  test('nobody answers, or somebody who is no sandbox', async () => {
    const server = createServer((_request, response) => response.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const other = createFakeIo();
    expect(await main(['time', '--endpoint', endpoint], other)).toBe(1);
    expect(other.written.err).toContain('is not a sandbox');
    await new Promise((resolve) => server.close(resolve));
    const nobody = createFakeIo();
    expect(await main(['time', '--endpoint', endpoint], nobody)).toBe(1);
    expect(nobody.written.err).toContain('npm start');
  });
});

describe('which sandbox is meant', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'announcement-')), 'sandbox.json');

  test('the one that was announced last; the word is taken back only by whose it is', () => {
    expect(endpointOf(undefined, { env: {} }, file)).toBe('http://127.0.0.1:4580');
    const takeBackFirst = announceSandbox('http://127.0.0.1:5001', file);
    const takeBackSecond = announceSandbox('http://127.0.0.1:5002', file);
    takeBackFirst();
    expect(endpointOf(undefined, { env: {} }, file)).toBe('http://127.0.0.1:5002');
    takeBackSecond();
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });

  test('an earlier one that still runs is found again when a later one ends', () => {
    const takeBackFirst = announceSandbox('http://127.0.0.1:5001', file);
    const takeBackSecond = announceSandbox('http://127.0.0.1:5002', file);
    takeBackSecond();
    expect(endpointOf(undefined, { env: {} }, file)).toBe('http://127.0.0.1:5001');
    takeBackFirst();
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });

  test('one whose process was killed is passed over', () => {
    const { pid: gone } = spawnSync(process.execPath, ['--version']);
    const announced = [
      { endpoint: 'http://127.0.0.1:5002', processId: gone },
      { endpoint: 'http://127.0.0.1:5001', processId: process.pid },
    ];
    writeFileSync(file, JSON.stringify(announced));
    expect(endpointOf(undefined, { env: {} }, file)).toBe('http://127.0.0.1:5001');
    writeFileSync(file, JSON.stringify(announced.slice(0, 1)));
    expect(endpointOf(undefined, { env: {} }, file)).toBe('http://127.0.0.1:4580');
  });

  test('a broken word is no word, and the environment comes before it', () => {
    writeFileSync(file, '{');
    expect(endpointOf(undefined, { env: {} }, file)).toBe('http://127.0.0.1:4580');
    expect(endpointOf(undefined, { env: { CASEWARDEN_ENDPOINT: 'http://localhost:5003/' } }, file)).toBe(
      'http://localhost:5003',
    );
  });
});

test('a table lines up with Japanese in it and lets no control character through', () => {
  expect(
    table(
      ['a', 'b'],
      [
        ['日本', 'x'],
        ['e\u001B[31m', 'y'],
      ],
    ),
  ).toBe('a       b\n日本    x\ne [31m  y\n');
});
