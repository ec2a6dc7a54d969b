import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { main } from '../../cli/main.ts';
import { AwsError, type CallHook } from '../../sandbox/kernel/service.ts';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';
import { sharedAssembly, type ExampleAssembly } from '../scenarios/example-assembly.ts';
import { createFakeIo } from '../support/fake-io.ts';

/* What was given up in a running sandbox: seen by a dry run, brought back once, and never twice. */

interface Answer {
  readonly dryRun: boolean;
  readonly parked: readonly { caseId: string; effect: string; verdict: string; redriven: boolean; reason: string }[];
  readonly deadLetters: readonly { queue: string; caseId: string | null; redriven: boolean }[];
  readonly counts: { readonly parked: number; readonly deadLetters: number; readonly leftAlone: number };
}

let example: ExampleAssembly;
beforeAll(async () => (example = await sharedAssembly()));
afterAll(() => example.remove());

let sandbox: Sandbox;
/** What the endpoint answers to an operation instead of carrying it out. */
let refused: Map<string, AwsError>;
beforeEach(async () => {
  refused = new Map();
  const hook: CallHook = {
    before({ operation, caller }) {
      const error = refused.get(operation);
      if (error !== undefined && caller.roleArn !== undefined) throw error;
    },
  };
  const start = '2026-11-27T01:00:00.000Z';
  sandbox = await startSandbox({ assemblyDirectory: example.directory, start, hooks: [hook] });
});
afterEach(() => sandbox.close());

async function run(...words: string[]) {
  const io = createFakeIo({ env: { CASEWARDEN_ENDPOINT: sandbox.endpoint } });
  const status = await main(['redrive', ...words], io);
  return { status, ...io.written };
}
async function answer(...words: string[]): Promise<Answer> {
  const { status, out, err } = await run(...words, '--json');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return JSON.parse(out) as Answer;
}
async function customer(): Promise<void> {
  const answers = { name: '佐々木 恵', email: 'megumi@example.com', preferred_slot_1: '12/1' };
  await sandbox.control.startContact({ flow: 'consultation-chat', customer: '佐々木 恵', answers });
  await sandbox.control.jump({ by: 10_000 });
}
const mails = async (): Promise<number> => (await sandbox.control.mails({})).mails.length;
const caseIds = async () => (await sandbox.control.cases({})).cases.map(({ caseId }) => caseId);

test('an effect that was refused for good is listed, brought back once, and never twice', async () => {
  refused.set('SendEmail', new AwsError('MessageRejected', 'Email address is not verified.'));
  await customer();
  await sandbox.control.jump({ by: 3_600_000 });
  const [caseId] = await caseIds();
  const explained = async () =>
    (await sandbox.control.caseDetail({ caseId: caseId! })).ledger.map((item) => JSON.stringify(item));
  const before = await explained();

  const dry = await answer();
  expect(dry).toMatchObject({
    dryRun: true,
    parked: [{ caseId, verdict: 'again', redriven: false, reason: expect.stringContaining('MessageRejected') }],
    counts: { parked: 1, deadLetters: 0, leftAlone: 0 },
  });
  const english = await run('--lang', 'en');
  expect(english.out).toContain('The lane mail reads the case, and does it if it is still owed.');
  expect(english.out).toContain('1 parked effect and 0 dead letters would be brought back, 0 left alone.');
  expect((await run('--lang', 'ja')).out).toContain('まだ何も変えていません');
  expect((await answer('--lane', 'slack')).parked).toEqual([]);
  expect((await answer('--case', caseId!.slice(0, 8))).parked).toHaveLength(1);
  expect(await explained()).toEqual(before);
  await sandbox.control.jump({ by: 3_600_000 });
  expect(await mails()).toBe(0);

  refused.clear();
  const done = await answer('--yes', '--by', '当番');
  expect(done).toMatchObject({ dryRun: false, parked: [{ redriven: true }], counts: { parked: 1 } });
  await sandbox.control.jump({ by: 60_000 });
  expect(await mails()).toBe(1);
  expect((await explained()).join()).toContain('effect.redriven');

  expect((await answer('--yes')).counts).toEqual({ parked: 0, deadLetters: 0, leftAlone: 0 });
  await sandbox.control.jump({ by: 3_600_000 });
  expect(await mails()).toBe(1);
  expect((await run('--yes', '--lang', 'en')).out).toBe('Nothing that fits was given up.\n');
}, 60_000);

