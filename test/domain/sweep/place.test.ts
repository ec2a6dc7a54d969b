import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SweepPlace } from '../../../lambda/contract/sweep-rows.ts';
import { instantOf } from '../../../lambda/domain/instants.ts';
import { goOn, nextPlace, nobodyShown } from '../../../lambda/domain/sweep/place.ts';
import type { FoundCase } from '../../../lambda/domain/sweep/sweep-ports.ts';

const pageSize = 4;
const at = (seconds: number): string => instantOf(Date.UTC(2026, 10, 24) + seconds * 1000);

/** What leaves its place before each page: by closing, by being deleted, or by being changed, which puts it at the end. */
const story = fc.record({
  seconds: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 40 }),
  leaving: fc.array(fc.array(fc.record({ place: fc.nat(39), isMoved: fc.boolean() }), { maxLength: 4 }), {
    maxLength: 12,
  }),
});

test('one look sees every case that keeps its place, whatever leaves its own between two pages', () => {
  fc.assert(
    fc.property(story, ({ seconds, leaving }) => {
      const cases = new Map(seconds.map((second, number) => [`case-${number}`, second]));
      const kept = new Set(cases.keys());
      const seen = new Set<string>();
      let place: SweepPlace | undefined = {};
      let standing = nobodyShown;
      for (let page = 0; place !== undefined; page += 1) {
        expect(page).toBeLessThan(200);
        for (const { place: number, isMoved } of leaving[page] ?? []) {
          kept.delete(`case-${number}`);
          if (isMoved && cases.has(`case-${number}`)) cases.set(`case-${number}`, 50 + page);
          else cases.delete(`case-${number}`);
        }
        const { from, token } = place;
        const found = [...cases]
          .map(([caseId, second]) => asFound(caseId, at(second)))
          .filter((one) => from === undefined || one.createdAt! >= from)
          .sort((left, right) => (left.createdAt! < right.createdAt! ? -1 : 1));
        // The service is taken to count: its token is a position in what it finds then.
        const first = Number(token ?? 0);
        const shown = found.slice(first, first + pageSize);
        for (const { caseId } of shown) seen.add(caseId);
        const next = first + pageSize < found.length ? { next: String(first + pageSize) } : {};
        const gone = goOn(place, 'createdAt', { cases: shown, ...next }, standing, false);
        place = gone.next;
        ({ standing } = gone);
      }
      expect([...kept].filter((caseId) => !seen.has(caseId))).toEqual([]);
    }),
    { numRuns: 2000, seed: 5 },
  );
});

test('cases that move for ever do not hold a look for ever', () => {
  const crowd = (page: number) => Array.from({ length: 4 }, (_unused, number) => asFound(`${page}-${number}`, at(10)));
  let place: SweepPlace | undefined = { from: at(10) };
  let standing = nobodyShown;
  const walks: (number | undefined)[] = [];
  for (let page = 0; place !== undefined; page += 1) {
    expect(page).toBeLessThan(100);
    walks.push(place.walk);
    const found = { cases: crowd(page), ...(page % 3 === 2 ? {} : { next: 'token' }) };
    ({ next: place, standing } = goOn(place, 'createdAt', found, standing, false));
  }
  expect(walks.at(-1)).toBe(5);
});

test('a page of which every case has one instant goes on by its token, and then by the next instant', () => {
  const page = (second: number) => ({ cases: [asFound('a', at(second)), asFound('b', at(second))], next: 'token' });
  expect(nextPlace({}, 'createdAt', page(10))).toEqual({ from: at(9) });
  expect(nextPlace({ from: at(9) }, 'createdAt', page(10))).toEqual({ from: at(9), token: 'token' });
  expect(nextPlace({ from: at(9), token: 'token' }, 'createdAt', page(11))).toEqual({ from: at(10) });
  expect(nextPlace({ from: at(10) }, 'createdAt', { cases: page(12).cases })).toBeUndefined();
});

test('a page without any instant goes on by its token', () => {
  const blank = { ...asFound('a', at(0)), createdAt: undefined };
  expect(nextPlace({}, 'createdAt', { cases: [blank], next: 'token' })).toEqual({ token: 'token' });
});

function asFound(caseId: string, instant: string): FoundCase {
  return { caseId, templateId: 'template', createdAt: instant, lastUpdatedAt: instant, fields: {} };
}
