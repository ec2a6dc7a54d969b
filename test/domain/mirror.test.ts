import { describe, expect, test } from 'vitest';
import type { ClockState, FieldObservation } from '../../lambda/contract/case-item.ts';
import type { ClockPolicy } from '../../lambda/contract/compiled-policy.ts';
import { claimEffect, endEffect, failEffect, withEffect } from '../../lambda/domain/claims.ts';
import { OutcomeUnknownError } from '../../lambda/domain/errors.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { at, Played, policyOf } from './played-mirror.ts';
import { nativeClock, nativeItem, nativeRow, nativeStart } from './native-items.ts';

const deadline = at(60);

const closed = (minutes: number): FieldObservation => ({ at: at(minutes), fieldId: 'status', value: 'closed' });
const opened = (minutes: number): FieldObservation => ({ at: at(minutes), fieldId: 'status', value: 'open' });

describe('a clock that the mirror shows', () => {
  const played = (): Played => new Played(policyOf(nativeRow('reply')), nativeItem([nativeClock('reply')]));

  test('gets its SLA once, in its lane and at the lowest priority', () => {
    const desk = played();
    expect(desk.look(0)).toEqual(['reply:1:native:1-native-sla: reply 60']);
    expect(desk.pending()[0]).toMatchObject({
      lane: 'case-items',
      proof: 'natural',
      level: 'native',
      severity: 'low',
      policy: 'reply',
      action: { fieldId: 'status', value: 'closed' },
    });
    const { item } = desk;
    desk.look(1);
    expect(desk.item).toBe(item);
    desk.end(2);
    const done = desk.item;
    desk.look(3);
    expect(desk.item).toBe(done);
  });

  test('shows no open SLA while it is paused, and another one when it runs again', () => {
    const desk = played();
    desk.look(0);
    desk.end(1);
    expect(desk.clock(10, nativeClock('reply', { isPaused: true }))).toEqual([
      'reply:1:native:2-native-sla: reply none',
    ]);
    desk.end(11);
    expect(desk.clock(12, nativeClock('reply', { isPaused: true, deadline: at(200) }))).toEqual([]);
    expect(desk.clock(20, nativeClock('reply', { deadline: at(70) }))).toEqual([
      'reply:1:native:3-native-sla: reply 70',
    ]);
  });

  test.each([
    [59, []],
    [60, ['reply:1:native:2-native-sla: reply 61']],
    [-60, ['reply:1:native:2-native-sla: reply 59']],
  ])('whose deadline moves by %i seconds', (seconds, owed) => {
    const desk = played();
    desk.look(0);
    desk.end(1);
    expect(desk.clock(2, nativeClock('reply', { deadline: addSeconds(deadline, seconds) }))).toEqual(owed);
  });

  test('that is met is left to Cases, whatever was pending', () => {
    const desk = played();
    desk.look(0);
    const met = nativeClock('reply', { verdict: 'met', endedAt: at(5), endedBy: 'stop' });
    expect(desk.clock(5, met)).toEqual([]);
    expect(Object.values(desk.item.effects)).toMatchObject([{ status: 'cancelled' }]);
  });

  test('that is met in a way that Cases cannot see has none that is open', () => {
    const desk = played();
    desk.look(0);
    desk.end(1);
    const met = nativeClock('reply', { verdict: 'met', endedAt: at(5), endedBy: 'stop' });
    expect(desk.clock(5, met)).toEqual(['reply:1:native:2-native-sla: reply none']);
    expect(desk.look(5, { observations: [closed(5)] })).toEqual([]);
  });

  test.each([
    ['cancelled', [nativeClock('reply', { verdict: 'cancelled', endedAt: at(5), endedBy: 'cancel' })]],
    ['withdrawn by late news', []],
  ])('that is %s has none that is open', (_why, clocks) => {
    const desk = played();
    desk.look(0);
    desk.end(1);
    expect(desk.clock(5, ...clocks)).toEqual(['reply:1:native:2-native-sla: reply none']);
    desk.end(6);
    expect(desk.look(7)).toEqual([]);
  });

  test('whose field had the value before the SLA was attached has none that is open, however often that is told', () => {
    const met = nativeClock('reply', { verdict: 'met', endedAt: at(1), endedBy: 'stop' });
    const desk = played();
    desk.look(0);
    desk.end(2);
    // An update that changed nothing else was told before the change itself: Cases seems to have seen the value come.
    expect(desk.look(6, { clocks: [met], observations: [closed(5)] })).toEqual([]);
    expect(desk.look(7, { observations: [closed(1), closed(5)] })).toEqual(['reply:1:native:2-native-sla: reply none']);
    desk.end(8);
    expect(desk.look(9)).toEqual([]);
  });

  test('begins its next cycle with another SLA', () => {
    const desk = played();
    desk.look(0);
    desk.end(1);
    const first = nativeClock('reply', { verdict: 'cancelled', endedAt: at(5), endedBy: 'reset' });
    expect(desk.clock(5, first, nativeClock('reply', { cycle: 2, deadline: at(65) }))).toEqual([
      'reply:2:native:2-native-sla: reply 65',
    ]);
  });

  test('is reopened: what was met stays, and another SLA follows', () => {
    const desk = played();
    desk.look(0);
    desk.end(1);
    const met = nativeClock('reply', { verdict: 'met', endedAt: at(5), endedBy: 'stop' });
    expect(desk.look(5, { clocks: [met], observations: [closed(5)] })).toEqual([]);
    const observations = [closed(5), opened(15)];
    expect(desk.look(15, { clocks: [nativeClock('reply', { deadline: at(70) })], observations })).toEqual([
      'reply:1:native:2-native-sla: reply 70',
    ]);
  });

  test('gets none while its field already has the value that would end it at once', () => {
    const desk = played();
    expect(desk.look(0, { observations: [closed(0)] })).toEqual([]);
  });

  test('of a deleted case owes nothing any more', () => {
    const desk = played();
    desk.look(0);
    expect(desk.look(1, { deleted: true })).toEqual([]);
    expect(desk.look(2, { clocks: [nativeClock('reply', { deadline: at(90) })] })).toEqual([]);
  });

  test('without a native side, and one of an adopted SLA, show nothing', () => {
    const { native: _native, ...plain } = nativeRow('reply');
    expect(new Played(policyOf(plain), nativeItem([nativeClock('reply')])).look(0)).toEqual([]);
    const adopted = nativeItem([nativeClock('reply', { kind: 'adopted' })]);
    expect(new Played(policyOf(nativeRow('reply')), adopted).look(0)).toEqual([]);
  });
});

