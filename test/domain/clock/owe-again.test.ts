import { describe, expect, test } from 'vitest';
import type { CaseItem, FieldValue } from '../../../lambda/contract/case-item.ts';
import { endEffect } from '../../../lambda/domain/claims.ts';
import { step } from '../../../lambda/domain/step.ts';
import { judgeByFreshCase } from '../../../lambda/domain/still-owed.ts';
import { caseChange, clockOnlyPolicy, createdAt, running, templateId } from '../../support/desk-policy.ts';

const waiting = [{ fieldId: 'status', oneOf: ['waiting'] }];
const policy = {
  ...clockOnlyPolicy,
  policies: clockOnlyPolicy.policies.map((row) => ({ ...row, pause: { while: waiting } })),
};
const desk = running(policy);
const breachedAt = '2026-11-24T13:10:00.001Z';
const pausedAt = '2026-11-24T13:10:05.000Z';
const askedAt = '2026-11-24T13:10:10.000Z';
const heardAt = '2026-11-24T13:10:11.000Z';

function breached(): CaseItem {
  const opened = step(undefined, caseChange('CASE.CREATED', createdAt, { status: 'open' }), desk, createdAt).item;
  return step(opened, { kind: 'due', caseId: 'case-1', dueAt: breachedAt }, desk, breachedAt).item!;
}

/** Every pending effect as the lane leaves it that reads the case. */
function readByLanes(item: CaseItem, fields: Readonly<Record<string, FieldValue>>): CaseItem {
  const read = { fresh: { caseId: 'case-1', templateId, fields }, askedAt };
  const effects = Object.values(item.effects).map((effect) => {
    const verdict = judgeByFreshCase(effect, item, policy, read, askedAt);
    return verdict === undefined ? effect : endEffect(effect, verdict);
  });
  return { ...item, effects: Object.fromEntries(effects.map((effect) => [effect.key, effect])) };
}

const statuses = (item: CaseItem): readonly string[] => [
  ...new Set(Object.values(item.effects).map(({ status }) => status)),
];
const outcomeOf = (item: CaseItem) =>
  ({ kind: 'outcome', caseId: 'case-1', effect: Object.keys(item.effects)[0]! }) as const;

describe('what a breach owes, when a lane reads of a pause before anybody has told of it', () => {
  const cancelled = readByLanes(breached(), { status: 'waiting' });
  const heard = step(cancelled, outcomeOf(cancelled), desk, heardAt).item!;

  test('is owed again: the breach had come before', () => {
    expect(statuses(cancelled)).toEqual(['cancelled']);
    expect(heard.clocks[0]).toMatchObject({ isPaused: true, breachedAt });
    expect(statuses(heard)).toEqual(['pending']);
  });

  test('is not cancelled by the next read, nor owed once more when it was done', () => {
    expect(statuses(readByLanes(heard, { status: 'waiting' }))).toEqual(['pending']);
    const done = {
      ...heard,
      effects: Object.fromEntries(
        Object.values(heard.effects).map((effect) => [
          effect.key,
          endEffect(effect, { status: 'done', outcome: { at: heardAt } }),
        ]),
      ),
    };
    const event = caseChange('CASE.UPDATED', pausedAt, { status: 'waiting' });
    expect(statuses(step(done, event, desk, heardAt).item!)).toEqual(['done']);
  });

  test('is owed no more when the pause turns out to have begun before the breach', () => {
    const event = caseChange('CASE.UPDATED', '2026-11-24T13:09:00.000Z', { status: 'waiting' });
    const corrected = step(heard, event, desk, heardAt).item!;
    expect(corrected.clocks[0]?.breachedAt).toBeUndefined();
    expect(statuses(corrected)).toEqual(['cancelled']);
    const resumed = step(
      corrected,
      caseChange('CASE.UPDATED', '2026-11-24T14:00:00.000Z', { status: 'open' }),
      desk,
      '2026-11-24T14:00:00.000Z',
    ).item;
    const at = '2026-11-24T14:01:00.001Z';
    expect(statuses(step(resumed, { kind: 'due', caseId: 'case-1', dueAt: at }, desk, at).item!)).toEqual(['pending']);
  });

  test('stays cancelled when what was read is the answer', () => {
    const answered = readByLanes(breached(), { status: 'in_progress' });
    expect(statuses(step(answered, outcomeOf(answered), desk, heardAt).item!)).toEqual(['cancelled']);
  });
});
