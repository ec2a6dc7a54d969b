import { expect, test } from 'vitest';
import { step } from '../../../lambda/domain/step.ts';
import { breachLevel } from '../../support/desk-policy.ts';
import { at, escalate, messageOf, play, policyOf, row, status, type Happening } from './course.ts';

const levels = [breachLevel(3600, []), escalate('escalate-1', 240)];
const open: Happening = [0, { status: 'open' }];

/** What became of the levels of the first clock that the newer policy has started, after a look. */
function levelsUnder(newer: ReturnType<typeof policyOf>, minutes: number, lookAt: number): unknown {
  // The older policy has no row that the case matches: the item is there for another reason.
  const older = policyOf([row({ name: 'other', until: status('open', 'done') })], {}, 'older');
  const before = play(older, [open]);
  const told = step(before, messageOf([minutes, { note: 'x' }]), newer, at(minutes)).item!;
  const looked = step(told, messageOf([lookAt, 'look']), newer, at(lookAt)).item!;
  return Object.fromEntries(
    Object.entries(looked.clocks.find(({ policy }) => policy === 'row')?.levels ?? {}).map(([name, { state }]) => [
      name,
      state,
    ]),
  );
}

test('a policy that comes to a case later acts on nothing that is long past, and on what is still to come', () => {
  const newer = policyOf([row({ levels })], {}, 'newer');
  expect(levelsUnder(newer, 120, 121)).toEqual({ 'row:breach': 'skipped' });
  expect(levelsUnder(newer, 120, 241)).toEqual({ 'row:breach': 'skipped', 'row:escalate-1': 'fired' });
  expect(levelsUnder(newer, 30, 61)).toEqual({ 'row:breach': 'fired' });
});

test('a policy under which the item began has its breach acted upon, however late we hear of the case', () => {
  const newer = policyOf([row({ levels })], {}, 'newer');
  const item = step(undefined, messageOf([120, { note: 'x' }]), newer, at(120)).item!;
  expect(item.clocks[0]?.levels).toEqual({ 'row:breach': { at: at(120), state: 'fired' } });
});
