import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { AwsError, type CallHook } from '../../sandbox/kernel/service.ts';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';
import { temporaryFolder } from '../lib/support/temporary-folder.ts';
import { synthesizeExample, type EditableAssembly, type ExampleAssembly } from './example-assembly.ts';

/*
 * Things stand still, over the real templates and bundles: somebody gets a mail that says so, and another when it is over.
 */

const reader = 'operations@example.co.jp';
const minute = 60_000;

let assembly: ExampleAssembly;
beforeAll(async () => {
  const folder = temporaryFolder();
  const policy = readFileSync('examples/first-desk.yaml', 'utf8');
  writeFileSync(join(folder, 'desk.yaml'), `${policy}\noperations: { email: [${reader}] }\n`);
  writeFileSync(join(folder, 'desk.lock.json'), readFileSync('examples/first-desk.lock.json'));
  assembly = await synthesizeExample(join(folder, 'desk.yaml'));
}, 120_000);
afterAll(() => assembly.remove());

let sandbox: Sandbox;
afterEach(() => sandbox.close());

async function start(
  given: { readonly edit?: (assembly: EditableAssembly) => void; readonly hooks?: readonly CallHook[] } = {},
): Promise<void> {
  const { edit, hooks = [] } = given;
  const assemblyDirectory = edit === undefined ? assembly.directory : assembly.copy(edit);
  sandbox = await startSandbox({ assemblyDirectory, hooks });
}

const now = (): number => sandbox.kernel.clock.now();
const pass = async (minutes: number): Promise<void> => void (await sandbox.control.jump({ by: minutes * minute }));

interface Change {
  readonly at: number;
  readonly name: string;
  readonly to: string;
}
/** Changes of alarms since an instant, without those by which a new alarm finds that all is well. */
const changes = (since: number): readonly Change[] =>
  sandbox.kernel.journal
    .entries()
    .filter(({ kind, at, detail }) => kind === 'alarm.changed' && Date.parse(at) > since && detail['to'] !== undefined)
    .filter(({ detail }) => detail['from'] !== 'INSUFFICIENT_DATA')
    .map(({ at, detail }) => ({ at: Date.parse(at), name: String(detail['name']), to: String(detail['to']) }));
const mails = (since: number): readonly string[] =>
  sandbox.kernel.journal
    .entries()
    .filter(({ kind, at, detail }) => kind === 'mail.sent' && Date.parse(at) > since && 'topic' in detail)
    .map(({ detail }) => `${String(detail['to'])}: ${String(detail['subject'])}`);
const queueUrl = (logicalId: RegExp): string => {
  const { queues } = sandbox.snapshot()['sqs'] as { queues: { name: string }[] };
  return `${sandbox.endpoint}/111122223333/${queues.find(({ name }) => logicalId.test(name))!.name}`;
};
const clientOf = <Client>(make: new (settings: object) => Client): Client =>
  new make({
    endpoint: sandbox.endpoint,
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });

test('in a quiet hour every alarm is known to be well, nobody is told anything, and CloudWatch may tell', async () => {
  await start();
  await pass(60);
  const since = now();
  await pass(60);
  const { alarms } = sandbox.snapshot()['cloudwatch'] as { alarms: { name: string; state: string; reason: string }[] };
  expect(alarms.length).toBeGreaterThan(30);
  // The statement is made once a day: a day has to pass before anybody can say that one is missing.
  const unknown = alarms.filter(({ state }) => state !== 'OK');
  expect(unknown.map(({ name, state }) => [name, state])).toEqual([
    ['casewarden-dev-absent-statement', 'INSUFFICIENT_DATA'],
  ]);
  expect(changes(since)).toEqual([]);
  expect(sandbox.kernel.journal.entries().filter(({ kind }) => kind === 'alarm.not-told')).toEqual([]);
});

