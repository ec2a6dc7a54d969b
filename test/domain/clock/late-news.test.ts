import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import type { CaseItem } from '../../../lambda/contract/case-item.ts';
import type { InboxMessage } from '../../../lambda/contract/inbox-message.ts';
import { followedPolicy } from '../../../lambda/domain/open-case.ts';
import { step } from '../../../lambda/domain/step.ts';
import { breachLevel } from '../../support/desk-policy.ts';
import {
  at,
  clocksOf,
  field,
  levelsOf,
  messageOf,
  play,
  policyOf,
  row,
  status,
  warn,
  where,
  type Happening,
} from './course.ts';

const open: Happening = [0, { status: 'open' }];
const rows = [
  row({ name: 'first', kind: 'first-response', until: status('work', 'done'), targetMinutes: 20 }),
  row({
    name: 'vip',
    for: where(field('tier', 'vip')),
    targetMinutes: 45,
    onChange: 'retroactive',
    pause: { while: status('wait'), atMostSeconds: 1800 },
    levels: [warn('warn-1', 15), breachLevel(2700, [])],
  }),
  row({
    name: 'plain',
    pause: { when: status('wait'), resume: status('open', 'work') },
    cancel: field('note', 'spam'),
  }),
  row({ name: 'update', kind: 'update', renew: { changedFieldIds: ['note'], comment: true, outbound: true } }),
  row({ name: 'next', kind: 'next-response', until: status('done') }),
];
const running = policyOf(rows);

const happening: fc.Arbitrary<Happening> = fc.tuple(
  fc.integer({ min: 0, max: 24 }).map((number) => number * 5),
  fc.oneof(
    fc.record(
      {
        status: fc.constantFrom('open', 'work', 'wait', 'done', null),
        tier: fc.constantFrom('vip', null),
        note: fc.constantFrom('x', 'spam', null),
      },
      { requiredKeys: [] },
    ),
    fc.constantFrom('inbound' as const, 'outbound' as const, 'agent' as const, 'comment' as const),
    fc.constant('deleted' as const),
  ),
);
const histories = fc.array(happening, { maxLength: 10 });
const lasting = ({ clocks, observations, signals, deletedAt }: CaseItem): unknown => ({
  clocks,
  observations,
  signals,
  deletedAt,
});

function fold(messages: readonly InboxMessage[], now: string): CaseItem {
  const first = play(running, [open]);
  return messages.reduce((item, message) => step(item, message, running, now).item!, first);
}

test('the order in which news arrives does not matter, nor does hearing twice', () => {
  const shuffled = histories.chain((happenings) => {
    const messages = happenings.map(messageOf);
    const twice = [...messages, ...messages];
    return fc.tuple(fc.constant(messages), fc.shuffledSubarray(twice, { minLength: twice.length }));
  });
  fc.assert(
    fc.property(shuffled, ([messages, reordered]) => {
      // Looked at before anything has come, so that nothing depends on when it was.
      expect(lasting(fold(reordered, at(0)))).toEqual(lasting(fold(messages, at(0))));
    }),
    { numRuns: 500 },
  );
});

test('what comes twice changes nothing the second time', () => {
  fc.assert(
    fc.property(histories, (happenings) => {
      let item = play(running, [open]);
      for (const one of happenings.map(messageOf)) {
        item = step(item, one, running, at(60)).item!;
        expect(step(item, one, running, at(60)).changed).toBe(false);
      }
    }),
  );
});

test('what happens after the end of a cycle never changes its verdict', () => {
  fc.assert(
    fc.property(histories, (happenings) => {
      const inOrder = [...happenings].sort(([left], [right]) => left - right);
      let item = play(running, [open]);
      for (const one of inOrder) {
        const before = item;
        item = step(item, messageOf(one), running, at(one[0])).item!;
        for (const clock of before.clocks) {
          // A resolution may be opened again, which is another thing than another verdict.
          if (clock.endedAt === undefined || clock.endedAt >= at(one[0]) || clock.kind === 'resolution') continue;
          expect(item.clocks).toContainEqual(clock);
        }
      }
    }),
    { numRuns: 500 },
  );
});

