import { expect, test } from 'vitest';
import type { Redriver } from '../../cli/redriving/ask.ts';
import type { Wanted } from '../../cli/redriving/options.ts';
import { redriveAll } from '../../cli/redriving/work.ts';
import type { FoundEffect, FoundLetter, RedriveAnswer, RedriveRequest } from '../../lambda/contract/redrive.ts';

const since = '2026-01-05T00:00:00.000Z';
const words = { ja: 'x', en: 'x' };
const letter = (id: string): FoundLetter => ({ id, caseId: null, what: words, reason: words, since, redriven: true });
const effect = (caseId: string): FoundEffect => ({
  caseId,
  effect: 'e',
  kind: 'slack',
  lane: 'slack',
  policy: 'p',
  level: 'breach',
  reason: 'r',
  since,
  verdict: 'again',
  words,
  redriven: true,
});
const wanted: Wanted = { queue: undefined, filter: {}, limit: Infinity, act: true, evenIfDoubled: false, by: 'x' };

/** Answers piece by piece, and keeps what it was asked. */
function scripted(...pieces: (RedriveAnswer | Error)[]) {
  const asked: RedriveRequest[] = [];
  const redriver = {
    ask: async (request: RedriveRequest) => {
      if (request.kind === 'queues') return { kind: 'queues', queues: ['inbox'] };
      asked.push(request);
      const piece = pieces.shift();
      if (piece === undefined || piece instanceof Error) throw piece ?? new Error('asked too often');
      return piece;
    },
  } as unknown as Redriver;
  return { redriver, asked };
}
const lettersOf = (found: FoundLetter[], hasMore: boolean): RedriveAnswer => ({
  kind: 'dead-letters',
  queue: 'inbox',
  found,
  looked: found.length,
  hasMore,
});
const parkedOf = (found: FoundEffect[], next?: string): RedriveAnswer => ({
  kind: 'parked',
  found,
  looked: 500,
  unreadable: [],
  ...(next === undefined ? {} : { next }),
});
const { signal } = new AbortController();

test('goes on where the piece before has ended, with what is left of the limit', async () => {
  const { redriver, asked } = scripted(
    lettersOf([letter('a')], true),
    lettersOf([letter('b')], false),
    parkedOf([effect('1')], 'there'),
    parkedOf([effect('2')]),
  );
  const done = await redriveAll(redriver, { ...wanted, limit: 9 }, { signal }, () => {});
  expect(done).toMatchObject({ deadLetters: [{ id: 'a' }, { id: 'b' }], parked: [{ caseId: '1' }, { caseId: '2' }] });
  expect(asked.map((request) => ('limit' in request ? request.limit : undefined))).toEqual([9, 8, 7, 6]);
  expect(asked.at(-1)).toMatchObject({ from: 'there' });
});

test('ends at the limit', async () => {
  const { redriver } = scripted(lettersOf([letter('a'), letter('b')], true));
  const done = await redriveAll(redriver, { ...wanted, limit: 2 }, { signal }, () => {});
  expect(done).toMatchObject({ deadLetters: [{ id: 'a' }, { id: 'b' }], parked: [], notAllOf: [] });
});

test('tells of a queue in which more may be than was looked at', async () => {
  const { redriver } = scripted(lettersOf([letter('a')], true), parkedOf([]));
  const done = await redriveAll(redriver, { ...wanted, act: false }, { signal }, () => {});
  expect(done.notAllOf).toEqual(['inbox']);
});

test('stopped by a person, finishes the piece at hand and begins no other', async () => {
  const stop = new AbortController();
  const { redriver, asked } = scripted(lettersOf([letter('a')], true));
  const done = await redriveAll(redriver, wanted, { signal: stop.signal }, () => stop.abort());
  expect(done).toMatchObject({ deadLetters: [{ id: 'a' }], isStopped: true });
  expect(asked).toHaveLength(1);
});

test('a piece that fails takes nothing from what the pieces before have done', async () => {
  const { redriver } = scripted(lettersOf([letter('a')], false), new Error('down'));
  const done = await redriveAll(redriver, wanted, { signal }, () => {});
  expect(done).toMatchObject({ deadLetters: [{ id: 'a' }], failure: { message: 'down' } });
});
