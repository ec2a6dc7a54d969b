import { expect, test } from 'vitest';
import type { Effect } from '../../../lambda/contract/case-item.ts';
import { budgetUsedUp } from '../../../lambda/domain/budgets.ts';
import { addHeld, toHeld, type Held } from '../../../lambda/domain/statement/held-by-budgets.ts';
import { caseChange, createdAt, deadline, running, sato } from '../../support/desk-policy.ts';
import { addSeconds } from '../../../lambda/domain/instants.ts';
import { step } from '../../../lambda/domain/step.ts';

const change = caseChange('CASE.CREATED', createdAt, { status: 'open', assigned_user: sato.userArn });
const late = addSeconds(deadline, 1);
const [owed] = Object.values(step(undefined, change, running(), late).item!.effects);

function held(name: 'person' | 'policy', of: string, hour: string): Effect {
  const outcome = { at: `${hour}:59:59.999Z`, reason: budgetUsedUp({ name, of, hour, limit: 3 }) };
  return { ...owed!, status: 'parked', policy: name === 'policy' ? of : 'other', outcome };
}
const summed = (...cases: readonly (readonly Effect[])[]): readonly Held[] =>
  toHeld(cases.reduce<ReadonlyMap<string, Held>>(addHeld, new Map()));

test('one sum for each policy and hour over all cases, the newest hour first, then what held the most', () => {
  const late1 = held('policy', 'late', '2026-11-24T13');
  expect(
    summed(
      [late1, held('policy', 'late', '2026-11-24T14')],
      [late1, held('policy', 'first', '2026-11-24T13')],
      [held('policy', 'late', '2026-11-24T13')],
    ),
  ).toEqual([
    { budget: 'policy', policy: 'late', hourBegan: '2026-11-24T14:00:00.000Z', effects: 1 },
    { budget: 'policy', policy: 'late', hourBegan: '2026-11-24T13:00:00.000Z', effects: 3 },
    { budget: 'policy', policy: 'first', hourBegan: '2026-11-24T13:00:00.000Z', effects: 1 },
  ]);
});

test('persons are one sum, and none is named', () => {
  const sums = summed([held('person', 'u1', '2026-11-24T13'), held('person', 'u2', '2026-11-24T13')]);
  expect(sums).toEqual([{ budget: 'person', hourBegan: '2026-11-24T13:00:00.000Z', effects: 2 }]);
});

test('what is parked for another reason is no budget, and there are at most ten lines', () => {
  const refused = { ...owed!, status: 'parked' as const, outcome: { at: late, reason: 'refused' } };
  expect(summed([refused])).toEqual([]);
  const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
  expect(summed(names.map((name) => held('policy', name, '2026-11-24T13')))).toHaveLength(10);
});