describe('a verdict', () => {
  const plain = [row()];
  const ended = play(plain, [open, [30, { status: 'done' }]]);

  test('is corrected by news of an earlier end, and that is announced under an id of its own', () => {
    const late = play(plain, [open, [70, { status: 'done' }]]);
    const corrected = step(late, messageOf([40, { status: 'done' }]), policyOf(plain), at(80)).item!;
    expect(clocksOf(corrected)).toEqual(['row #1 0-40 met']);
    expect(corrected.timeline.map(({ kind }) => kind)).toContain('clock.corrected');
    const told = corrected.outbox.filter(({ detailType }) => detailType === 'SLA Ended');
    expect(told).toMatchObject([{ verdict: 'met-late' }, { verdict: 'met' }]);
    expect(new Set(told.map(({ id }) => id)).size).toBe(2);
  });

  test('of the very millisecond of the breach leaves the breach to come when the case is opened again', () => {
    // An answer at the deadline is in time: the breach comes a millisecond later, and the end of that moment is heard after it.
    const moment = 60 + 0.001 / 60;
    const answered = play(plain, [open, [moment, 'look'], [moment, { status: 'done' }]]);
    expect(answered.clocks[0]).toMatchObject({ verdict: 'met-late', endedAt: at(moment) });
    expect(levelsOf(answered.clocks[0])).toEqual({});
    const opened = play(plain, [
      open,
      [moment, 'look'],
      [moment, { status: 'done' }],
      [75, { status: 'open' }],
      [76, 'look'],
    ]);
    expect(levelsOf(opened.clocks[0])).toEqual({ 'row:breach': 'fired' });
    expect(opened.clocks[0]).toMatchObject({ verdict: 'running', breachedAt: at(75) });
  });

  test('is not changed by another calendar', () => {
    const inDesk = [row({ calendar: 'desk' })];
    const judged = play(inDesk, [open, [800, { status: 'done' }]]);
    expect(clocksOf(judged)).toEqual(['row #1 0-800 met-late']);
    const always = policyOf(inDesk, { calendars: { desk: { definition: { zone: 'UTC', always: true } } } });
    const later = step(judged, messageOf([900, { note: 'x' }]), always, at(900)).item!;
    expect(later.clocks).toEqual(judged.clocks);
  });

  test('stays when the reopened cycle is a new one, and the end of a continued one is announced again', () => {
    const again = play(plain, [open, [30, { status: 'done' }], [50, { status: 'open' }], [60, { status: 'done' }]]);
    expect(again.timeline.map(({ kind }) => kind)).toEqual([
      'clock.started',
      'clock.ended',
      'clock.reopened',
      'clock.ended',
    ]);
    expect(again.outbox.map(({ id }) => id)).toEqual(['case-1:row:1:ended', `case-1:row:1:ended:${at(60)}`]);
  });

  test('of another policy is never judged again, and not opened again', () => {
    const newer = policyOf([row({ targetMinutes: 10 })], {}, 'h2');
    const late = step(ended, messageOf([20, { status: 'done' }]), newer, at(40)).item!;
    expect(late.clocks).toEqual(ended.clocks);
    expect(late.policyHash).toBe('h2');
    const reopened = step(late, messageOf([50, { status: 'open' }]), newer, at(50)).item!;
    expect(clocksOf(reopened)).toEqual(['row #1 0-30 met', 'row #2 50- running']);
    expect(reopened.clocks.map(({ policyHash }) => policyHash)).toEqual(['h1', 'h2']);
  });
});

test.each([
  ['while a clock is open: its own', [open], 'h1'],
  ['with none open: the newest', [open, [5, { status: 'done' }]] as const, 'h2'],
])('an item follows, %s', (_why, happens, expected) => {
  expect(followedPolicy(play([row()], happens as readonly Happening[]), 'h2')).toBe(expected);
  expect(followedPolicy(undefined, 'h2')).toBe('h2');
});

test('a clock that late news says did not begin is withdrawn, and what it owed is cancelled', () => {
  const slack = [{ kind: 'slack' as const, channel: 'C1' }];
  const kinds = [row({ kind: 'first-response', levels: [breachLevel(3600, slack)] })];
  const unknown = policyOf(kinds);
  const update = messageOf([5, { note: 'x' }]);
  const breached = step(undefined, update, unknown, at(61)).item!;
  expect(clocksOf(breached)).toEqual(['row #1 0- running']);
  const created = { ...messageOf([0, { status: 'done' }]) };
  const withdrawn = step(breached, created, unknown, at(62)).item!;
  expect(withdrawn.clocks).toEqual([]);
  expect(withdrawn.timeline.map(({ kind }) => kind).slice(-2)).toEqual(['clock.withdrawn', 'effect.cancelled']);
});

test('of many observations those that merely repeat go first, and what comes again changes nothing', () => {
  let item = play([row()], [open]);
  for (let minute = 1; minute <= 400; minute += 1) {
    item = step(
      item,
      messageOf([minute, { note: minute % 100 === 0 ? `n${minute}` : 'same' }]),
      policyOf([row()]),
      at(minute),
    ).item!;
  }
  expect(item.observations.length).toBeLessThanOrEqual(300);
  expect(item.observations.filter(({ value }) => value !== 'same' && value !== 'open')).toHaveLength(4);
  expect(step(item, messageOf([50, { note: 'same' }]), policyOf([row()]), at(400)).changed).toBe(false);
});

test('a level that fired under a row which the clock had left by then, as late news says, is still to come', () => {
  const slack = [{ kind: 'slack' as const, channel: 'C1' }];
  const rowsOf = policyOf([
    row({ name: 'urgent', for: where(field('tier', 'vip')), targetMinutes: 10, onChange: 'retroactive' }),
    row({ name: 'normal', targetMinutes: 20, levels: [breachLevel(1200, slack)] }),
  ]);
  const raised: Happening = [12, { tier: 'vip' }];
  const lowered: Happening = [25, { tier: null }];
  const told = (heard: readonly (readonly [minutes: number, Happening])[]): CaseItem =>
    heard.reduce(
      (item, [minutes, happening]) => step(item, messageOf(happening), rowsOf, at(minutes)).item!,
      play(rowsOf, [open]),
    );
  const look = (minutes: number): readonly [number, Happening] => [minutes, [minutes, 'look']];
  const inTime = told([[12, raised], look(20.5), look(22), [25, lowered], look(26)]);
  const late = told([look(20.5), [21, raised], look(22), [25, lowered], look(26)]);
  expect(clocksOf(late)).toEqual(clocksOf(inTime));
  const fired = (item: CaseItem) => [levelsOf(item.clocks[0]), Object.values(item.effects).map(({ status: is }) => is)];
  expect(fired(inTime)).toEqual([{ 'urgent:breach': 'skipped', 'normal:breach': 'fired' }, ['pending']]);
  expect(fired(late)).toEqual(fired(inTime));
});
