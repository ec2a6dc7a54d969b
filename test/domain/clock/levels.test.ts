import { describe, expect, test } from 'vitest';
import type { CaseItem } from '../../../lambda/contract/case-item.ts';
import { claimEffect, endEffect, mapEffects, postponeEffect } from '../../../lambda/domain/claims.ts';
import { ServiceUnavailableError } from '../../../lambda/domain/errors.ts';
import { step } from '../../../lambda/domain/step.ts';
import { breachLevel, caseChange } from '../../support/desk-policy.ts';
import { at, escalate, levelsOf, messageOf, play, policyOf, row, status, warn, type Happening } from './course.ts';

const slack = [{ kind: 'slack' as const, channel: 'C1' }];
const levels = [
  { ...warn('warn-1', 30), actions: slack },
  breachLevel(3600, slack),
  { ...escalate('escalate-1', 70), actions: slack },
  escalate('escalate-1.2', 80),
];
const rows = [row({ levels, pause: { while: status('wait') } })];
const running = policyOf(rows);
const open: Happening = [0, { status: 'open' }];
const firedAt = (item: CaseItem): string[] => Object.keys(item.clocks[0]?.levels ?? {});
const millisecond = 1 / 60_000;

test.each([
  [30 - millisecond, []],
  [30, ['row:warn-1']],
  [60, ['row:warn-1']],
  [60 + millisecond, ['row:warn-1', 'row:breach']],
  [70, ['row:warn-1', 'row:breach', 'row:escalate-1']],
  [1000, ['row:warn-1', 'row:breach', 'row:escalate-1', 'row:escalate-1.2']],
])('looked at after %d minutes, what has come has fired', (minutes, expected) => {
  expect(firedAt(play(rows, [open], minutes))).toEqual(expected);
});

test('each fires once in a cycle', () => {
  const item = play(rows, [open, [40, 'look'], [50, 'look'], [61, 'look']], 65);
  expect(item.clocks[0]?.levels).toEqual({
    'row:warn-1': { at: at(40), state: 'fired' },
    'row:breach': { at: at(61), state: 'fired' },
  });
  expect(item.clocks[0]?.breachedAt).toBe(at(61));
  expect(Object.keys(item.effects)).toEqual(['row:1:warn-1:0-slack', 'row:1:breach:0-slack']);
  expect(item.outbox.map(({ detailType }) => detailType)).toEqual(['SLA Warned', 'SLA Breached']);
});

test('nothing fires on a cycle that has ended', () => {
  expect(firedAt(play(rows, [open, [20, { status: 'done' }]], 1000))).toEqual([]);
});

test('a pause moves what has not fired', () => {
  const happens: readonly Happening[] = [open, [10, { status: 'wait' }], [30, { status: 'open' }]];
  expect(firedAt(play(rows, happens, 49))).toEqual([]);
  expect(firedAt(play(rows, happens, 50))).toEqual(['row:warn-1']);
});

test('a level that had come before a pause fires in it, with the deadline that there would be', () => {
  const item = play(rows, [open, [40, { status: 'wait' }]], 45);
  expect(firedAt(item)).toEqual(['row:warn-1']);
  expect(item.clocks[0]?.deadline).toBeUndefined();
  expect(item.outbox).toMatchObject([{ detailType: 'SLA Warned', level: 'warn-1', deadline: at(60) }]);
});

test('a case that we hear of a day late has its breach acted upon', () => {
  const created = caseChange('CASE.CREATED', at(0), { status: 'open' });
  const item = step(undefined, created, running, at(1440)).item!;
  expect(firedAt(item)).toEqual(['row:warn-1', 'row:breach', 'row:escalate-1', 'row:escalate-1.2']);
  expect(item.outbox.map(({ detailType, id }) => [detailType, id])).toEqual([
    ['SLA Warned', 'case-1:row:1:warn-1'],
    ['SLA Breached', 'case-1:row:1:breached'],
    ['Case Escalated', 'case-1:row:1:escalate-1'],
    ['Case Escalated', 'case-1:row:1:escalate-1.2'],
  ]);
});

test('the next cycle has its own levels', () => {
  const again = [row({ levels, reopen: 'reset' })];
  const item = play(again, [open, [40, 'look'], [45, { status: 'done' }], [50, { status: 'open' }]], 90);
  expect(item.clocks.map(levelsOf)).toEqual([{ 'row:warn-1': 'fired' }, { 'row:warn-1': 'fired' }]);
  expect(Object.keys(item.effects)).toEqual(['row:1:warn-1:0-slack', 'row:2:warn-1:0-slack']);
});

describe('late news that a level had not come', () => {
  const late = messageOf([20, { status: 'wait' }]);
  const fired = play(rows, [open], 31);
  const key = 'row:1:warn-1:0-slack';
  const send = (item: CaseItem): CaseItem =>
    mapEffects(item, (effect) =>
      endEffect(claimEffect(effect, 'c', at(31), at(32)), { status: 'done', outcome: { at: at(31) } }),
    );

  test('cancels what nobody has claimed, and says so', () => {
    const item = step(fired, late, running, at(32)).item!;
    expect(item.effects[key]).toMatchObject({
      status: 'cancelled',
      outcome: { reason: expect.stringContaining('late') },
    });
    expect(item.timeline.map(({ kind }) => kind).slice(-3)).toEqual([
      'clock.paused',
      'clock.corrected',
      'effect.cancelled',
    ]);
  });

  test('lets it come again when nothing was begun', () => {
    const paused = step(fired, late, running, at(32)).item!;
    expect(firedAt(paused)).toEqual([]);
    const resumed = step(paused, messageOf([40, { status: 'open' }]), running, at(40)).item!;
    const again = step(resumed, messageOf([50, 'look']), running, at(50)).item!;
    expect(again.clocks[0]?.levels).toEqual({ 'row:warn-1': { at: at(50), state: 'fired' } });
    expect(again.effects[key]?.status).toBe('pending');
  });

  test('lets it come again when every attempt is known to have failed', () => {
    const failed = mapEffects(fired, (effect) =>
      postponeEffect(effect, new ServiceUnavailableError('Cases GetCase: down'), at(31)),
    );
    const paused = step(failed, late, running, at(32)).item!;
    expect(paused.effects[key]).toMatchObject({ status: 'cancelled', attempt: 1 });
    const resumed = step(paused, messageOf([40, { status: 'open' }]), running, at(40)).item!;
    const again = step(resumed, messageOf([50, 'look']), running, at(50)).item!;
    expect(again.effects[key]).toMatchObject({ status: 'pending', attempt: 0 });
  });

  test('unsends nothing, and does not send it twice', () => {
    const paused = step(send(fired), late, running, at(32)).item!;
    expect(paused.effects[key]?.status).toBe('done');
    expect(firedAt(paused)).toEqual(['row:warn-1']);
    const resumed = step(paused, messageOf([40, { status: 'open' }]), running, at(40)).item!;
    expect(step(resumed, messageOf([55, 'look']), running, at(55)).item!.effects).toEqual(resumed.effects);
  });

  test('is said once', () => {
    const once = step(fired, late, running, at(32)).item!;
    expect(step(once, late, running, at(33)).changed).toBe(false);
  });
});
