import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { functionSpecs } from '../../lib/function-specs.ts';
import type { Fault } from '../../sandbox/control/schema.ts';
import { loadScenario } from '../../sandbox/scenarios/scenario.ts';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';
import { temporaryFolder } from '../lib/support/temporary-folder.ts';
import { sharedAssembly, type ExampleAssembly } from './example-assembly.ts';

/*
 * The consultation with two things broken at once: the secret holds a token that Slack does not know, and the function of
 * the mail lane has no code. Who looks under the hood must see both, and can move the mail's message back.
 */

const scenario = loadScenario('consultation');

function instanceWithWrongToken(): string {
  const text = readFileSync(new URL('../../sandbox/instance.yaml', import.meta.url), 'utf8');
  const path = join(temporaryFolder(), 'instance.yaml');
  const right = 'current: { botToken: xoxb-made-up-token }';
  if (!text.includes(right)) throw new Error(`sandbox/instance.yaml does not hold ${right} any more`);
  writeFileSync(path, text.replace(right, 'current: { botToken: xoxb-of-nobody }'));
  return path;
}

let example: ExampleAssembly;
let sandbox: Sandbox;
let faults: readonly Fault[];
beforeAll(async () => {
  example = await sharedAssembly();
  const { purpose } = functionSpecs.find(({ name }) => name === 'dispatch-mail')!;
  const assemblyDirectory = example.copy((assembly) =>
    assembly.removeCode(assembly.resources().find(({ properties }) => properties['Description'] === purpose)!),
  );
  sandbox = await startSandbox({ assemblyDirectory, start: scenario.start, instanceFile: instanceWithWrongToken() });
  await sandbox.play(scenario);
  // A message of a lane is received three times, each time to be seen again after six runs of ten minutes.
  await sandbox.control.jump({ by: 4 * 3_600_000 });
  ({ faults } = await sandbox.control.faults({}));
});
afterAll(async () => {
  await sandbox.close();
  example.remove();
});

const mailDeadLetters = async () => {
  const { queues } = await sandbox.control.queues({});
  return queues.find(({ name, isDeadLetterQueue }) => isDeadLetterQueue && name.includes('Mail'))!;
};

test('what Slack refused is told with its case and the credentials to compare', async () => {
  const [desk] = (await sandbox.control.cases({})).cases;
  const refused = faults.find(({ kind }) => kind === 'partner.refused')!;
  expect(refused).toMatchObject({ title: { en: 'Slack refused a request' }, caseId: desk!.caseId });
  expect(refused.detail).toBe('chat.postMessage: invalid_auth');
  const logged = faults.filter(({ kind, about }) => kind === 'function.logged-error' && about.name.includes('Slack'));
  expect(logged.map(({ detail }) => detail).join('\n')).toContain('invalid_auth');
});

test('the function without code is told with its queue, and its message lies in the dead-letter queue', async () => {
  const dead = await mailDeadLetters();
  const failed = faults.find(({ kind }) => kind === 'function.invoked')!;
  expect(failed.about).toMatchObject({ type: 'function', name: expect.stringContaining('Mail') as unknown });
  expect(failed.look.en).toMatch(
    /tried again every \d+ seconds, 3 times in all, and then goes to \w*Mail\w*DeadLetters/,
  );
  expect(faults.find(({ kind }) => kind === 'message.dead-lettered')!.about).toEqual({
    type: 'queue',
    name: dead.name,
  });
  expect(dead.visible).toBeGreaterThan(0);
  const { functions } = await sandbox.control.functions({});
  const broken = functions.find(({ name }) => name === failed.about.name)!;
  expect(broken.recent[0]).toMatchObject({ ok: false, error: failed.detail });
});

test('the message is moved back by the name of the queue, and is tried again', async () => {
  const { name, visible } = await mailDeadLetters();
  expect(await sandbox.control.redrive({ queue: name, dryRun: true })).toEqual({ moved: visible, dryRun: true });
  const lastFailure = async () =>
    (await sandbox.control.faults({})).faults.find(({ kind }) => kind === 'function.invoked')!.at;
  const before = await lastFailure();
  expect(await sandbox.control.redrive({ queue: name })).toEqual({ moved: visible, dryRun: false });
  expect((await mailDeadLetters()).messages).toEqual([]);
  await sandbox.control.jump({ by: 1_000 });
  expect(Date.parse(await lastFailure())).toBeGreaterThan(Date.parse(before));
});
