import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { synthIfStale } from '../../cli/assembly.ts';
import { main } from '../../cli/main.ts';
import type { SynthOptions } from '../../cli/run-synth.ts';
import { exampleLock, examplePolicy } from '../lib/policy/policy-folder.ts';
import { createFakeIo } from '../support/fake-io.ts';

let folder = '';
let policyPath = '';
let runs = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casewarden-assembly-'));
  policyPath = join(folder, 'desk.yaml');
  writeFileSync(policyPath, examplePolicy);
  writeFileSync(join(folder, 'desk.lock.json'), exampleLock);
  runs = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const synth = async ({ outputDirectory }: SynthOptions): Promise<void> => {
  runs += 1;
  const run = runs;
  mkdirSync(outputDirectory, { recursive: true });
  await pause(20);
  writeFileSync(join(outputDirectory, 'manifest.json'), `{"run":${run}}`);
};
const output = (): string => join(folder, 'assemblies');
const assemble = () => synthIfStale(policyPath, output(), { synth });

test('is made once, and again only when something it is made from has changed', async () => {
  const first = await assemble();
  expect(first.synthesized).toBe(true);
  expect(existsSync(join(first.directory, 'manifest.json'))).toBe(true);
  expect(await assemble()).toEqual({ directory: first.directory, synthesized: false });

  writeFileSync(policyPath, `${examplePolicy}\n# changed\n`);
  const second = await assemble();
  expect(second.synthesized).toBe(true);
  expect(second.directory).not.toBe(first.directory);

  writeFileSync(join(folder, 'desk.lock.json'), `${exampleLock}\n`);
  expect((await assemble()).synthesized).toBe(true);

  writeFileSync(policyPath, examplePolicy);
  writeFileSync(join(folder, 'desk.lock.json'), exampleLock);
  expect(await assemble()).toEqual({ directory: first.directory, synthesized: false });
});

test('three at once end with one whole assembly and nothing beside it', async () => {
  const all = await Promise.all([assemble(), assemble(), assemble()]);
  expect(new Set(all.map(({ directory }) => directory)).size).toBe(1);
  expect(readdirSync(output())).toHaveLength(1);
  expect(JSON.parse(readFileSync(join(all[0].directory, 'manifest.json'), 'utf8'))).toHaveProperty('run');
});

test('a synth that fails leaves nothing behind and is tried anew', async () => {
  const failing = async (options: SynthOptions): Promise<void> => {
    await synth(options);
    throw new Error('no');
  };
  await expect(synthIfStale(policyPath, output(), { synth: failing })).rejects.toThrow('no');
  expect(readdirSync(output())).toEqual([]);
  expect((await assemble()).synthesized).toBe(true);
});

test('casewarden synth does not replace a folder that holds something else, and stops at a wrong policy file', async () => {
  mkdirSync(join(folder, 'mine'));
  writeFileSync(join(folder, 'mine', 'letter.txt'), 'dear');
  const io = createFakeIo({ workingDirectory: folder });
  expect(await main(['synth', 'desk.yaml', '--output', 'mine'], io)).toBe(1);
  expect(io.written.err).toContain('holds something else');
  expect(readdirSync(join(folder, 'mine'))).toEqual(['letter.txt']);

  writeFileSync(policyPath, 'version: 2\n');
  expect(await main(['synth', 'desk.yaml', '--output', 'new'], io)).toBe(1);
  expect(existsSync(join(folder, 'new'))).toBe(false);
});
