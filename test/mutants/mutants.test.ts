import { transformSync } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allMutants } from './all-mutants.ts';
import { hunt } from './hunt.ts';
import { editedSources, editsOf, MutantOutdatedError, type Mutant } from './mutant.ts';

const named = (name: string): Mutant => allMutants.find((mutant) => mutant.name === name)!;

test('there are enough mutants, each with a name of its own and a sentence', () => {
  const names = allMutants.map(({ name }) => name);
  expect(names.length).toBeGreaterThanOrEqual(36);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, says } of allMutants) {
    expect(name).toMatch(/^[a-z]+(-[a-z0-9]+)+$/);
    expect(says, name).toMatch(/^[A-Z].*\.$/);
  }
});

test.each(allMutants)('$name changes the product as it is today', (mutant) => {
  for (const [path, source] of editedSources(editsOf(mutant))) {
    expect(path).toMatch(/[\\/]lambda[\\/]/);
    expect(() => transformSync(source, { loader: 'ts' }), path).not.toThrow();
  }
  for (const { find, replace } of editsOf(mutant)) expect(replace).not.toBe(find);
});

test('what does not stand in the product exactly once is refused', () => {
  const file = 'lambda/domain/step.ts';
  for (const find of ['no such text', 'item']) {
    expect(() => editedSources([{ file, find, replace: '' }])).toThrow(MutantOutdatedError);
  }
});

describe('the hunt', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'casewarden-mutants-test-'));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const soon = { firstSeed: 1, seeds: 60, seconds: 120 };

  test.each(['claim-answer-ignored', 'claim-outcome-before-call', 'lane-lease-ignored'])(
    'catches %s within a few seeds',
    async (name) => {
      const hunted = await hunt(named(name), soon, directory);
      expect(hunted).toMatchObject({ name, fate: 'caught' });
      expect(hunted.broken?.seed).toBe(hunted.seeds);
    },
    180_000,
  );

  test('catches by a stored story what seeds strike too seldom', async () => {
    const hunted = await hunt(named('proof-contradicted-read'), { ...soon, seeds: 1 }, directory);
    expect(hunted).toMatchObject({ fate: 'caught', broken: { story: 'contradicted-read' } });
  }, 180_000);

  test('what changes nothing survives', async () => {
    const comment = {
      name: 'a-comment',
      says: 'Nothing.',
      file: 'lambda/domain/step.ts',
      find: 'The whole decision of',
      replace: 'The decision of',
    };
    expect(await hunt(comment, { ...soon, seeds: 3 }, directory)).toMatchObject({ fate: 'survived', seeds: 3 });
  }, 180_000);

  test('what does not build has no verdict, and says why', async () => {
    const broken = { ...named('claim-answer-ignored'), replace: 'if (' };
    const hunted = await hunt(broken, soon, directory);
    expect(hunted.fate).toBe('no verdict');
    expect(hunted.because).toContain('visit-case.ts');
  });
});
