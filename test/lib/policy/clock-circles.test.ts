import { describe, expect, test } from 'vitest';
import { clockDesk, clockProblems, expectOne, one, row, rows, type Case } from './clock-desk.ts';

const forRequest = (conditions: string): string => `{ template: request, ${conditions} }`;

describe('earlier policies that take every case of a later one between them', () => {
  test.each<Case>([
    [
      'some values and all others',
      rows(
        row('a', { for: forRequest('priority: [low, normal]') }),
        row('b', { for: forRequest('priority: { not: [low, normal] }') }),
        row('c'),
      ),
      'for: { template: request }',
      ['"a" and "b", which stand before it, take every case', 'the special policy first'],
    ],
    [
      'set and not set, of a value',
      rows(
        row('a', { for: forRequest('region: { set: true }') }),
        row('other', { for: forRequest('priority: low, status: working') }),
        row('b', { for: forRequest('region: { set: false }') }),
        row('c', { for: forRequest('priority: high') }),
      ),
      'for: { template: request, priority: high',
      ['"a" and "b", which'],
    ],
    [
      'by two fields',
      rows(
        row('a', { for: forRequest('priority: low') }),
        row('b', { for: forRequest('priority: { not: low }, region: x') }),
        row('c', { for: forRequest('region: { not: x }') }),
        row('d', { for: forRequest('status: working') }),
      ),
      'for: { template: request, status: working',
      ['"a", "b" and "c", which'],
    ],
  ])('%s', async (_what, policies, pointsAt, says) => {
    await expectOne(clockDesk({ policies }), pointsAt, says);
  });

  test.each([
    ['a value is left', [forRequest('priority: low'), forRequest('priority: { not: [low, high] }')]],
    ['a case without the value is left', [forRequest('priority: { set: true }'), forRequest('region: x')]],
    ['a pair is left', [forRequest('priority: low'), forRequest('priority: { not: low }, region: x')]],
  ])('%s', async (_what, before) => {
    const policies = rows(...before.map((given, index) => row(`p${index}`, { for: given })), row('last'));
    expect(await clockProblems(clockDesk({ policies }))).toEqual([]);
  });

  test('many rows of many fields are looked at within a bound', async () => {
    const fields = ['priority', 'region', 'status', 'title', 'summary', 'case_reason'];
    const values = (index: number): string =>
      fields
        .map(
          (field) =>
            `${field}: { not: [${field === 'priority' ? 'low' : field === 'status' ? 'working' : `v${index}`}] }`,
        )
        .join(', ');
    const policies = rows(
      ...Array.from({ length: 40 }, (_, index) => row(`p${index}`, { for: forRequest(values(index)) })),
    );
    const started = performance.now();
    await clockProblems(clockDesk({ policies }));
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('policies that set each other going', () => {
  const set = (field: string, value: string): string => `[ { set: { ${field}: ${value} } } ]`;
  test.each<Case>([
    [
      'one closes, and one reopens as long as it is closed',
      rows(
        row('a', { clock: 'resolution', reopen: 'reset', breach: set('status', 'closed') }),
        row('b', {
          clock: 'update',
          renew: '{ comment: true }',
          start: '{ status: closed }',
          until: '{ status: open }',
          breach: set('status', 'open'),
        }),
      ),
      'status: closed } } ]',
      ['a sets status to closed, which starts b; b sets status to open, which starts again a'],
    ],
    [
      'one renews, and one restarts',
      rows(
        row('a', { clock: 'update', renew: '{ changed: [priority] }', breach: set('priority', 'high') }),
        row('b', { clock: 'resolution', reset: '{ priority: high }', breach: set('priority', 'low') }),
      ),
      'priority: high } } ]',
      ['a sets priority to high, which restarts b; b sets priority to low, which renews a'],
    ],
    [
      'one renews itself by two values in turn',
      one({
        clock: 'update',
        renew: '{ changed: [priority] }',
        warn: '[ { at: 50%, do: [ { set: { priority: low } } ] } ]',
        breach: set('priority', 'high'),
      }),
      'priority: low } } ]',
      ['answer sets priority to low, which renews itself'],
    ],
  ])('%s', async (_what, policies, pointsAt, says) => {
    await expectOne(clockDesk({ policies }), pointsAt, says);
  });

  test.each([
    [
      'an update clock that sets one value',
      one({ clock: 'update', renew: '{ changed: [priority] }', breach: set('priority', 'high') }),
    ],
    [
      'a status for what is late, while the case is open',
      rows(
        row('a', { clock: 'resolution', breach: set('status', 'working') }),
        row('b', { clock: 'update', renew: '{ comment: true }', breach: set('status', 'waiting') }),
      ),
    ],
  ])('%s is right', async (_what, policies) => {
    expect(await clockProblems(clockDesk({ policies }))).toEqual([]);
  });
});
