import { describe, expect, test } from 'vitest';
import type { CaseItem, Effect } from '../../lambda/contract/case-item.ts';
import { claimEffect, withEffect } from '../../lambda/domain/claims.ts';
import { indexAttributes, readyEffects } from '../../lambda/domain/index-attributes.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { step } from '../../lambda/domain/step.ts';
import { caseChange, createdAt, deadline, running as runningPolicy } from '../support/desk-policy.ts';

const late = '2026-11-24T13:10:01.000Z';
const pinned = runningPolicy();
const created = caseChange('CASE.CREATED', createdAt, { status: 'open' });
const running = step(undefined, created, pinned, createdAt).item!;
const breached: CaseItem = { ...step(undefined, created, pinned, late).item!, outbox: [] };
const reassign = breached.effects['first-response:1:breach:0-reassign']!;
const slack = breached.effects['first-response:1:breach:3-slack']!;

function alone(effect: Effect): CaseItem {
  return { ...breached, effects: { [effect.key]: effect } };
}

describe('the next moment', () => {
  test('of a running clock is the first millisecond after its deadline', () => {
    expect(indexAttributes(running, createdAt).nextDueAt).toBe('2026-11-24T13:10:00.001Z');
  });

  test.each<[string, Effect, string | undefined]>([
    ['a ready effect: a minute after it came to be owed', slack, addSeconds(late, 60)],
    ['a retry: when its pause ends', { ...slack, retryNotBefore: addSeconds(late, 15) }, addSeconds(late, 15)],
    ['a claim: when its lease ends', claimEffect(slack, 'c', late, addSeconds(late, 65)), addSeconds(late, 65)],
    [
      'an outcome that is not noted: a minute after it',
      { ...slack, status: 'done', outcome: { at: addSeconds(late, 5) } },
      addSeconds(late, 65),
    ],
    ['an outcome that is noted: never', { ...slack, status: 'done', outcome: { at: late }, noted: true }, undefined],
    ['an effect that waits for one that is gone', { ...slack, waitsFor: 'gone' }, addSeconds(late, 60)],
  ])('of %s', (_why, effect, expected) => {
    expect(indexAttributes(alone(effect), late).nextDueAt).toBe(expected);
  });

  test('of an announcement that the bus has not taken is a minute after it', () => {
    const { outbox } = step(undefined, created, pinned, late).item!;
    expect(indexAttributes({ ...breached, effects: {}, outbox }, late).nextDueAt).toBe(addSeconds(late, 60));
  });

  test.each([
    [0, 60],
    [59, 60],
    [60, 120],
    [119, 120],
    [120, 240],
    [1000, 1920],
    [3500, 3600],
    [3600, 7200],
    [100_000, 100_800],
  ])('of work that has waited %i seconds comes at second %i', (waited, expected) => {
    expect(indexAttributes(alone(slack), addSeconds(late, waited)).nextDueAt).toBe(addSeconds(late, expected));
  });
});

describe('the item of a deleted case', () => {
  const ended = { ...slack, status: 'done' as const, outcome: { at: late }, noted: true };
  const days = (count: number): number => Date.parse(late) / 1000 + count * 86_400;

  test('may vanish 90 days after nothing was due on it any more', () => {
    expect(indexAttributes({ ...alone(ended), deleted: true }, late)).toMatchObject({
      nextDueAt: undefined,
      expiresAt: days(90),
    });
  });

  test.each<[string, CaseItem]>([
    ['while something is due', { ...alone(slack), deleted: true }],
    ['when the case was not deleted', alone(ended)],
  ])('does not vanish %s', (_why, item) => {
    expect(indexAttributes(item, late)).not.toHaveProperty('expiresAt');
  });
});

describe('ready lanes', () => {
  test('are those whose effects wait for nothing', () => {
    expect([...indexAttributes(breached, late).ready.keys()]).toEqual(['case-update', 'slack']);
  });

  test.each(['done', 'parked', 'cancelled'] as const)('open up when the owner was set: %s', (status) => {
    const item = withEffect(breached, { ...reassign, status, outcome: { at: late } });
    expect([...indexAttributes(item, late).ready.keys()]).toEqual(['mail', 'task', 'slack']);
  });

  test('do not hold an effect in its pause', () => {
    const item = alone({ ...slack, retryNotBefore: addSeconds(late, 15) });
    expect(indexAttributes(item, late).ready.size).toBe(0);
    expect(indexAttributes(item, addSeconds(late, 15)).ready.size).toBe(1);
  });

  test('sort as text by severity, then lateness', () => {
    const at = (severity: Effect['severity'], seconds: number): string => {
      const clocks = breached.clocks.map((clock) => ({ ...clock, deadline: addSeconds(deadline, seconds) }));
      return indexAttributes({ ...alone({ ...slack, severity }), clocks }, late).ready.get('slack')!;
    };
    const sorted = [at('critical', 0), at('high', -60), at('high', 0), at('medium', -3600), at('low', -7200)];
    expect([...sorted].sort()).toEqual(sorted);
  });

  test('list their effects in that order', () => {
    const urgent = { ...slack, key: 'z', severity: 'critical' as const };
    expect(readyEffects(withEffect(breached, urgent), 'slack', late).map(({ key }) => key)).toEqual(['z', slack.key]);
  });
});
