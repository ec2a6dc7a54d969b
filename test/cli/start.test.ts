import { spawn } from 'node:child_process';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import type { CommandIo } from '../../cli/command.ts';
import { main } from '../../cli/main.ts';

/*
 * `casewarden start` as a person runs it. The first test synthesizes the app when nobody has since the last change, as
 * the command itself does.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
vi.setConfig({ testTimeout: 180_000 });

/** The command line in this process, with an output that can be read and a Ctrl-C that can be pressed. */
function desk(env: Record<string, string> = {}) {
  const abort = new AbortController();
  const written = { out: '', err: '' };
  const watchers: (() => void)[] = [];
  const write = (stream: 'out' | 'err') => (text: string) => {
    written[stream] += text;
    for (const watch of watchers) watch();
  };
  const io: CommandIo = {
    out: write('out'),
    err: write('err'),
    paint: (_style, text) => text,
    terminal: false,
    env,
    workingDirectory: root,
    signal: abort.signal,
  };
  return {
    io,
    written,
    pressCtrlC: () => abort.abort(),
    /** Presses Ctrl-C as soon as the output holds this. */
    pressCtrlCAt: (text: string) => watchers.push(() => `${written.out}${written.err}`.includes(text) && abort.abort()),
  };
}

let blocker: Server | undefined;
afterEach(() => new Promise<void>((resolve) => (blocker ? blocker.close(() => resolve()) : resolve())));

/** Runs the real command and gives back what it said. @param readLines hang up after so many lines */
function run(given: readonly string[], readLines = Number.POSITIVE_INFINITY) {
  return new Promise<{ status: number | null; out: string; err: string }>((resolve, reject) => {
    const child = spawn(process.execPath, ['bin/casewarden.mjs', ...given], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      said.out += chunk.toString('utf8');
      if (said.out.split('\n').length > readLines) child.stdout.destroy();
    });
    child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString('utf8')));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, ...said }));
  });
}

test('--exit --json: status 0, and standard output holds one JSON object a line and nothing else', async () => {
  const { status, out, err } = await run(['start', '--exit', '--json', '--port', '0']);
  expect(err).toMatch(/checking .* … \d/);
  expect(status).toBe(0);
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>);
  expect(lines[0]).toMatchObject({ kind: 'contact.started' });
  const times = (kind: string) => lines.filter((line) => line['kind'] === kind).length;
  const once = [
    'contact.started',
    'case.created',
    'sla.attached',
    'sla.breached',
    'owner.changed',
    'mail.sent',
    'task.created',
    'slack.posted',
    'sla.ended',
  ];
  expect(Object.fromEntries(once.map((kind) => [kind, times(kind)]))).toEqual(
    Object.fromEntries(once.map((kind) => [kind, 1])),
  );
  expect(times('crm.upserted')).toBeGreaterThanOrEqual(1);
  const moments = lines.map((line) => line['at']!);
  expect(moments).toEqual(moments.toSorted((one, other) => one.localeCompare(other)));
  const created = lines.findIndex(({ kind }) => kind === 'case.created');
  expect(lines.filter(({ contactId }) => contactId === undefined)).toEqual([]);
  expect(lines.slice(created).filter(({ caseId }) => caseId === undefined)).toEqual([]);
});

test('a reader that goes away ends it without a complaint, and not as done', async () => {
  const { status, err } = await run(['start', '--exit', '--json', '--port', '0'], 1);
  expect(status).toBe(141);
  expect(err).not.toMatch(/EPIPE|Error/);
});

test('it stays up, says how to look around, takes another port when its own is in use, and ends at Ctrl-C', async () => {
  blocker = createServer();
  const port = await new Promise<number>((resolve) => {
    blocker!.listen(0, '127.0.0.1', () => resolve((blocker!.address() as AddressInfo).port));
  });
  const { io, written, pressCtrlCAt } = desk({ LANG: 'ja_JP.UTF-8' });
  pressCtrlCAt('Ctrl-C');
  expect(await main(['start', '--port', String(port)], io)).toBe(0);
  expect(written.err).toContain(`port ${port} is in use`);
  expect(written.out).toMatch(/お客様 山田 太郎 さんから/);
  const endpoint = /aws --endpoint-url (http:\/\/127\.0\.0\.1:\d+) .*connectcases list-domains/.exec(written.out)![1]!;
  expect(written.out).toMatch(/connectcases search-cases --domain-id \S+/);
  expect(written.out).toMatch(/dynamodb scan --table-name \S+/);
  await expect(fetch(`${endpoint}/_casewarden/v1/health`)).rejects.toThrow();
});

test.each(['synthesizing', 'deploying', 'opened a chat'])('Ctrl-C while %s ends it cleanly', async (moment) => {
  const { io, written, pressCtrlCAt } = desk();
  pressCtrlCAt(moment);
  expect(await main(['start', '--port', '0'], io)).toBe(130);
  expect(written.err).toMatch(/stopped\n$/);
});

test.each([
  [['start', '--scenario', 'other'], 2, /there is no scenario "other"; there are: consultation/],
  [['start', '--lang', 'fr'], 2, /--lang takes ja or en/],
  [['start', '--port', 'x'], 2, /--port takes a number/],
  [['sandbox', '--start', 'yesterday'], 2, /--start takes an instant like/],
  [['sandbox', '--start', '2026-02-30T00:00:00Z'], 2, /--start takes an instant like .* on a day that exists/],
  [['start', '--policy', 'no-such-file.yaml'], 1, /no-such-file\.yaml/],
])('%j is refused with status %i before anything is made', async (given, status, message) => {
  const { io, written } = desk();
  expect(await main(given, io)).toBe(status);
  expect(written.err).toMatch(message);
  expect(written.out).toBe('');
  expect(written.err).not.toMatch(/deploying/);
});

test('--scenario list says which there are, and of which policy file', async () => {
  const { io, written } = desk();
  expect(await main(['start', '--scenario', 'list', '--lang', 'en'], io)).toBe(0);
  expect(written.out).toMatch(/^consultation {6}An appointment request .*[^)]\n/);
  expect(written.out).toMatch(/\nbusiness-hours {4}Requests of a Friday evening .* \(examples\/clocks-desk\.yaml\)\n/);
  expect(written.err).toBe('');
});

test.each(['start', 'sandbox'])('the help of %s names the scenarios', async (command) => {
  const { io, written } = desk();
  expect(await main([command, '--help'], io)).toBe(0);
  expect(written.out).toMatch(/--scenario NAME +which story: consultation, business-hours, .*dst/);
});

test('the sandbox stays up with nothing played', async () => {
  const { io, written, pressCtrlCAt } = desk();
  pressCtrlCAt('Ctrl-C');
  const given = ['sandbox', '--no-scenario', '--port', '0', '--start', '2026-11-26T10:00:00+09:00', '--speed', '60'];
  expect(await main(given, io)).toBe(0);
  expect(written.out).toMatch(/connectcases list-domains/);
  expect(written.out).not.toMatch(/opened a chat/);
});
