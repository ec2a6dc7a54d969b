import { expect, test } from 'vitest';
import type { CaseItem, Effect } from '../../lambda/contract/case-item.ts';
import { budgetsOf, defaultPerCase, whyBeyondCase } from '../../lambda/domain/budgets.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { step } from '../../lambda/domain/step.ts';
import { caseChange, clockOnlyPolicy, createdAt, running, sato, templateId } from '../support/desk-policy.ts';

const now = '2026-11-24T13:59:59.900Z';
const breached = step(undefined, caseChange('CASE.CREATED', createdAt, { status: 'open' }), running(), now).item!;
const [reassign, mail] = Object.values(breached.effects) as [Effect, Effect];

/** The case with that many effects done a while ago. */
function withDone(count: number, secondsAgo: number, level = 'breach'): CaseItem {
  const done = Array.from({ length: count }, (_unused, place): [string, Effect] => [
    `done-${place}`,
    { ...mail, key: `done-${place}`, level, status: 'done', outcome: { at: addSeconds(now, -secondsAgo) } },
  ]);
  return { ...breached, effects: { ...breached.effects, ...Object.fromEntries(done) } };
}

test.each<[string, CaseItem, number | undefined, boolean]>([
  ['one less than the limit', withDone(2, 60), 3, false],
  ['the limit', withDone(3, 60), 3, true],
  ['the limit more than an hour ago', withDone(3, 3600), 3, false],
  ['what the mirror did', withDone(3, 60, 'native'), 3, false],
  ['the default', withDone(defaultPerCase, 60), undefined, true],
  ['less than the default', withDone(defaultPerCase - 1, 60), undefined, false],
])('a case of which %s was done within an hour', (_what, item, perCase, isBeyond) => {
  const policy = { ...clockOnlyPolicy, ...(perCase === undefined ? {} : { budgets: { perCase } }) };
  expect(whyBeyondCase(item, mail, policy, now) !== undefined).toBe(isBeyond);
  // A retry was within the budget when it was first tried; the mirror tells nobody.
  expect(whyBeyondCase(item, { ...mail, attempt: 1 }, policy, now)).toBeUndefined();
  expect(whyBeyondCase(item, { ...mail, level: 'native' }, policy, now)).toBeUndefined();
});

test('a mail draws on the budgets of its reader and of its policy, in the hour of the clock; a field only on the policy', () => {
  const fresh = { caseId: 'case-1', templateId, fields: { assigned_user: sato.userArn } };
  const policy = { ...clockOnlyPolicy, budgets: { perPerson: 5, perPolicy: 9 } };
  const ofPolicy = { name: 'policy', of: 'first-response', hour: '2026-11-24T13', limit: 9 };
  const ofPerson = { name: 'person', of: 'user-sato', hour: '2026-11-24T13', limit: 5 };
  expect(budgetsOf(mail, policy, fresh, now)).toEqual([ofPerson, ofPolicy]);
  expect(budgetsOf(reassign, policy, fresh, now)).toEqual([ofPolicy]);
  expect(budgetsOf(mail, policy, { ...fresh, fields: {} }, now)).toEqual([ofPolicy]);
  expect(budgetsOf(mail, policy, fresh, addSeconds(now, 1))[0]?.hour).toBe('2026-11-24T14');
  expect(budgetsOf(mail, clockOnlyPolicy, fresh, now)).toEqual([]);
  expect(budgetsOf({ ...mail, attempt: 1 }, policy, fresh, now)).toEqual([]);
});
