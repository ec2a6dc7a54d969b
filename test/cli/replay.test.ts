import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../cli/main.ts';
import { endEffect, withEffect } from '../../lambda/domain/claims.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { step } from '../../lambda/domain/step.ts';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';
import { sharedAssembly, type ExampleAssembly } from '../scenarios/example-assembly.ts';
import { caseChange, clockOnlyPolicy, createdAt, deadline, running } from '../support/desk-policy.ts';
import { temporaryFolder } from '../lib/support/temporary-folder.ts';
import { createFakeIo } from '../support/fake-io.ts';

const folder = temporaryFolder();
const now = addSeconds(deadline, 3600);

async function run(words: readonly string[], env: Record<string, string> = {}) {
  const io = createFakeIo({ workingDirectory: folder, env });
  const status = await main(['replay', ...words], io);
  return { status, ...io.written };
}
const write = (name: string, ...lines: unknown[]): string => {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  writeFileSync(join(folder, name), text);
  return name;
};

describe('a file', () => {
  const policy = write('policy.json', clockOnlyPolicy);
  const created = (caseId: string) => caseChange('CASE.CREATED', createdAt, { status: 'open' }, { caseId });
  const play = (events: string, ...more: string[]) =>
    run(['--events', events, '--policy', policy, '--at', now, '--report-only', '--lang', 'en', ...more]);

  test('of events alone is answered with what would be owed', async () => {
    const answered = caseChange('CASE.UPDATED', addSeconds(createdAt, 60), { status: 'in_progress' }, { caseId: 'b' });
    // In any order, and twice.
    const events = write('events.jsonl', answered, created('a'), created('b'), '', answered);
    const { status, out, err } = await play(events);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(/^b\n {2}Nothing would be owed\.\n/);
    expect(out).toContain(
      'a  would be owed; the file does not say what was done:\n  first-response:1:breach:0-reassign is owed since 2026-11-24 22:10',
    );
    expect(out).toContain('0 agree, 0 differ, 0 could not be played. Nothing was changed.');
  });

  test('with items of the ledger says where those differ, and nothing of those that agree', async () => {
    const item = (caseId: string) => step(undefined, created(caseId), running(), addSeconds(deadline, 1)).item!;
    const lost = item('c');
    const key = 'first-response:1:breach:3-slack';
    const parked = endEffect(lost.effects[key]!, { status: 'parked', outcome: { at: now, reason: 'invalid_auth' } });
    const events = write('items.jsonl', created('a'), item('a'), item('b'), withEffect(lost, parked));
    const { status, out } = await play(events);
    expect(status).toBe(1);
    expect(out).toMatch(
      /^c\n {2}first-response:1:breach:3-slack is owed since .*; it was parked \(casewarden redrive\): invalid_auth\n\n2 agree, 1 differ, 0 could not be played/,
    );
    const json = JSON.parse((await play(events, '--json')).out) as object;
    expect(json).toMatchObject({ agreed: 2, found: [{ caseId: 'c' }], counts: { differ: 1 } });
    expect((await play(events, '--from', addSeconds(now, 60))).out).toBe(
      'Nothing happened to any case in that span.\n',
    );
  });

  test('whose cases no policy is for is told so', async () => {
    const other = caseChange('CASE.CREATED', createdAt, {}, { caseId: 'a', template: 'other' });
    const { status, out } = await play(write('other.jsonl', other));
    expect(status).toBe(0);
    expect(out).toContain('a\n  No policy is for such a case. A YAML policy knows templates and fields by their names');
    expect(out).toContain('1 could not be played');
  });

  test('is played by a policy file, too, with its own names', async () => {
    const example = join(process.cwd(), 'examples/first-desk.yaml');
    const event = caseChange('CASE.CREATED', createdAt, { status: 'open' }, { template: 'consultation' });
    const named = run(['--events', write('named.jsonl', event), '--policy', example, '--at', now, '--report-only']);
    expect((await named).out).toContain('first-response:1:breach:0-reassign is owed since');
  });

  test('that cannot be played is refused with its lines, and without what they say of people', async () => {
    const events = write(
      'wrong.jsonl',
      created('a'),
      '{"name": "Sato Hanako"',
      { name: 'Sato Hanako' },
      { schemaVersion: 2, caseId: 'Sato Hanako' },
      { kind: 'due', caseId: 'a', dueAt: now },
      caseChange('CASE.UPDATED', 'yesterday'),
    );
    const { status, err } = await play(events);
    expect(status).toBe(1);
    expect(err).toMatch(
      /line 2: is not JSON\n.*line 3: is neither a case event.*\n.*line 4: is no item.*\n.*line 5: is a hint of kind due.*\n.*line 6: detail.approximateChangeTime/,
    );
    expect(err).not.toContain('Hanako');
    expect((await play('nowhere.jsonl')).err).toContain('nowhere.jsonl cannot be read: there is no such file');
    expect((await run(['--events', events, '--policy', write('no.json', {}), '--report-only'])).err).toContain(
      'no.json is no compiled policy',
    );
  });
});

