import { describe, expect, test } from 'vitest';
import type { ClockPolicy } from '../../../lambda/contract/compiled-policy.ts';
import { breachLevel } from '../../support/desk-policy.ts';
import {
  clocksOf,
  deadlineOf,
  escalate,
  field,
  levelsOf,
  pausesOf,
  play,
  row,
  status,
  warn,
  where,
  type Happening,
} from './course.ts';

const pause = { while: status('wait') };
const slow = row({ name: 'slow', targetMinutes: 120, pause });
const urgent = (over: Partial<ClockPolicy> = {}): ClockPolicy =>
  row({
    name: 'urgent',
    for: where(field('tier', 'vip')),
    targetMinutes: 40,
    pause,
    levels: [warn('warn-1', 20), breachLevel(2400, []), escalate('escalate-1', 50)],
    ...over,
  });
const open: Happening = [0, { status: 'open' }];
const raised = (minutes: number): Happening => [minutes, { tier: 'vip' }];

describe.each<[ClockPolicy['onChange'], number, string]>([
  ['forward', 40, 'urgent #1 0- running'],
  ['retroactive', 40, 'urgent #1 0- running'],
  ['reset', 70, 'urgent #2 30- running'],
])('%s after 30 minutes', (onChange, deadline, last) => {
  const { clocks } = play([urgent({ onChange }), slow], [open, raised(30)]);

  test('moves the deadline', () => {
    expect(deadlineOf(clocks.at(-1))).toBe(deadline);
    expect(clocksOf(play([urgent({ onChange }), slow], [open, raised(30)])).at(-1)).toBe(last);
  });

  test('ends nothing but by reset', () => {
    expect(clocks).toHaveLength(onChange === 'reset' ? 2 : 1);
  });
});

describe('forward', () => {
  test('keeps what was used by the old calendar, pauses left out', () => {
    const [clock] = play(
      [urgent(), slow],
      [open, [5, { status: 'wait' }], [15, { status: 'open' }], raised(30)],
    ).clocks;
    expect(clock?.keptMilliseconds).toBe(20 * 60_000);
    expect(deadlineOf(clock)).toBe(50);
  });

  test('with nothing left is due at once', () => {
    expect(deadlineOf(play([urgent(), slow], [open, raised(90)]).clocks[0])).toBe(90);
  });

  test('counts on by the new calendar', () => {
    // The desk opens 680 minutes after the creation.
    expect(deadlineOf(play([urgent({ calendar: 'desk' }), slow], [open, raised(30)]).clocks[0])).toBe(690);
  });

  test('skips levels that were used up, except the breach', () => {
    expect(levelsOf(play([urgent(), slow], [open, raised(90)]).clocks[0])).toEqual({
      'urgent:warn-1': 'skipped',
      'urgent:escalate-1': 'skipped',
    });
    expect(levelsOf(play([urgent(), slow], [open, raised(90)], 91).clocks[0])).toMatchObject({
      'urgent:breach': 'fired',
    });
  });
});

describe('retroactive', () => {
  test('skips what stood before, the breach too', () => {
    const [clock] = play([urgent({ onChange: 'retroactive' }), slow], [open, raised(45)], 46).clocks;
    expect(levelsOf(clock)).toEqual({ 'urgent:warn-1': 'skipped', 'urgent:breach': 'skipped' });
  });

  test('leaves the pauses as they were', () => {
    const happens: readonly Happening[] = [open, [5, { status: 'wait' }], [15, { status: 'open' }], raised(20)];
    const [clock] = play([urgent({ onChange: 'retroactive' }), slow], happens).clocks;
    expect(pausesOf(clock)).toEqual(['5-15']);
    expect(deadlineOf(clock)).toBe(50);
  });

  test('begins at the creation when it is the first, with the pauses since', () => {
    const happens: readonly Happening[] = [open, [10, { status: 'wait' }], [20, { status: 'open' }], raised(35)];
    const item = play([urgent({ onChange: 'retroactive' })], happens, 36);
    expect(clocksOf(item)).toEqual(['urgent #1 0- running']);
    expect(pausesOf(item.clocks[0])).toEqual(['10-20']);
    expect(levelsOf(item.clocks[0])).toEqual({ 'urgent:warn-1': 'skipped' });
    expect(item.timeline.map(({ kind }) => kind)).toEqual([
      'clock.started',
      'clock.paused',
      'clock.resumed',
      'clock.skipped',
    ]);
  });

  test('begins then when a row of the kind has matched before', () => {
    const rows = [urgent({ onChange: 'retroactive' }), row({ name: 'never', start: field('note', 'x') })];
    expect(clocksOf(play(rows, [open, raised(35)]))).toEqual(['urgent #1 35- running']);
  });
});

describe('a pause that is open', () => {
  const waiting: readonly Happening[] = [open, [10, { status: 'wait' }], raised(30)];

  test.each<[string, ClockPolicy['pause'], readonly string[]]>([
    ['stays the same when the new row pauses too', pause, ['10-']],
    ['ends when the new row has none', undefined, ['10-30']],
    ['ends when the condition of the new row does not hold', { while: status('other') }, ['10-30']],
    ['gets the cap of the new row from its begin', { ...pause, atMostSeconds: 2400 }, ['10-50']],
    ['ends at once when that cap has passed', { ...pause, atMostSeconds: 600 }, ['10-30']],
  ])('%s', (_why, own, pauses) => {
    const { pause: _pause, ...bare } = urgent();
    const taken = own === undefined ? bare : { ...bare, pause: own };
    expect(pausesOf(play([taken, slow], waiting).clocks[0])).toEqual(pauses);
  });
});

test('the new row may stop or cancel at once', () => {
  expect(clocksOf(play([urgent({ until: status('open') }), slow], [open, raised(30)]))).toEqual(['urgent #1 0-30 met']);
  expect(clocksOf(play([urgent({ cancel: status('open') }), slow], [open, raised(30)]))).toEqual([
    'urgent #1 0-30 cancelled by cancel',
  ]);
});

test('is told, and what the old row owed is cancelled when nobody has claimed it', () => {
  const slack = [{ kind: 'slack' as const, channel: 'C1' }];
  const rows = [urgent(), { ...slow, levels: [{ ...warn('warn-1', 10), actions: slack }, breachLevel(7200, [])] }];
  const item = play(rows, [open, [10, 'look'], raised(11)]);
  expect(item.timeline.map(({ kind }) => kind)).toEqual([
    'clock.started',
    'clock.warned',
    'clock.taken-over',
    'effect.cancelled',
  ]);
  expect(Object.values(item.effects)).toMatchObject([
    { key: 'slow:1:warn-1:0-slack', status: 'cancelled', outcome: { reason: 'urgent has taken the clock over' } },
  ]);
});
