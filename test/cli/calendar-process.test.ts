import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { root } from '../architecture/imports.ts';

const json = (value: unknown): string => `${JSON.stringify(value)}\n`;
const monday = { id: 'K1', type: 'calendar', zone: 'Asia/Tokyo', week: { mon: [['09:00', '18:00']] } };
const ask = (more: object = {}): string =>
  json({ id: 'D1', op: 'deadline', cal: 'K1', start: '2026-01-05T00:00:00Z', seconds: 5400, ...more });
const good = { id: 'D1', deadline: '2026-01-05T01:30:00Z' };

function start() {
  const child = spawn(process.execPath, [join(root, 'bin/casewarden.mjs'), 'calendar'], { cwd: root });
  const done = once(child, 'close') as Promise<[number | null]>;
  return { child, done, output: text(child.stdout), errors: text(child.stderr) };
}

test.each([
  ['0 when all was answered', ask(), 0],
  ['1 when something was wrong', ask({ seconds: -1 }) + ask(), 1],
])('ends with %s', async (_case, rows, status) => {
  const { child, done, output, errors } = start();
  child.stdin.end(json(monday) + rows);
  expect(await done).toEqual([status, null]);
  expect((await output).trimEnd().split('\n')).toContain(json(good).trimEnd());
  expect(await errors).toBe('');
});

test('answers while its input is still open', async () => {
  const { child, done } = start();
  child.stdin.write(json(monday) + ask());
  const [first] = (await once(child.stdout, 'data')) as [Buffer];
  expect(String(first)).toBe(json(good));
  child.stdin.end();
  expect(await done).toEqual([0, null]);
});

test('answers 100,000 questions in their order', async () => {
  const { child, done, output } = start();
  const rows = Array.from({ length: 100_000 }, (_, index) =>
    ask({ id: index, start: new Date(Date.UTC(2020, 0, 1) + index * 600_000).toISOString() }),
  );
  child.stdin.write(json(monday));
  child.stdin.end(rows.join(''));
  const lines = (await output).trimEnd().split('\n');
  expect(await done).toEqual([0, null]);
  expect(lines).toHaveLength(100_000);
  expect(lines.every((line, index) => line.startsWith(`{"id":${index},"deadline":"20`))).toBe(true);
});

test('a folder as standard input is refused, not taken for an empty file', async () => {
  const folder = openSync(root, 'r');
  try {
    const child = spawn(process.execPath, [join(root, 'bin/casewarden.mjs'), 'calendar'], {
      cwd: root,
      stdio: [folder, 'pipe', 'pipe'],
    });
    const [errors, [status]] = await Promise.all([text(child.stderr!), once(child, 'close') as Promise<[number]>]);
    expect(status).toBe(1);
    expect(errors).toContain('standard input is a folder');
  } finally {
    closeSync(folder);
  }
});
