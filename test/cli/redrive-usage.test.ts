import { expect, test } from 'vitest';
import { main } from '../../cli/main.ts';
import { createFakeIo } from '../support/fake-io.ts';

test.each<[string, string[], RegExp]>([
  ['a lane that is not there', ['--lane', 'mial'], /--lane takes one of case-update, .*did you mean "mail"/],
  ['an instant without a zone', ['--since', '2026-01-05T09:00'], /--since takes an instant with its zone/],
  [
    'a span that ends before it begins',
    ['--since', '2026-01-06T00:00Z', '--until', '2026-01-05T00:00Z'],
    /--since must be before --until/,
  ],
  ['a limit of nothing', ['--limit', '0'], /--limit takes a whole number from 1 on/],
  ['a queue and a policy', ['--queue', 'inbox', '--policy', 'x'], /--queue asks for dead letters, --policy for parked/],
  ['an empty name', ['--case', ''], /--case needs a value/],
  ['two places', ['--function', 'f', '--endpoint', 'http://127.0.0.1:1'], /give the one or the other/],
])('refuses %s', async (_what, words, said) => {
  const io = createFakeIo();
  expect(await main(['redrive', ...words], io)).toBe(2);
  expect(io.written.err).toMatch(said);
});
