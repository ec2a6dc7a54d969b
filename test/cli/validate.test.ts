import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { main } from '../../cli/main.ts';
import { examplePolicy, exampleWith, inPolicyFolder } from '../lib/policy/policy-folder.ts';
import { createFakeIo } from '../support/fake-io.ts';

async function validate(policy: string, ...options: string[]) {
  return inPolicyFolder({ policy }, async (folder) => {
    const io = createFakeIo({ workingDirectory: folder });
    const status = await main(['validate', 'desk.yaml', ...options], io);
    return { status, ...io.written, files: readdirSync(folder).sort() };
  });
}

test('a valid file: one line that says what it holds', async () => {
  const { status, out, err } = await validate(examplePolicy);
  expect(status).toBe(0);
  expect(err).toBe('');
  expect(out).toBe(
    'ok desk.yaml: 4 fields, 2 statuses, 1 template, 1 intake, 1 team, 1 policy, 1 sink, 2 users, 1 queue\n',
  );
});

test('a wrong file: the place and no stack trace; nothing is created', async () => {
  const { status, out, err, files } = await validate(exampleWith('within: 30m', 'within: -30m'));
  expect(status).toBe(1);
  expect(out).toBe('');
  expect(err).toBe(
    'desk.yaml:35:13: policies.first-response.within: found "-30m"; allowed: a positive duration like 30m, 4h or 2d\n',
  );
  expect(files).toEqual(['desk.lock.json', 'desk.yaml']);
});

test.each([
  ['valid', examplePolicy, 0, { ok: true, contents: { policies: 1, fields: 4 } }],
  [
    'wrong',
    exampleWith('severity: high', 'severity: hihg'),
    1,
    { ok: false, problems: [{ file: 'desk.yaml', line: 32, column: 15 }], omitted: 0 },
  ],
])('--json for a %s file is one object on standard output', async (_state, policy, expected, content) => {
  const { status, out, err } = await validate(policy, '--json');
  expect(status).toBe(expected);
  expect(err).toBe('');
  expect(out.trimEnd().split('\n')).toHaveLength(1);
  expect(JSON.parse(out)).toMatchObject({ file: 'desk.yaml', ...content });
});

test('notes follow what the file holds, and change nothing', async () => {
  const policy = exampleWith('    within: 30m', '    clock: next-response\n    within: 30m');
  const { status, out, err } = await validate(policy);
  expect([status, err]).toEqual([0, '']);
  const [first, note, ...more] = out.trimEnd().split('\n');
  expect(first).toMatch(/^ok desk\.yaml: /);
  expect(note).toMatch(
    /^note desk\.yaml:35:12: policies\.first-response\.clock: .*messages within a chat are not seen$/,
  );
  expect(more).toEqual([]);
  const json = JSON.parse((await validate(policy, '--json')).out) as { ok: boolean; notes: object[] };
  expect(json).toMatchObject({ ok: true, notes: [{ file: 'desk.yaml', line: 35, column: 12 }] });
});

test('without a file the shipped example is checked', async () => {
  const io = createFakeIo();
  expect(await main(['validate'], io)).toBe(0);
  expect(io.written.out).toContain('first-desk.yaml');
});
