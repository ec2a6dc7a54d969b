import { expect, test } from 'vitest';
import { eraseItem } from '../../../lambda/domain/erase.ts';
import { addSeconds } from '../../../lambda/domain/instants.ts';
import { step } from '../../../lambda/domain/step.ts';
import { compareCase } from '../../../lambda/domain/sweep/compare.ts';
import { caseChange, clockOnlyPolicy, createdAt, running, templateId } from '../../support/desk-policy.ts';

const at = (seconds: number): string => addSeconds(createdAt, seconds);
const policy = running({ ...clockOnlyPolicy, decidingFieldIds: ['status', 'note'], shadowFieldIds: [] });
const long = '長い'.repeat(300);
const item = step(
  undefined,
  caseChange('CASE.CREATED', createdAt, { status: 'open', note: long }),
  policy,
  at(1),
).item!;
const found = {
  caseId: 'case-1',
  templateId,
  createdAt,
  lastUpdatedAt: at(600),
  fields: { status: 'open', note: long },
};
const compared = ['status', 'note'];

test('a long text of which clocks keep less is the same text', () => {
  expect(compareCase(item, found, policy, compared, at(3600))).toBe('same');
  const other = { ...found, fields: { status: 'open', note: `${long}!` } };
  expect(compareCase(item, other, policy, compared, at(3600))).toBe('changed');
});

test('of a case that was erased or parked nothing is to be known', () => {
  const other = { ...found, fields: { status: 'closed', note: null } };
  expect(compareCase(item, other, policy, compared, at(3600))).toBe('changed');
  expect(compareCase(eraseItem(item, at(900)), other, policy, compared, at(3600))).toBe('same');
  expect(compareCase({ ...item, parkedAt: at(900) }, other, policy, compared, at(3600))).toBe('same');
});