describe('what is under way', () => {
  const played = (): Played => new Played(policyOf(nativeRow('reply')), nativeItem([nativeClock('reply')]));

  test('is replaced by a newer wish while nobody has claimed it', () => {
    const desk = played();
    desk.look(0);
    expect(desk.clock(1, nativeClock('reply', { deadline: at(90) }))).toEqual([
      'reply:1:native:1-native-sla: reply 90',
    ]);
    // Nothing was attached, so nothing is to be removed.
    expect(desk.clock(2, nativeClock('reply', { isPaused: true }))).toEqual([]);
  });

  test('is waited for once it is claimed', () => {
    const desk = played();
    desk.look(0);
    const [effect] = desk.pending();
    desk.item = withEffect(desk.item, claimEffect(effect!, 'claim-1', at(1), at(2)));
    expect(desk.clock(1, nativeClock('reply', { isPaused: true }))).toEqual([]);
    const claimed = Object.values(desk.item.effects)[0]!;
    desk.item = withEffect(desk.item, endEffect(claimed, { status: 'done', outcome: { at: at(2) } }));
    expect(desk.look(2)).toEqual(['reply:1:native:2-native-sla: reply none']);
  });

  test('and was tried already may have been done: the newer wish is owed all the same, and waits as long', () => {
    const desk = played();
    desk.look(0);
    const [effect] = desk.pending();
    const claimed = claimEffect(effect!, 'claim-1', at(1), at(2));
    desk.item = withEffect(desk.item, failEffect(claimed, new OutcomeUnknownError('no answer'), at(1)));
    expect(desk.clock(1, nativeClock('reply', { isPaused: true }))).toEqual([
      'reply:1:native:1-native-sla: reply none',
    ]);
    expect(desk.pending()[0]).toMatchObject({ retryNotBefore: at(2), attempt: 1 });
  });

  test.each(['parked', 'cancelled'] as const)('and %s is not wished again at every look', (status) => {
    const desk = played();
    desk.look(0);
    desk.end(1, status);
    for (const minutes of [1, 2, 5, 10]) expect(desk.look(minutes)).toEqual([]);
    expect(desk.clock(6, nativeClock('reply', { deadline: at(90) }))).toHaveLength(1);
  });

  test('and was cancelled is wished again after a rest', () => {
    const desk = played();
    desk.look(0);
    desk.end(1, 'cancelled');
    expect(desk.look(12)).toEqual(['reply:1:native:2-native-sla: reply 60']);
  });

  test('after a parked change nobody knows what is there, so even the former wish is made again', () => {
    const desk = played();
    desk.look(0);
    desk.end(1);
    desk.clock(2, nativeClock('reply', { deadline: at(90) }));
    desk.end(3, 'parked');
    expect(desk.clock(4, nativeClock('reply'))).toEqual(['reply:1:native:3-native-sla: reply 60']);
  });

  test('is forgotten once it says nothing any more', () => {
    const desk = played();
    for (let minutes = 0; minutes < 200; minutes += 2) {
      desk.clock(minutes, nativeClock('reply', { isPaused: minutes % 4 === 2, deadline: at(minutes + 60) }));
      desk.end(minutes + 1);
    }
    expect(Object.keys(desk.item.effects).length).toBeLessThanOrEqual(3);
    expect(Object.keys(desk.item.effects).at(-1)).toBe('reply:1:native:100-native-sla');
  });
});

