import { expect, test } from 'vitest';
import {
  type Example,
  answers,
  capped,
  cyclesOf,
  desk,
  endless,
  first,
  heard,
  high,
  instant,
  is,
  minute,
  monday,
  quick,
  raise,
  row,
  set,
  status,
  tell,
  updates,
  waiting,
  whenWaiting,
} from './examples.ts';

/*
 * The sentences of docs/decisions/0009 about facts, rows, time and the steps of an instant, each by an example written by hand, for
 * the naive model and the engine.
 */

const examples: readonly Example[] = [
  [
    'an observation of the case counts from its instant on',
    [row('r')],
    [status('0:10', 'closed')],
    ['r 0:00 met 0:10 by stop due 1:00'],
  ],
  [
    'of two values at one instant the greater JSON counts',
    [row('r')],
    [status('0:10', 'closed'), status('0:10', 'aaa')],
    ['r 0:00 met 0:10 by stop due 1:00'],
  ],
  [
    'null is greater than a text',
    [row('r')],
    [status('0:10', 'closed'), status('0:10', null)],
    ['r 0:00 running due 1:00'],
  ],
  [
    'an observation before the creation counts at the creation',
    [row('r')],
    [{ at: monday - minute, fields: { status: 'closed' } }],
    [],
  ],
  [
    'a signal before the creation counts at the creation',
    [answers],
    [{ at: monday - minute, signal: 'inbound', id: 'a' }],
    ['answers 0:00 running due 1:00'],
  ],
  [
    'the same signal twice is the earlier one',
    [answers],
    [heard('2:00', 'inbound', 'a'), heard('1:00', 'inbound', 'a'), heard('1:30', 'agent')],
    ['answers 1:00 met 1:30 by stop due 2:00'],
  ],
  [
    'null is none of any list',
    [row('r', { start: [{ fieldId: 'status', noneOf: ['open'] }] })],
    [],
    ['r 0:00 running due 1:00'],
  ],
  [
    'an empty text is not set',
    [row('r', { start: [{ fieldId: 'status', isSet: true }] })],
    [status('0:10', ''), status('0:20', 'x')],
    ['r 0:20 running due 1:20'],
  ],
  [
    'all tests of a condition must hold',
    [row('r', { start: [...is('status', 'a'), ...high] })],
    [status('0:10', 'a'), raise('0:20')],
    ['r 0:20 running due 1:20'],
  ],
  ['the first row that matches counts', [quick(), row('r')], [raise('0:00')], ['quick 0:00 running due 0:30']],
  ['a row of another template matches nothing', [row('r', { for: { templateId: 'template-2', where: [] } })], [], []],
  [
    'kinds know nothing of each other',
    [first, row('r')],
    [status('0:10', 'closed'), status('0:20', 'open')],
    ['first 0:00 met 0:10 by stop due 1:00', 'r 0:00 closed 0:10..0:20 running due 1:10'],
  ],
  [
    'used up exactly at closing, due at closing',
    [row('r', { calendar: desk, targetSeconds: 10_800 })],
    [],
    ['r 0:00 running due 3:00'],
  ],
  [
    'what is left goes on at the next opening',
    [row('r', { calendar: desk, targetSeconds: 10_860 })],
    [],
    ['r 0:00 running due 4:01'],
  ],
  ['met exactly at the deadline is met', [row('r')], [status('1:00', 'closed')], ['r 0:00 met 1:00 by stop due 1:00']],
  [
    'one millisecond later is late',
    [row('r')],
    [status('1:00+1', 'closed')],
    ['r 0:00 met-late 1:00+1 by stop due 1:00'],
  ],
  [
    'a pause counts only where it overlaps open time',
    [row('r', { calendar: desk, targetSeconds: 10_860, pause: waiting })],
    [status('2:30', 'waiting'), status('4:30', 'open')],
    ['r 0:00 condition 2:30..4:30 running due 5:01'],
  ],
  [
    'a pause ends by its cap, and none begins while its condition holds',
    [row('r', { pause: capped })],
    [status('0:10', 'waiting'), set('0:50', { rank: 1 })],
    ['r 0:00 condition 0:10..0:40 running due 1:30'],
  ],
  [
    'a new pause begins when the condition held no more',
    [row('r', { pause: capped })],
    [status('0:10', 'waiting'), status('0:50', 'open'), status('0:55', 'waiting')],
    ['r 0:00 condition 0:10..0:40 condition 0:55..1:25 running due 2:00'],
  ],
  [
    'no deadline while a pause without a cap is open',
    [row('r', { pause: waiting })],
    [status('0:10', 'waiting')],
    ['r 0:00 condition 0:10..- running due -'],
  ],
  [
    'a deadline that is past stays',
    [row('r', { pause: waiting })],
    [status('1:00', 'waiting')],
    ['r 0:00 condition 1:00..- running due 1:00'],
  ],
  [
    'a stop while there is no deadline is met',
    [row('r', { pause: waiting, until: is('vip', true) })],
    [status('0:10', 'waiting'), set('9:00', { vip: true })],
    ['r 0:00 condition 0:10..9:00 met 9:00 by stop due -'],
  ],
  [
    'deleted: cancelled before all else, and nothing starts',
    [row('r')],
    [status('0:10', 'closed'), { at: instant('0:10'), deleted: true }, status('0:20', 'open')],
    ['r 0:00 cancelled 0:10 by deleted'],
  ],
  [
    'stop comes before cancel',
    [row('r', { cancel: is('status', 'closed') })],
    [status('0:10', 'closed')],
    ['r 0:00 met 0:10 by stop due 1:00'],
  ],
  ['a missing until never holds', [endless('r')], [status('0:10', 'closed')], ['r 0:00 running due 1:00']],
  [
    'cancel; the next begins when it holds no more',
    [row('r', { cancel: is('status', 'wrong') })],
    [status('0:10', 'wrong'), status('0:20', 'open')],
    ['r 0:00 cancelled 0:10 by cancel', 'r 0:20 running due 1:20'],
  ],
  [
    'a cycle cancelled at an instant does not start again at it',
    [quick({ kind: 'update' }), row('r', { kind: 'update', cancel: high })],
    [raise('0:10'), set('0:20', { rank: 1 })],
    ['r 0:00 cancelled 0:10 by cancel', 'quick 0:20 running due 0:50'],
  ],
  [
    'no row matches: cancelled',
    [row('r', { for: { templateId: 'template-1', where: is('status', 'open') } })],
    [status('0:00', 'open'), status('0:10', 'other')],
    ['r 0:00 cancelled 0:10 by unmatched'],
  ],
  [
    'reset: cancelled, and the next begins, once',
    [row('r', { reset: high })],
    [raise('0:10'), raise('0:20')],
    ['r 0:00 cancelled 0:10 by reset', 'r 0:10 running due 1:10'],
  ],
  ['no reset at the begin of the cycle', [row('r', { reset: high })], [raise('0:00')], ['r 0:00 running due 1:00']],
  [
    'when and resume: when both hold it runs',
    [row('r', { pause: whenWaiting })],
    [status('0:10', 'waiting'), status('0:20', 'open'), set('0:30', { vip: true })],
    ['r 0:00 condition 0:10..0:30 running due 1:20'],
  ],
  [
    'a cycle may begin paused',
    [row('r', { pause: waiting })],
    [status('0:00', 'waiting'), status('0:10', 'open')],
    ['r 0:00 condition 0:00..0:10 running due 1:10'],
  ],
  [
    'first response: done for good',
    [first],
    [status('0:10', 'closed'), status('0:20', 'open')],
    ['first 0:00 met 0:10 by stop due 1:00'],
  ],
  [
    'first response: answered before it could start',
    [row('f', { kind: 'first-response', start: high })],
    [status('0:10', 'closed'), status('0:20', 'open'), raise('0:30')],
    [],
  ],
  [
    'resolution: reopen reset begins the next cycle',
    [row('r', { reopen: 'reset' })],
    [status('0:10', 'closed'), status('0:20', 'open')],
    ['r 0:00 met 0:10 by stop due 1:00', 'r 0:20 running due 1:20'],
  ],
  [
    'resolution: the row that matches then decides, and takes over',
    [quick(), row('r')],
    [status('0:10', 'closed'), set('0:20', { status: 'open', priority: 'high' })],
    ['quick 0:00 closed 0:10..0:20 running due 0:40'],
  ],
  [
    'resolution: reopened under a row with reset the old verdict stays',
    [quick({ onChange: 'reset' }), row('r')],
    [status('0:10', 'closed'), set('0:20', { status: 'open', priority: 'high' })],
    ['r 0:00 met 0:10 by stop due 1:00', 'quick 0:20 running due 0:50'],
  ],
  [
    'update: the next begins with each update',
    [updates],
    [heard('0:10', 'comment'), set('0:20', { rank: 1 }), set('0:25', { rank: 1 }), heard('0:30', 'outbound')],
    [
      'updates 0:00 met 0:10 by stop due 1:00',
      'updates 0:10 met 0:20 by stop due 1:10',
      'updates 0:20 met 0:30 by stop due 1:20',
      'updates 0:30 running due 1:30',
    ],
  ],
  ['update: none at the start of a cycle', [updates], [heard('0:00', 'comment')], ['updates 0:00 running due 1:00']],
  [
    'next response: from an inbound signal to an answer',
    [answers],
    [heard('0:10', 'inbound'), heard('0:20', 'inbound'), heard('0:30', 'agent'), heard('0:40', 'outbound')],
    ['answers 0:10 met 0:30 by stop due 1:10'],
  ],
  [
    'next response: answered at the same instant nothing starts',
    [answers],
    [heard('0:10', 'inbound'), heard('0:10', 'outbound')],
    [],
  ],
];

test.each(examples)('%s', (_sentence, rows, facts, cycles) => {
  expect(cyclesOf(rows, facts).map(tell)).toEqual(cycles);
});
