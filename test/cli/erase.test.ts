import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { main } from '../../cli/main.ts';
import type { EraseAnswer } from '../../lambda/contract/erase.ts';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';
import { sharedAssembly, type ExampleAssembly } from '../scenarios/example-assembly.ts';
import { createFakeIo } from '../support/fake-io.ts';

/* What a running sandbox knows of a case: counted by a dry run, forgotten once, and not learnt again. */

const name = '佐々木 恵';

let example: ExampleAssembly;
beforeAll(async () => (example = await sharedAssembly()));
afterAll(() => example.remove());

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ assemblyDirectory: example.directory, start: '2026-11-27T01:00:00.000Z' });
});
afterEach(() => sandbox.close());

async function run(...words: string[]) {
  const io = createFakeIo({ env: { CASEWARDEN_ENDPOINT: sandbox.endpoint } });
  const status = await main(['erase', ...words], io);
  return { status, ...io.written };
}
const asked = async (...words: string[]): Promise<Extract<EraseAnswer, { counts: unknown }>> =>
  JSON.parse((await run(...words, '--json')).out) as Extract<EraseAnswer, { counts: unknown }>;

async function newCase(): Promise<string> {
  const answers = { name, email: 'megumi@example.com', preferred_slot_1: '12/1' };
  await sandbox.control.startContact({ flow: 'consultation-chat', customer: name, answers });
  await sandbox.control.jump({ by: 10_000 });
  return (await sandbox.control.cases({})).cases.at(-1)!.caseId;
}
const answered = async (caseId: string): Promise<void> => {
  await sandbox.control.updateCase({ caseId, user: 'sato', fields: { status: 'in_progress' } });
  await sandbox.control.jump({ by: 60_000 });
};
test('a case is counted, erased once, and not learnt again', async () => {
  const caseId = await newCase();
  const running = await run('--case', caseId, '--yes', '--lang', 'en');
  expect(running).toMatchObject({ status: 1, out: '', err: expect.stringMatching(/a clock of the case is running/) });

  await answered(caseId);
  const dry = await run('--case', caseId.slice(0, 8), '--lang', 'en');
  expect({ status: dry.status, err: dry.err }).toEqual({ status: 0, err: '' });
  expect(dry.out).toMatch(/^Would go: [1-9]\d* values of fields, 0 signals, the texts of [1-9]\d* lines/);
  expect(dry.out).toMatch(/Nothing was changed.*\nKept: 1 verdicts of clocks/);
  expect(dry.out).toMatch(/backups of the ledger \(35 days\)/);
  expect((await run('--case', caseId, '--lang', 'ja')).out).toMatch(/^消去の対象: 項目の値 [1-9]/);

  const done = await asked('--case', caseId, '--yes', '--by', 'privacy-desk');
  expect(done).toMatchObject({ caseId, isFinished: true, erasedAt: expect.any(String), dryRun: false });
  const after = await asked('--case', caseId);
  expect(after).toMatchObject({ isFinished: true, counts: { values: 0, signals: 0, verdicts: 1 } });
  expect((await run('--case', caseId, '--lang', 'en')).out).toMatch(/^It was erased at /);

  await sandbox.control.updateCase({ caseId, user: 'sato', fields: { status: 'open' } });
  await sandbox.control.jump({ by: 3_600_000 });
  expect(await asked('--case', caseId)).toMatchObject({ erasedAt: done.erasedAt, counts: { values: 0, verdicts: 1 } });
  const explained = createFakeIo({ env: { CASEWARDEN_ENDPOINT: sandbox.endpoint } });
  await main(['explain', caseId, '--lang', 'en'], explained);
  expect(explained.written.out).toMatch(/What was known of the case was erased at/);
});

test('a case that nobody knows is told', async () => {
  const { status, err } = await run('--case', 'nobody', '--lang', 'ja');
  expect(status).toBe(1);
  expect(err).toMatch(/^台帳にケース nobody はありません。.*完全な ID/);
  expect(await run('--case', 'x'.repeat(501))).toMatchObject({
    status: 2,
    err: expect.stringContaining('at most 500'),
  });
});

describe('the function of an AWS account', () => {
  beforeEach(() => {
    // The endpoint of the sandbox in place of AWS: the SDK reads all of it from the environment.
    vi.stubEnv('AWS_ENDPOINT_URL', sandbox.endpoint);
    vi.stubEnv('AWS_REGION', sandbox.kernel.place.region);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'outside');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'outside');
  });
  afterEach(() => vi.unstubAllEnvs());

  test('is invoked with the credentials of the user', async () => {
    const caseId = await newCase();
    await answered(caseId);
    const [output] = [...sandbox.stacks().values()].flatMap(({ outputs }) => outputs.get('EraseFunction')?.value ?? []);
    const words = ['--case', caseId, '--function', output as string, '--yes'];
    expect(await asked(...words)).toMatchObject({ caseId, isFinished: true });
  });
});

test.each<[string, string[], RegExp]>([
  ['no case', [], /--case ID is needed/],
  ['a name that is too long', ['--case', 'x', '--by', 'n'.repeat(101)], /--by takes 1 to 100 characters/],
  ['two places', ['--case', 'x', '--function', 'f', '--endpoint', 'http://127.0.0.1:1'], /give the one or the other/],
])('refuses %s', async (_what, words, said) => {
  const io = createFakeIo();
  expect(await main(['erase', ...words], io)).toBe(2);
  expect(io.written.err).toMatch(said);
});