describe('a take-over', () => {
  test('removes the SLA of the old row and attaches one of the new', () => {
    const desk = new Played(policyOf(nativeRow('high'), nativeRow('low')), nativeItem([nativeClock('low')]));
    desk.look(0);
    desk.end(1);
    const taken = nativeClock('high', { takenOverAt: at(5), deadline: at(30) });
    expect(desk.clock(5, taken)).toEqual([
      'high:1:native:2-native-sla: high 30',
      'low:1:native:3-native-sla: low none',
    ]);
    desk.end(6);
    expect(desk.look(7)).toEqual([]);
  });

  test('between rows of one SLA name changes that one SLA', () => {
    const shared = { slaName: 'First response' };
    const desk = new Played(
      policyOf(nativeRow('high', shared), nativeRow('low', shared)),
      nativeItem([nativeClock('low')]),
    );
    desk.look(0);
    desk.end(1);
    expect(desk.clock(5, nativeClock('high', { deadline: at(30) }))).toEqual([
      'high:1:native:2-native-sla: First response 30',
    ]);
  });
});

describe('a clock whose SLA a rule attaches', () => {
  const priority = [{ fieldId: 'f-priority', oneOf: ['high'] }];
  const row = nativeRow('reply', { by: 'rule' }, { for: { templateId: 't-1', where: priority } });
  const high: FieldObservation = { at: addSeconds(nativeStart, 2), fieldId: 'f-priority', value: 'high' };
  const played = (...rest: ClockPolicy[]): Played =>
    new Played(policyOf(row, ...rest), { ...nativeItem([nativeClock('reply')]), observations: [high] });

  test('is left to the rule as long as it runs as at its creation', () => {
    const desk = played();
    const { item } = desk;
    desk.look(0);
    desk.look(59);
    expect(desk.item).toBe(item);
  });

  test.each<[string, ClockState[], string[]]>([
    ['pauses', [nativeClock('reply', { isPaused: true })], ['reply:1:native:1-native-sla: reply none']],
    ['is due later', [nativeClock('reply', { deadline: at(75) })], ['reply:1:native:1-native-sla: reply 75']],
    ['is cancelled', [nativeClock('reply', { verdict: 'cancelled' })], ['reply:1:native:1-native-sla: reply none']],
    ['never was', [], ['reply:1:native:1-native-sla: reply none']],
    [
      'is taken over',
      [nativeClock('other', { deadline: at(30) })],
      ['reply:1:native:1-native-sla: reply none', 'other:1:native:2-native-sla: other 30'],
    ],
  ])('is mended when it %s', (_what, clocks, owed) => {
    expect(played(nativeRow('other')).clock(10, ...clocks)).toEqual(owed);
  });

  test('that was not attached, since the case came to match later, is attached', () => {
    const desk = played();
    const late = { ...high, at: at(10) };
    expect(desk.look(10, { observations: [late], clocks: [nativeClock('reply', { deadline: at(70) })] })).toEqual([
      'reply:1:native:1-native-sla: reply 70',
    ]);
  });

  test('and that is answered a few seconds later is left alone: Cases has seen it', () => {
    const made: FieldObservation = { at: addSeconds(nativeStart, 1), fieldId: 'status', value: 'open' };
    const answered: FieldObservation = { at: addSeconds(nativeStart, 9), fieldId: 'status', value: 'closed' };
    const met = nativeClock('reply', { verdict: 'met', endedAt: answered.at, endedBy: 'stop' });
    expect(played().look(1, { observations: [made, high, answered], clocks: [met] })).toEqual([]);
  });

  test('and that was made answered has none that is open', () => {
    const made: FieldObservation = { at: addSeconds(nativeStart, 1), fieldId: 'status', value: 'closed' };
    expect(played().look(1, { observations: [made, high], clocks: [] })).toEqual([
      'reply:1:native:1-native-sla: reply none',
    ]);
  });

  test('that never matched owes nothing', () => {
    expect(played().look(10, { observations: [], clocks: [] })).toEqual([]);
  });

  test('is reopened: the mirror attaches what the rule cannot', () => {
    const observations = [high, closed(5), opened(15)];
    const desk = played();
    const met = nativeClock('reply', { verdict: 'met', endedAt: at(5), endedBy: 'stop' });
    expect(desk.look(6, { observations, clocks: [met] })).toEqual([]);
    expect(desk.look(15, { observations, clocks: [nativeClock('reply', { deadline: at(70) })] })).toEqual([
      'reply:1:native:1-native-sla: reply 70',
    ]);
  });
});

