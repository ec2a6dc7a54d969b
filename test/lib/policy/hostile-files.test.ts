import { expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPolicy } from '../../../lib/policy/load-policy.ts';
import { examplePolicy, problemsOf } from './policy-folder.ts';

const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x]',
  ...Array.from(
    { length: 12 },
    (_, index) => `a${index + 1}: &a${index + 1} [${Array.from({ length: 9 }, () => `*a${index}`).join(', ')}]`,
  ),
].join('\n');
const shiftJis = Buffer.concat([Buffer.from('version: 1\nlabel: '), Buffer.from([0x93, 0xfa, 0x96, 0x7b])]);
const cutCharacter = Buffer.concat([Buffer.from('version: 1\nlabel: 日'), Buffer.from([0xe6, 0x9c])]);

test.each([
  ['a tab in the indentation', 'version: 1\nconnect:\n\tinstance: x\n', 3, 1, 'tab'],
  [
    'a key that stands twice',
    `${examplePolicy}version: 1\n`,
    examplePolicy.split('\n').length,
    1,
    'duplicate key "version"; it stands first in line 3',
  ],
  ['a second document', 'version: 1\n---\nversion: 1\n', 2, 1, 'second document'],
  ['aliases that unfold without end', bomb, 5, 20, 'aliases unfold the file to more than'],
  ['an alias of itself', 'version: &a [*a]\n', 1, 14, 'stands inside what it refers to'],
  ['an alias of nothing', 'version: *a\n', 1, 10, 'has no anchor &a'],
  ['text that is not UTF-8', shiftJis, 2, 8, 'not UTF-8: found byte 0x93'],
  ['a character that is cut off', cutCharacter, 2, 9, 'not UTF-8: found byte 0xE6'],
  ['UTF-16', Buffer.from('\ufeffversion: 1\n', 'utf16le'), 1, 1, 'not UTF-8'],
  ['a control character', 'version: 1\nlanguage: j\u0000a\n', 2, 12, 'U+0000'],
  ['an empty file', '', 1, 1, 'empty'],
  ['a file of comments', '# nothing\n', 1, 1, 'empty'],
  ['a list', '- version: 1\n', 1, 1, 'found a list'],
  ['a text', 'hello\n', 1, 1, 'found "hello"'],
  ['10 MB', 'a: 1\n'.repeat(2_000_000), 1, 1, '10000000 bytes; allowed: at most 1048576'],
  ['a hundred thousand open brackets', '['.repeat(100_000), 1, 101, 'nested deeper than 100 levels'],
  ['a hundred thousand dashes', '- '.repeat(100_000), 1, 1, 'nested deeper than 100 levels'],
  ['a tag', "version: !!js/function 'x'\n", 1, 10, 'not valid YAML'],
  ['a quote that stays open', 'version: "1\nlanguage: ja\n', 3, 1, 'not closed'],
  ['a key that is a list', '? [version]\n: 1\n', 1, 3, 'no plain text'],
])('%s gets one clear error with its place', async (_case, policy, line, column, words) => {
  const problems = await problemsOf({ policy });
  const ofFile = problems.filter(({ file }) => file === 'desk.yaml');
  expect(ofFile).toHaveLength(1);
  expect(ofFile[0]).toMatchObject({ line, column });
  expect(ofFile[0]?.message).toContain(words);
});

test('a file of eighty thousand keys is answered with the first twenty problems', async () => {
  const problems = await problemsOf({
    policy: Array.from({ length: 80_000 }, (_, index) => `a${index}: 1`).join('\n'),
  });
  expect(problems).toHaveLength(20);
});

test.each([
  ['at the top', `${examplePolicy}__proto__: { polluted: true }\n`],
  ['among the fields', examplePolicy.replace('\nfields:\n', '\nfields:\n  __proto__: { type: text, label: x }\n')],
])('the key __proto__ %s is refused, and nothing is polluted', async (_where, policy) => {
  const problems = await problemsOf({ policy });
  expect(problems.map(({ message }) => message.split(';')[0])).toEqual(['unknown key "__proto__"']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('constructor is a name like any other', async () => {
  const problems = await problemsOf({ policy: `${examplePolicy}constructor: 1\n` });
  expect(problems.map(({ message }) => message.split(';')[0])).toEqual(['unknown key "constructor"']);
});

test('two fields of one label are refused', async () => {
  const policy = examplePolicy.replace('label: 面談希望日時(第2希望)', 'label: 面談希望日時(第1希望)');
  const problems = await problemsOf({ policy });
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringContaining('field "preferred_slot_1" has the same label'),
  ]);
});

test('a folder, and a file that is not there, are told from one another', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'casewarden-policy-'));
  try {
    await expect(loadPolicy('.', { workingDirectory: folder })).rejects.toThrow('.:1:1: this is a folder');
    await expect(loadPolicy('none.yaml', { workingDirectory: folder })).rejects.toThrow(
      'none.yaml:1:1: there is no such file',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
