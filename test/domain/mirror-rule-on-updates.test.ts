import { describe, expect, test } from 'vitest';
import type { ClockState, FieldObservation } from '../../lambda/contract/case-item.ts';
import { nativeClock, nativeItem, nativeRow, nativeStart } from './native-items.ts';
import { at, Played, policyOf } from './played-mirror.ts';

describe('a clock whose SLA a rule on updates attaches', () => {
  const row = nativeRow(
    'reply',
    { by: 'rule', markerFieldId: 'f-reply' },
    {
      for: { templateId: 't-1', where: [{ fieldId: 'f-priority', oneOf: ['high'] }] },
      start: [{ fieldId: 'status', oneOf: ['working'] }],
    },
  );
  const high: FieldObservation = { at: nativeStart, fieldId: 'f-priority', value: 'high' };
  const working: FieldObservation = { at: at(5), fieldId: 'status', value: 'working' };
  const closed: FieldObservation = { at: at(5.5), fieldId: 'status', value: 'closed' };
  const clock = nativeClock('reply', { startedAt: at(5), deadline: at(65) });
  const started = { observations: [high, working], clocks: [clock] };
  const played = (observations: FieldObservation[] = [high]): Played =>
    new Played(policyOf(row), { ...nativeItem([]), observations });
  const set = 'reply:1:native:1-set: set {"f-reply":"assigned"}';
  const verified = (words: string): string[] => [
    set,
    `reply:1:native:2-native-sla: reply ${words} after reply:1:native:1-set`,
  ];

  test('owes nothing before it starts', () => {
    const desk = played();
    const { item } = desk;
    desk.look(0);
    desk.look(4);
    expect(desk.item).toBe(item);
  });

  test('is looked after once, when the rule has had its time, and the rule is quiet before', () => {
    const desk = played();
    expect(desk.look(5, started)).toEqual(verified('65'));
    expect(desk.pending().map(({ retryNotBefore }) => retryNotBefore)).toEqual([at(6), at(6)]);
    const { item } = desk;
    desk.look(5.5);
    expect(desk.item).toBe(item);
    desk.end(6);
    desk.end(6);
    const done = desk.item;
    for (const minutes of [7, 30, 64]) desk.look(minutes);
    expect(desk.item).toBe(done);
    expect(desk.clock(64, nativeClock('reply', { startedAt: at(5), deadline: at(90) }))).toEqual([
      'reply:1:native:3-native-sla: reply 90',
    ]);
  });

  test('and that we hear of late is looked after at once', () => {
    const desk = played();
    desk.look(20, started);
    expect(desk.pending().map(({ retryNotBefore }) => retryNotBefore)).toEqual([undefined, undefined]);
  });

  test.each<[string, ClockState[]]>([
    ['is cancelled', [{ ...clock, verdict: 'cancelled', endedAt: at(5) }]],
    ['never was, though the rule takes it for started', []],
  ])('that %s has none that is open', (_what, clocks) => {
    const desk = played();
    expect(desk.look(5, { ...started, clocks })).toEqual(verified('none'));
  });

  test('that is met before anybody has looked is left to Cases', () => {
    const desk = played();
    desk.look(5, started);
    const met = { ...clock, verdict: 'met' as const, endedAt: at(5.5), endedBy: 'stop' as const };
    expect(desk.look(5.5, { observations: [high, working, closed], clocks: [met] })).toEqual([set]);
  });

  test('which no rule has marked, since the case came to match later, is the work of the mirror alone', () => {
    const desk = played([]);
    expect(desk.look(5, { ...started, observations: [{ ...high, at: at(4) }, working] })).toEqual([
      'reply:1:native:1-native-sla: reply 65',
    ]);
    expect(desk.pending()[0]).not.toHaveProperty('retryNotBefore');
  });

  test('is attached although the rule cannot be made quiet', () => {
    const desk = played();
    desk.look(5, started);
    desk.end(6, 'parked');
    expect(desk.look(7)).toEqual(['reply:1:native:2-native-sla: reply 65 after reply:1:native:1-set']);
    desk.end(8);
    expect(desk.look(9)).toEqual([]);
  });
});
