import { describe, expect, test } from 'vitest';
import type { ClockPolicy } from '../../../lambda/contract/compiled-policy.ts';
import { clocksOf, field, play, row, status, where, type Happening } from './course.ts';

interface Case {
  readonly rows: readonly ClockPolicy[];
  readonly happens: readonly Happening[];
  readonly clocks: readonly string[];
}

const millisecond = 1 / 60_000;
const open: Happening = [0, { status: 'open' }];
const done = (minutes: number): Happening => [minutes, { status: 'done' }];
const vip = row({ name: 'vip', for: where(field('tier', 'vip')), targetMinutes: 30 });

function check(cases: Readonly<Record<string, Case>>): void {
  test.each(Object.entries(cases))('%s', (_why, { rows, happens, clocks }) => {
    expect(clocksOf(play(rows, happens))).toEqual(clocks);
  });
}

describe('stop', () => {
  check({
    'exactly at the deadline is met': { rows: [row()], happens: [open, done(60)], clocks: ['row #1 0-60 met'] },
    'a millisecond later is met late': {
      rows: [row()],
      happens: [open, done(60 + millisecond)],
      clocks: [`row #1 0-${60 + millisecond} met-late`],
    },
    'goes before cancel': {
      rows: [row({ cancel: field('note', 'spam') })],
      happens: [open, [10, { status: 'done', note: 'spam' }]],
      clocks: ['row #1 0-10 met'],
    },
    'an absent until never holds': {
      rows: [row({ kind: 'update', until: undefined })].map(({ until: _until, ...rest }) => rest),
      happens: [open, done(10)],
      clocks: ['row #1 0- running'],
    },
    'an empty until always holds': { rows: [row({ until: [] })], happens: [open], clocks: [] },
  });
});

describe('cancel and no match', () => {
  check({
    'a condition cancels': {
      rows: [row({ cancel: field('note', 'spam') })],
      happens: [open, [10, { note: 'spam' }]],
      clocks: ['row #1 0-10 cancelled by cancel'],
    },
    'what a condition cancelled begins again when it no longer holds': {
      rows: [row({ cancel: field('note', 'spam') })],
      happens: [open, [10, { note: 'spam' }], [20, { note: null }]],
      clocks: ['row #1 0-10 cancelled by cancel', 'row #2 20- running'],
    },
    'a cycle that no row matches any more is cancelled, and another begins with the next match': {
      rows: [vip],
      happens: [
        [0, { tier: 'vip' }],
        [5, { tier: null }],
        [9, { tier: 'vip' }],
      ],
      clocks: ['vip #1 0-5 cancelled by unmatched', 'vip #2 9- running'],
    },
    'nothing starts at the instant of a cancel, although another row matches': {
      rows: [row({ name: 'a', for: where(field('tier', 'a')), cancel: field('note', 'x') }), row({ name: 'b' })],
      happens: [
        [0, { tier: 'a' }],
        [5, { tier: 'b', note: 'x' }],
        [6, { note: 'y' }],
      ],
      clocks: ['a #1 0-5 cancelled by cancel', 'b #2 6- running'],
    },
    'a deletion cancels, and nothing starts any more': {
      rows: [row()],
      happens: [open, [10, 'deleted'], [20, { status: 'open' }]],
      clocks: ['row #1 0-10 cancelled by deleted'],
    },
    'a deletion goes before a stop of the same instant': {
      rows: [row()],
      happens: [open, done(10), [10, 'deleted']],
      clocks: ['row #1 0-10 cancelled by deleted'],
    },
  });
});

describe('start', () => {
  check({
    'waits for its condition': {
      rows: [row({ start: status('open') })],
      happens: [
        [0, { status: 'new' }],
        [7, { status: 'open' }],
      ],
      clocks: ['row #1 7- running'],
    },
    'a start that no longer holds ends nothing': {
      rows: [row({ start: status('open') })],
      happens: [open, [7, { status: 'new' }]],
      clocks: ['row #1 0- running'],
    },
    'the first row that matches is followed': {
      rows: [vip, row()],
      happens: [[0, { tier: 'vip' }]],
      clocks: ['vip #1 0- running'],
    },
    'kinds know nothing of each other': {
      rows: [row({ name: 'answer', kind: 'first-response', until: status('open') }), row()],
      happens: [
        [0, { status: 'new' }],
        [10, { status: 'open' }],
      ],
      clocks: ['answer #1 0-10 met', 'row #1 0- running'],
    },
    'a row of another template is none': {
      rows: [row({ for: { templateId: 'other', where: [] } }), row({ name: 'mine' })],
      happens: [open],
      clocks: ['mine #1 0- running'],
    },
  });
});

describe('first response', () => {
  const first = row({ kind: 'first-response' });
  check({
    'is done for good once it was met': {
      rows: [first],
      happens: [open, done(10), [20, { status: 'open' }]],
      clocks: ['row #1 0-10 met'],
    },
    'is done once until held while no clock ran': {
      rows: [row({ kind: 'first-response', start: status('open') })],
      happens: [[0, { status: 'new' }], done(5), [10, { status: 'open' }]],
      clocks: [],
    },
    'created already answered, there is none': {
      rows: [first],
      happens: [
        [0, { status: 'done' }],
        [5, { status: 'open' }],
      ],
      clocks: [],
    },
    'begins again after a cancel': {
      rows: [row({ kind: 'first-response', cancel: field('note', 'spam') })],
      happens: [open, [5, { note: 'spam' }], [9, { note: null }]],
      clocks: ['row #1 0-5 cancelled by cancel', 'row #2 9- running'],
    },
  });
});