test('what nobody is owed any more is not done, and what may have happened is done only when asked to even so', async () => {
  refused.set('SendEmail', new AwsError('InternalFailure', 'no answer', { statusCode: 500 }));
  await customer();
  await customer();
  await sandbox.control.jump({ by: 3_600_000 });
  refused.clear();
  const [answered] = await caseIds();
  const careful = await run('--yes', '--lang', 'en');
  expect(careful.out).toContain('It may have happened: the answer was lost');
  expect(careful.out).toContain('0 parked effects and 0 dead letters brought back, 2 left alone.');

  await sandbox.control.updateCase({ caseId: answered!, user: 'sato', fields: { status: 'in_progress' } });
  const limited = await answer('--even-if-doubled', '--limit', '1');
  expect(limited.counts.parked).toBe(1);
  // The event of the answer has not come yet: the read of the lane alone finds that nobody is owed the mail.
  expect((await answer('--yes', '--even-if-doubled')).counts.parked).toBe(2);
  await sandbox.control.jump({ by: 60_000 });
  expect(await mails()).toBe(1);
}, 60_000);

describe('dead letters', () => {
  test('a message that failed again and again is brought back once, and leaves the queue', async () => {
    refused.set('PutItem', new AwsError('InternalServerError', 'down', { statusCode: 500 }));
    await customer();
    await sandbox.control.jump({ by: 3_600_000 });
    const dead = async (): Promise<number> =>
      (await sandbox.control.queues({})).queues
        .filter(({ isDeadLetterQueue, name }) => isDeadLetterQueue && name.includes('Inbox'))
        .reduce((sum, { visible }) => sum + visible, 0);
    const given = await dead();
    expect(given).toBeGreaterThan(0);
    refused.clear();

    const dry = await answer('--queue', 'inbox');
    const [caseId] = await caseIds();
    expect(dry.counts).toEqual({ parked: 0, deadLetters: given, leftAlone: 0 });
    expect(dry.deadLetters[0]).toMatchObject({ queue: 'inbox', caseId, redriven: false });
    expect(await dead()).toBe(given);

    expect((await answer('--yes')).counts.deadLetters).toBe(given);
    expect(await dead()).toBe(0);
    // What the sweep has sent meanwhile may have been tried for the last time.
    await sandbox.control.jump({ by: 20 * 60_000 });
    await answer('--yes');
    await sandbox.control.jump({ by: 60_000 });
    expect(await dead()).toBe(0);
    expect(JSON.stringify(await sandbox.control.caseExplanation({ caseId: caseId! }))).toContain('first-response');
    expect((await answer('--yes')).counts.deadLetters).toBe(0);
  }, 60_000);
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
  const name = (): string =>
    JSON.parse(
      JSON.stringify(
        [...sandbox.stacks().values()].flatMap(({ outputs }) => outputs.get('RedriveFunction')?.value ?? [])[0],
      ),
    ) as string;

  test('is invoked with the credentials of the user', async () => {
    refused.set('SendEmail', new AwsError('MessageRejected', 'Email address is not verified.'));
    await customer();
    await sandbox.control.jump({ by: 3_600_000 });
    expect((await answer('--function', name())).counts).toEqual({ parked: 1, deadLetters: 0, leftAlone: 0 });
  });

  test('that is not there is told with where its name stands', async () => {
    const { status, err } = await run('--function', 'nobody');
    expect(status).toBe(1);
    expect(err).toMatch(/invoking nobody: ResourceNotFoundException: .*\n.*output RedriveFunction/);
  });

  test('that fails says what is done by then', async () => {
    refused.set('Scan', new AwsError('InternalServerError', 'down', { statusCode: 500 }));
    const { status, err } = await run('--function', name());
    expect(status).toBe(1);
    expect(err).toMatch(/failed: DynamoDB Scan: InternalServerError.*\n.*until then is done/);
    expect((await run()).err).toMatch(/failed: DynamoDB Scan/);
  });
});

test('a queue of another name is answered with those that there are', async () => {
  const { status, err } = await run('--queue', 'inbx');
  expect(status).toBe(1);
  expect(err).toMatch(/there is no queue "inbx"; queues: inbox, .*did you mean "inbox"/);
});
