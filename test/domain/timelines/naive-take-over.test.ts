import { expect, test } from 'vitest';
import type { ClockPolicy, Level } from '../../../lambda/contract/compiled-policy.ts';
import type { Fact } from './facts.ts';
import {
  type Example,
  breachAt,
  capped,
  cyclesOf,
  desk,
  endless,
  high,
  is,
  quick,
  raise,
  row,
  set,
  status,
  tell,
  timeText,
  waiting,
} from './examples.ts';

/* The sentences of docs/decisions/0009 about attaching late, take-over and levels, each by an example written by hand, for the naive model and the engine. */

const examples: readonly Example[] = [
  [
    'attached later, retroactive: begins at the creation, with its pauses',
    [quick({ onChange: 'retroactive', pause: waiting })],
    [status('0:05', 'waiting'), status('0:10', 'open'), raise('0:20')],
    ['quick 0:00 condition 0:05..0:10 running due 0:35'],
  ],
  ['attached later, forward: begins then', [quick()], [raise('0:20')], ['quick 0:20 running due 0:50']],
  [
    'taken over forward: what is used stays used',
    [quick(), row('r')],
    [raise('0:20')],
    ['quick 0:00 running due 0:30'],
  ],
  [
    'taken over forward: by the calendar of the old row',
    [quick({ targetSeconds: 5400 }), row('r', { calendar: desk })],
    [raise('3:30')],
    ['quick 0:00 running due 3:30'],
  ],
  [
    'taken over forward with nothing left: due at once',
    [quick(), row('r')],
    [raise('0:40')],
    ['quick 0:00 running due 0:40'],
  ],
  [
    'taken over forward with nothing left, closed: due at the next opening',
    [quick({ calendar: desk }), row('r', { targetSeconds: 36_000 })],
    [raise('3:20')],
    ['quick 0:00 running due 4:00'],
  ],
  [
    'taken over retroactively: as though from the start',
    [quick({ onChange: 'retroactive', targetSeconds: 14_400, calendar: desk }), row('r')],
    [raise('3:30')],
    ['quick 0:00 running due 5:00'],
  ],
  [
    'taken over with reset: cancelled, and the next begins whatever start says',
    [quick({ onChange: 'reset', start: is('status', 'new') }), row('r')],
    [raise('0:20')],
    ['r 0:00 cancelled 0:20 by taken-over', 'quick 0:20 running due 0:50'],
  ],
  [
    'taken over: then stop by the new row',
    [quick({ until: high }), row('r')],
    [raise('0:20')],
    ['quick 0:00 met 0:20 by stop due 0:30'],
  ],
  [
    'an open pause stays the same pause, with the new cap',
    [quick({ pause: capped }), row('r', { pause: waiting })],
    [status('0:10', 'waiting'), raise('0:20')],
    ['quick 0:00 condition 0:10..0:40 running due 1:00'],
  ],
  [
    'a new cap that is past ends it at the take-over',
    [quick({ pause: capped }), row('r', { pause: waiting })],
    [status('0:10', 'waiting'), raise('0:50')],
    ['quick 0:00 condition 0:10..0:50 running due 1:10'],
  ],
  [
    'an open pause ends when the new row does not pause',
    [quick(), row('r', { pause: waiting })],
    [status('0:10', 'waiting'), raise('0:20')],
    ['quick 0:00 condition 0:10..0:20 running due 0:40'],
  ],
  [
    'a pause that its cap ended stays ended',
    [quick({ pause: waiting }), row('r', { pause: capped })],
    [status('0:10', 'waiting'), raise('0:50')],
    ['quick 0:00 condition 0:10..0:40 running due 1:00'],
  ],
];

test.each(examples)('%s', (_sentence, rows, facts, cycles) => {
  expect(cyclesOf(rows, facts).map(tell)).toEqual(cycles);
});

const level = (name: string, kind: Level['kind'], usedSeconds: number): Level => ({
  name,
  kind,
  usedSeconds,
  actions: [],
});
const ladder = [level('warn', 'warn', 1200), breachAt(3600), level('escalate', 'escalate', 5400)];

test.each<readonly [string, readonly ClockPolicy[], readonly Fact[], readonly string[]]>([
  [
    'each at its moment, the breach one millisecond later',
    [row('r', { levels: ladder })],
    [],
    ['r:warn fired 0:20', 'r:breach fired 1:00+1', 'r:escalate fired 1:30'],
  ],
  ['only while it is open', [row('r', { levels: ladder })], [status('1:00+1', 'closed')], ['r:warn fired 0:20']],
  [
    'a pause moves those that have not fired',
    [row('r', { levels: ladder, pause: waiting })],
    [status('0:30', 'waiting'), status('0:40', 'open')],
    ['r:warn fired 0:20', 'r:breach fired 1:10+1', 'r:escalate fired 1:40'],
  ],
  [
    'forward skips what is used up, but not the breach',
    [quick({ levels: [level('warn', 'warn', 600), breachAt(1800)] }), endless('r')],
    [raise('0:40')],
    ['quick:warn skipped 0:40', 'quick:breach fired 0:40+1'],
  ],
  [
    'retroactive skips what is before',
    [
      quick({
        onChange: 'retroactive',
        levels: [level('warn', 'warn', 600), breachAt(1800), level('escalate', 'escalate', 2400)],
      }),
      endless('r'),
    ],
    [raise('0:40')],
    ['quick:warn skipped 0:40', 'quick:breach skipped 0:40', 'quick:escalate fired 0:40'],
  ],
  [
    'attached late skips what is before',
    [quick({ onChange: 'retroactive', levels: [level('warn', 'warn', 600), breachAt(1800)] })],
    [raise('0:20')],
    ['quick:warn skipped 0:20', 'quick:breach fired 0:30+1'],
  ],
  [
    'once per cycle, also when a row comes back',
    [quick(), row('r', { levels: ladder })],
    [raise('0:25'), set('0:28', { priority: 'low' })],
    ['r:warn fired 0:20', 'r:breach fired 1:00+1', 'r:escalate fired 1:30'],
  ],
  [
    'what a closed clock had not reached fires when it is opened again',
    [row('r', { levels: ladder })],
    [status('1:00+1', 'closed'), status('2:00', 'open')],
    ['r:warn fired 0:20', 'r:breach fired 2:00', 'r:escalate fired 2:29+59999'],
  ],
])('levels: %s', (_sentence, rows, facts, levels) => {
  const told = cyclesOf(rows, facts).flatMap((cycle) => [...cycle.levels]);
  expect(told.map(([key, { at, state }]) => `${key} ${state} ${timeText(at)}`)).toEqual(levels);
});