test.each<[string, string[], RegExp]>([
  ['to act', ['--events', 'x.jsonl'], /a replay never acts: .*--report-only.*casewarden redrive/],
  ['a ledger without a span', ['--report-only', '--from', '2026-01-05T00:00Z'], /give --from INSTANT and --to INSTANT/],
  [
    'a span that ends before it begins',
    ['--report-only', '--from', '2026-01-06T00:00Z', '--to', '2026-01-05T00:00Z'],
    /--from must be before --to/,
  ],
  ['an instant without a zone', ['--report-only', '--from', '2026-01-06'], /--from takes an instant with its zone/],
  ['a policy for a ledger', ['--report-only', '--policy', 'x.yaml'], /--policy and --at are for --events/],
  ['a file and a sandbox', ['--report-only', '--events', 'x', '--endpoint', 'http://127.0.0.1:1'], /asks nobody/],
  ['two ledgers', ['--report-only', '--function', 'f', '--endpoint', 'http://127.0.0.1:1'], /the one or the other/],
])('refuses %s', async (_what, words, said) => {
  const { status, err } = await run(words);
  expect(status).toBe(2);
  expect(err).toMatch(said);
});

describe('a running sandbox', () => {
  const start = '2026-11-27T01:00:00.000Z';
  let example: ExampleAssembly;
  let sandbox: Sandbox;
  beforeAll(async () => {
    example = await sharedAssembly();
    sandbox = await startSandbox({ assemblyDirectory: example.directory, start });
    const answers = { name: '佐々木 恵', email: 'megumi@example.com', preferred_slot_1: '12/1' };
    for (let count = 0; count < 2; count += 1)
      await sandbox.control.startContact({ flow: 'consultation-chat', customer: '佐々木 恵', answers });
    await sandbox.control.jump({ by: 600_000 });
    const [answered] = (await sandbox.control.cases({})).cases;
    await sandbox.control.updateCase({ caseId: answered!.caseId, user: 'sato', fields: { status: 'in_progress' } });
    await sandbox.control.jump({ by: 7_200_000 });
  });
  afterAll(async () => {
    await sandbox.close();
    example.remove();
  });
  const play = (from: string, to: string) =>
    run(['--from', from, '--to', to, '--report-only', '--lang', 'en'], { CASEWARDEN_ENDPOINT: sandbox.endpoint });

  test('agrees with the decisions by which it runs', async () => {
    expect(await play(start, addSeconds(start, 86_400))).toEqual({
      status: 0,
      out: '2 agree, 0 differ, 0 could not be played. Nothing was changed.\n',
      err: '',
    });
    expect((await play(addSeconds(start, -86_400), start)).out).toBe('Nothing happened to any case in that span.\n');
  });
});
