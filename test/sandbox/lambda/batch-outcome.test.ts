import { expect, test } from 'vitest';
import { messagesDone } from '../../../sandbox/services/lambda/batch-outcome.ts';

const all = ['a', 'b', 'c'];
const answer = (value: unknown) => ({ payload: JSON.stringify(value), functionError: undefined, logs: [] });

test.each<[string, unknown, string[]]>([
  ['nothing', null, all],
  ['no failures', { batchItemFailures: [] }, all],
  ['failures that are null', { batchItemFailures: null }, all],
  ['another object', { ok: true }, all],
  ['two failures', { batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'c' }] }, ['b']],
  ['an unknown message', { batchItemFailures: [{ itemIdentifier: 'x' }] }, []],
  ['an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }, []],
  ['a null id', { batchItemFailures: [{ itemIdentifier: null }] }, []],
  ['a wrong key', { batchItemFailures: [{ id: 'a' }] }, []],
  ['a failure that is null', { batchItemFailures: [null] }, []],
  ['failures that are no list', { batchItemFailures: 'a' }, []],
  ['a text', 'done', []],
])('an answer with %s', (_what, value, done) => {
  expect(messagesDone(all, answer(value), true)).toEqual(done);
});

test('without item failures the answer does not matter, an error fails all', () => {
  expect(messagesDone(all, answer({ batchItemFailures: [{ itemIdentifier: 'a' }] }), false)).toEqual(all);
  expect(messagesDone(all, { ...answer(null), functionError: 'Unhandled' }, true)).toEqual([]);
});
