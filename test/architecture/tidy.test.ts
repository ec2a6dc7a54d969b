import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, sourceFiles } from './imports.ts';

const longestFileLines = 400;
const folders = ['bin', 'lib', 'lambda', 'sandbox', 'cli', 'console', 'test'];
const sources = sourceFiles(folders).filter((path) => path !== 'test/architecture/tidy.test.ts');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const filesWith = (pattern: RegExp, paths: readonly string[] = sources): string[] =>
  paths.filter((path) => pattern.test(read(path)));

test('no file is so long that it must hold more than one idea', () => {
  expect(sources.filter((path) => read(path).split('\n').length > longestFileLines)).toEqual([]);
});

test('nothing is left over: no notes to self, no skipped or lone tests, no silenced compiler', () => {
  expect(filesWith(/\b(TODO|FIXME|XXX)\b|\.(only|skip|todo)\(|\bas any\b|@ts-(ignore|nocheck|expect-error)/)).toEqual(
    [],
  );
});

test('no error is swallowed by an empty catch', () => {
  expect(filesWith(/catch\s*(\([^)]*\))?\s*\{\s*\}|\.catch\(\(\)\s*=>\s*\{\s*\}\)/)).toEqual([]);
});

test('a rule of the linter is silenced only with a reason beside it', () => {
  expect(filesWith(/(oxlint|eslint)-disable(?!-next-line [\w/-]+ -- \S)/)).toEqual([]);
});

test('file and folder names are kebab-case', () => {
  const names = sources.flatMap((path) => path.split('/'));
  expect([
    ...new Set(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|tsx|ts|mjs|d|config))*$/.test(name))),
  ]).toEqual([]);
});

test('no path of one machine and no registry host stands in what is committed', () => {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((path) => /\.(tsx?|mjs|md|ya?ml|json)$/.test(path) && path !== 'test/architecture/tidy.test.ts');
  expect(filesWith(/\/(home|Users|root)\/[\w.-]+|\/work\/|registry\.npmjs|"resolved": "http/, listed)).toEqual([]);
});
