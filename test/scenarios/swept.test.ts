import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../../cli/main.ts';
import { statementAnswer } from '../../lambda/contract/statement.ts';
import type { PublicEvent } from '../../sandbox/control/public-event.ts';
import type { ScenarioResult } from '../../sandbox/scenarios/run-scenario.ts';
import { parseScenario } from '../../sandbox/scenarios/scenario.ts';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';
import { temporaryFolder } from '../lib/support/temporary-folder.ts';
import { createFakeIo } from '../support/fake-io.ts';
import { synthesizeExample, type ExampleAssembly } from './example-assembly.ts';

/*
 * The consultation of which no case event ever arrives: the rule that brings them is off. The sweep alone has to find that the
 * case was created, so that its clock runs from the creation, and that it was answered.
 */

const path = new URL('../../sandbox/scenarios/consultation.yaml', import.meta.url);
/** As it is told, but with a period of the sweep and the lag of the search to spare. */
const patient = parseScenario('consultation.yaml', readFileSync(path, 'utf8').replaceAll('within: 5m', 'within: 7m'));

let example: ExampleAssembly;
let result: ScenarioResult;
let events: readonly PublicEvent[];
let failures: readonly unknown[];
let statement: Record<string, unknown>;
const io = createFakeIo();
let status: number;
let files: ReadonlyMap<string, string>;

/** What lies in the bucket of statements, as anybody may read it who has the right to. */
async function filesOf(sandbox: Sandbox): Promise<ReadonlyMap<string, string>> {
  const resources = [...sandbox.stacks().values()].flatMap(({ resources }) => [...resources.values()]);
  const Bucket = resources.find(({ type }) => type === 'AWS::S3::Bucket')?.physicalId;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const { endpoint, kernel } = sandbox;
  const client = new S3Client({ endpoint, region: kernel.place.region, maxAttempts: 1, credentials });
  try {
    const found = new Map<string, string>();
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'statements/' }));
    for (const { Key = '' } of Contents) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      found.set(Key, (await Body?.transformToString()) ?? '');
    }
    return found;
  } finally {
    client.destroy();
  }
}

beforeAll(async () => {
  const folder = temporaryFolder();
  const examples = new URL('../../examples/', import.meta.url);
  const policy = readFileSync(new URL('first-desk.yaml', examples), 'utf8');
  writeFileSync(join(folder, 'first-desk.yaml'), `${policy}\nstatement: { slack: { channel: C0DESK } }\n`);
  copyFileSync(new URL('first-desk.lock.json', examples), join(folder, 'first-desk.lock.json'));
  example = await synthesizeExample(join(folder, 'first-desk.yaml'));
  let changed = 0;
  const assemblyDirectory = example.copy((assembly) => {
    for (const resource of assembly.resources()) {
      if (resource.type !== 'AWS::Events::Rule') continue;
      assembly.editTexts(resource, (text) => {
        if (text !== 'aws.cases') return text;
        changed += 1;
        return 'aws.nothing';
      });
    }
  });
  expect(changed).toBe(1);
  const sandbox = await startSandbox({ assemblyDirectory, start: patient.start });
  try {
    result = await sandbox.play(patient);
    // Until after eight in the morning in Tokyo, and the full pass before it.
    await sandbox.control.jump({ to: '2026-11-26T23:05:00.000Z' });
    statement = await sandbox.control.statement({});
    files = await filesOf(sandbox);
    status = await main(['statement', '--endpoint', sandbox.endpoint, '--lang', 'ja'], io);
    sandbox.views.settle();
    events = sandbox.views.timeline();
    failures = sandbox.kernel.journal
      .entries()
      .filter(
        ({ kind, detail }) => kind === 'sandbox.fault' || (kind === 'function.invoked' && detail['ok'] === false),
      );
  } finally {
    await sandbox.close();
  }
}, 300_000);
afterAll(() => example.remove());

test('every step of the story happens without a single event, within one period of the sweep', () => {
  expect(
    result.steps
      .filter(({ outcome }) => outcome !== 'happened')
      .map(({ number, step, because }) => ({ number, step: step.en, because: because?.en })),
  ).toEqual([]);
  expect(failures).toEqual([]);
});

test('the breach comes at its moment, once', () => {
  const [created] = events.filter(({ kind }) => kind === 'case.created');
  const breached = events.filter(({ kind }) => kind === 'sla.breached');
  expect(breached).toHaveLength(1);
  const lateSeconds = (Date.parse(breached[0]!.at) - Date.parse(created!.at)) / 1000 - 1800;
  expect(lateSeconds).toBeGreaterThanOrEqual(0);
  expect(lateSeconds).toBeLessThan(10);
});

test('the statement of the morning says what was found and repaired', () => {
  expect(statementAnswer.parse(statement)).toMatchObject({
    statement: {
      date: '2026-11-27',
      sweeps: { foundUnknown: 1, unrepaired: 0, failed: 0 },
      fullPass: { endedAt: expect.any(String), cases: 1 },
      counts: { 'no-clock': 0, 'no-owner': 0, 'owner-gone': 0 },
    },
  });
  expect(status).toBe(0);
  expect(io.written.out).toContain('Casewarden 日報 2026-11-27');
});

test('it lies in the bucket of the morning, as the function tells it, and stands in Slack once', () => {
  const told = statementAnswer.parse(statement);
  expect([...files.keys()]).toEqual(['statements/2026/11/27.json', 'statements/2026/11/27.md']);
  expect(JSON.parse(files.get('statements/2026/11/27.json')!)).toEqual('none' in told ? undefined : told.statement);
  expect(files.get('statements/2026/11/27.md')).toContain('# Casewarden 日報 2026-11-27');
  const posted = events.filter(({ kind }) => kind === 'slack.posted').map((event) => JSON.stringify(event));
  expect(posted.filter((text) => text.includes('日報 2026-11-27'))).toHaveLength(1);
});
