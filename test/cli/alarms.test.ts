import { DeleteScheduleCommand, ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../../cli/main.ts';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';
import { sharedAssembly, type ExampleAssembly } from '../scenarios/example-assembly.ts';
import { createFakeIo } from '../support/fake-io.ts';

let example: ExampleAssembly;
let sandbox: Sandbox;
beforeAll(async () => {
  example = await sharedAssembly();
  sandbox = await startSandbox({ assemblyDirectory: example.directory });
}, 120_000);
afterAll(async () => {
  await sandbox.close();
  example.remove();
});

async function run(...words: string[]) {
  const io = createFakeIo({ env: { CASEWARDEN_ENDPOINT: sandbox.endpoint } });
  return { status: await main(['alarms', ...words], io), ...io.written };
}

test('all is well, then tick stands still', async () => {
  await sandbox.control.jump({ by: 40 * 60_000 });
  const well = await run('--lang', 'en');
  expect(well).toMatchObject({ status: 0, err: '' });
  // A day has to pass before anybody can say that the statement of a day is missing.
  expect(well.out).toMatch(/absent-statement +INSUFFICIENT_DATA[^]*None of \d\d alarms is on\.\n1 cannot tell yet/);
  const all = await run('--all', '--lang', 'ja');
  expect(all.out).toContain('casewarden-dev-dead-letters-inbox');
  expect(all.out).toMatch(/\d\d 件のアラームのうち、アラーム状態のものはありません。/);

  const scheduler = new SchedulerClient({
    endpoint: sandbox.endpoint,
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({}));
  const tick = Schedules.find(({ Target }) => Target?.Arn?.includes('TickFunction'))!;
  await scheduler.send(new DeleteScheduleCommand({ Name: tick.Name, GroupName: tick.GroupName }));
  scheduler.destroy();
  await sandbox.control.jump({ by: 3 * 60_000 });

  const shown = await run('--lang', 'en');
  expect(shown.status).toBe(1);
  expect(shown.out).toMatch(/casewarden-dev-absent-tick +ALARM +.*\d\d:\d\d/);
  expect(shown.out).toContain('was less than the threshold (1.0)'.replace('was', 'were'));
  expect(shown.out).toContain('docs/ja/alarms.md#absent');
  expect(shown.out).toContain('1 of ');
  const json = JSON.parse((await run('--json')).out) as { stage: string; alarms: { name: string; state: string }[] };
  expect(json).toMatchObject({
    stage: 'dev',
    alarms: [{ name: 'casewarden-dev-absent-tick', state: 'ALARM' }, { state: 'INSUFFICIENT_DATA' }],
  });
});

test.each<[string, string[], number, RegExp]>([
  ['a stage that is not deployed', ['--stage', 'prod'], 1, /there is no alarm named casewarden-prod-…/],
  ['a stage that cannot be', ['--stage', 'PROD'], 2, /--stage takes lower-case letters/],
  ['two places', ['--account', '--endpoint', 'http://127.0.0.1:1'], 2, /give the one or the other/],
])('refuses %s', async (_what, words, status, said) => {
  const answer = await run(...words);
  expect(answer.status).toBe(status);
  expect(answer.err).toMatch(said);
});