describe('a clock that Cases sees by our own field', () => {
  const own = { fieldId: 'f-reply', value: 'met', isOwnField: true };
  const met = (cycle = 1): ClockState =>
    nativeClock('reply', { cycle, verdict: 'met', endedAt: at(5), endedBy: 'stop' });
  const played = (): Played => new Played(policyOf(nativeRow('reply', own)), nativeItem([nativeClock('reply')]));

  test('sets it when it is met, and opens it again before the next SLA', () => {
    const desk = played();
    desk.look(0);
    desk.end(1);
    expect(desk.clock(5, met())).toEqual(['reply:1:native:2-set: set {"f-reply":"met"}']);
    expect(desk.pending()[0]).toMatchObject({ lane: 'case-update', level: 'native', severity: 'low' });
    desk.end(6);
    expect(desk.look(7)).toEqual([]);

    expect(desk.clock(10, met(), nativeClock('reply', { cycle: 2, deadline: at(70) }))).toEqual([
      'reply:2:native:3-set: set {"f-reply":"open"}',
      'reply:2:native:4-native-sla: reply 70 after reply:2:native:3-set',
    ]);
    desk.end(11);
    desk.end(12);
    expect(desk.look(13)).toEqual([]);
    expect(desk.clock(20, met(), met(2))).toEqual(['reply:2:native:5-set: set {"f-reply":"met"}']);
    desk.end(21);
    expect(desk.look(22)).toEqual([]);
  });

  test('has nothing to set while no SLA is open', () => {
    const desk = played();
    desk.look(0);
    desk.end(1);
    desk.clock(2, nativeClock('reply', { isPaused: true }));
    desk.end(3);
    expect(desk.clock(5, met())).toEqual([]);
  });

  test('takes back what nobody has set yet when it runs again', () => {
    const desk = played();
    desk.look(0);
    desk.end(1);
    desk.clock(5, met());
    expect(desk.clock(6, nativeClock('reply'))).toEqual([]);
  });

  test.each(['parked', 'cancelled'] as const)('does not try for ever when setting it is %s', (status) => {
    const desk = played();
    desk.look(0);
    desk.end(1);
    desk.clock(5, met());
    desk.end(6, status);
    for (const minutes of [6, 7, 10]) expect(desk.look(minutes)).toEqual([]);
  });

  test('attaches nothing while the field cannot be opened again', () => {
    const desk = played();
    desk.look(0);
    desk.end(1);
    desk.clock(5, met());
    desk.end(6);
    desk.clock(10, met(), nativeClock('reply', { cycle: 2, deadline: at(70) }));
    desk.end(11, 'parked');
    for (const minutes of [12, 13, 30]) expect(desk.look(minutes)).toEqual([]);
  });
});
