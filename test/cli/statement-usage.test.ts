import { expect, test } from 'vitest';
import { main } from '../../cli/main.ts';
import { createFakeIo } from '../support/fake-io.ts';

test.each<[string, string[], RegExp]>([
  ['a day that is none', ['--date', 'yesterday'], /--date must be a day like 2026-01-05/],
  ['two places', ['--function', 'f', '--endpoint', 'http://127.0.0.1:1'], /give the one or the other/],
])('refuses %s', async (_what, words, said) => {
  const io = createFakeIo();
  expect(await main(['statement', ...words], io)).toBe(2);
  expect(io.written.err).toMatch(said);
});