test('tick stands still: two minutes later somebody is told, and told again when it runs', async () => {
  await start();
  await pass(10);
  const scheduler = clientOf(SchedulerClient);
  const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({}));
  const tick = Schedules.find(({ Target }) => Target?.Arn?.includes('TickFunction'))!;
  const which = { Name: tick.Name, GroupName: tick.GroupName };
  const { ScheduleExpression, FlexibleTimeWindow, Target } = await scheduler.send(new GetScheduleCommand(which));
  const stoppedAt = now();
  await scheduler.send(new DeleteScheduleCommand(which));
  await pass(10);
  const [absent, ...others] = changes(stoppedAt);
  expect(absent).toMatchObject({ name: 'casewarden-dev-absent-tick', to: 'ALARM' });
  // Two whole minutes without a run; the first of them began when the last run was over.
  expect(absent!.at - stoppedAt).toBeLessThanOrEqual(3 * minute);
  expect(absent!.at % minute).toBe(0);
  // Without tick nothing is known of the oldest due row either.
  expect(others.map(({ name, to }) => [name, to])).toEqual([['casewarden-dev-due-rows', 'ALARM']]);
  expect(mails(stoppedAt)[0]).toBe(`${reader}: ALARM: "casewarden-dev-absent-tick" in ap-northeast-1`);
  const { mails: outside } = await sandbox.control.mails({});
  expect(outside.find(({ subject }) => subject.includes('absent-tick'))?.body).toContain('docs/ja/alarms.md#absent');
  const { faults } = await sandbox.control.faults({});
  expect(faults.map(({ title }) => title.en)).toContain('The alarm casewarden-dev-absent-tick went off');

  const resumedAt = now();
  await scheduler.send(new CreateScheduleCommand({ ...which, ScheduleExpression, FlexibleTimeWindow, Target }));
  await pass(10);
  expect(
    changes(resumedAt)
      .map(({ name, to }) => [name, to] as const)
      .toSorted(([one], [other]) => one.localeCompare(other)),
  ).toEqual([
    ['casewarden-dev-absent-tick', 'OK'],
    ['casewarden-dev-due-rows', 'OK'],
  ]);
  expect(mails(resumedAt)).toHaveLength(2);
  scheduler.destroy();
});

test('a message that nobody can handle ends among the dead letters, and somebody is told until it is gone', async () => {
  await start();
  await pass(10);
  const since = now();
  const sqs = clientOf(SQSClient);
  await sqs.send(
    new SendMessageCommand({ QueueUrl: queueUrl(/-Inbox(?!\w*DeadLetters)/), MessageBody: 'no message of ours' }),
  );
  await pass(30);
  expect(changes(since)).toContainEqual(
    expect.objectContaining({ name: 'casewarden-dev-dead-letters-inbox', to: 'ALARM' }),
  );
  const gone = now();
  await sqs.send(new PurgeQueueCommand({ QueueUrl: queueUrl(/-Inbox\w*DeadLetters/) }));
  await pass(5);
  expect(changes(gone)).toEqual([expect.objectContaining({ name: 'casewarden-dev-dead-letters-inbox', to: 'OK' })]);
  sqs.destroy();
});

/** A case that is due half an hour after this. */
async function openCase(): Promise<void> {
  await sandbox.control.startContact({
    flow: 'consultation-chat',
    customer: '山田 太郎',
    answers: { name: '山田 太郎', email: 'yamada@example.com', preferred_slot_1: '12月1日 10:00' },
  });
  await pass(2);
}

test('a case that is due and cannot be written is told of within minutes, and when it can be', async () => {
  let blocked = false;
  const hooks: CallHook[] = [
    {
      before: ({ service, operation, caller }) => {
        if (blocked && service === 'dynamodb' && operation === 'PutItem' && caller.roleArn?.includes('AdvanceFunction'))
          throw new AwsError('InternalServerError', 'the table takes no writes', { statusCode: 500 });
      },
    },
  ];
  await start({ hooks });
  await openCase();
  blocked = true;
  const since = now();
  await pass(45);
  const due = changes(since).find(({ name }) => name === 'casewarden-dev-due-rows');
  expect(due).toMatchObject({ to: 'ALARM' });
  blocked = false;
  await pass(40);
  expect(changes(due!.at).find(({ name }) => name === 'casewarden-dev-due-rows')).toMatchObject({ to: 'OK' });
});

test('work that waits in a lane that nobody starts is told of', async () => {
  await start({
    edit: (copy) => {
      const mapping = copy
        .resources()
        .find(({ type, logicalId }) => type === 'AWS::Lambda::EventSourceMapping' && logicalId.includes('LanesSlack'));
      copy.removeResource(mapping!);
    },
  });
  await openCase();
  const since = now();
  await pass(60);
  const [first] = changes(since);
  expect(first).toMatchObject({ name: 'casewarden-dev-unattended-slack', to: 'ALARM' });
  expect(changes(since).map(({ name }) => name)).toContain('casewarden-dev-unread-slack');
});