describe('resolution, reopened', () => {
  const happens: readonly Happening[] = [open, done(10), [20, { status: 'open' }]];
  const grown = [row({ name: 'vip', for: where(field('tier', 'vip')), reopen: 'reset' }), row()];
  check({
    'continue opens the same cycle again': { rows: [row()], happens, clocks: ['row #1 0- running'] },
    'reset begins the next': {
      rows: [row({ reopen: 'reset' })],
      happens,
      clocks: ['row #1 0-10 met', 'row #2 20- running'],
    },
    'the row of the reopening decides': {
      rows: grown,
      happens: [open, done(10), [20, { status: 'open', tier: 'vip' }]],
      clocks: ['row #1 0-10 met', 'vip #2 20- running'],
    },
    'another row takes over what it continues': {
      rows: [row({ name: 'vip', for: where(field('tier', 'vip')) }), row()],
      happens: [open, done(10), [20, { status: 'open', tier: 'vip' }]],
      clocks: ['vip #1 0- running'],
    },
    'another row with onChange reset leaves the verdict alone': {
      rows: [row({ name: 'vip', for: where(field('tier', 'vip')), onChange: 'reset' }), row()],
      happens: [open, done(10), [20, { status: 'open', tier: 'vip' }]],
      clocks: ['row #1 0-10 met', 'vip #2 20- running'],
    },
    'after a cancel the next cycle begins': {
      rows: [row({ cancel: field('note', 'x') })],
      happens: [open, [10, { note: 'x' }], [20, { note: null }]],
      clocks: ['row #1 0-10 cancelled by cancel', 'row #2 20- running'],
    },
  });
});

describe('reset', () => {
  const rows = [row({ reset: field('note', 'again'), start: status('open') })];
  check({
    'begins the next cycle, whatever start says': {
      rows,
      happens: [open, [10, { note: 'again', status: 'new' }]],
      clocks: ['row #1 0-10 cancelled by reset', 'row #2 10- running'],
    },
    'only when it did not hold before': {
      rows,
      happens: [open, [10, { note: 'again' }], [20, { note: 'again' }]],
      clocks: ['row #1 0-10 cancelled by reset', 'row #2 10- running'],
    },
    'not at the instant at which the cycle began': {
      rows,
      happens: [[0, { status: 'open', note: 'again' }]],
      clocks: ['row #1 0- running'],
    },
  });
});

describe('update', () => {
  const rows = [row({ kind: 'update', renew: { changedFieldIds: ['note'], comment: true, outbound: false } })];
  check({
    'a changed field renews it': {
      rows,
      happens: [open, [10, { note: 'x' }]],
      clocks: ['row #1 0-10 met', 'row #2 10- running'],
    },
    'the same value again does not': {
      rows,
      happens: [
        [0, { note: 'x' }],
        [10, { note: 'x' }],
      ],
      clocks: ['row #1 0- running'],
    },
    'a comment renews it, late ones are met late': {
      rows,
      happens: [open, [70, 'comment']],
      clocks: ['row #1 0-70 met-late', 'row #2 70- running'],
    },
    'a contact renews it only where the row says so': {
      rows,
      happens: [open, [10, 'outbound']],
      clocks: ['row #1 0- running'],
    },
    'what ends the work ends it without another': {
      rows,
      happens: [open, [10, { status: 'done', note: 'x' }]],
      clocks: ['row #1 0-10 met'],
    },
    'nothing renews it at its own start': {
      rows,
      happens: [
        [0, { note: 'x' }],
        [0, 'comment'],
      ],
      clocks: ['row #1 0- running'],
    },
  });
});

describe('next response', () => {
  const rows = [row({ kind: 'next-response' })];
  check({
    'begins with the customer': { rows, happens: [open, [5, 'inbound']], clocks: ['row #1 5- running'] },
    'does not begin by itself': { rows, happens: [open, [5, { note: 'x' }]], clocks: [] },
    'is not moved by the customer who asks again': {
      rows,
      happens: [open, [5, 'inbound'], [15, 'inbound']],
      clocks: ['row #1 5- running'],
    },
    'ends with our answer, and begins anew with the next question': {
      rows,
      happens: [open, [5, 'inbound'], [25, 'outbound'], [30, 'inbound'], [95, 'agent']],
      clocks: ['row #1 5-25 met', 'row #2 30-95 met-late'],
    },
    'does not begin when we answered at the same instant': {
      rows,
      happens: [open, [5, 'outbound'], [5, 'inbound']],
      clocks: [],
    },
    'a comment is no answer': { rows, happens: [open, [5, 'inbound'], [25, 'comment']], clocks: ['row #1 5- running'] },
    'ends by its condition too': { rows, happens: [open, [5, 'inbound'], done(10)], clocks: ['row #1 5-10 met'] },
  });
});
