import { expect, test } from 'vitest';
import * as z from 'zod';
import { announcement } from '../../lambda/contract/announcement.ts';
import { caseItem } from '../../lambda/contract/case-item.ts';
import { step } from '../../lambda/domain/step.ts';
import { caseChange, createdAt, deskPolicy, running } from '../support/desk-policy.ts';

const pinned = running(deskPolicy);
const late = '2026-11-24T13:10:01.000Z';

test('what the core makes is what the contract says', () => {
  const created = step(undefined, caseChange('CASE.CREATED', createdAt, { status: 'open', title: null }), pinned, late);
  const answered = step(created.item, caseChange('CASE.UPDATED', late, { status: 'in_progress' }), pinned, late);

  for (const { item } of [created, answered]) expect(z.parse(caseItem, item)).toEqual(item);
  for (const entry of answered.item!.outbox) expect(z.parse(announcement, entry)).toEqual(entry);
});

test('a breached case stays well below the budget of 16 KB', () => {
  const { item } = step(undefined, caseChange('CASE.CREATED', createdAt, { status: 'open' }), pinned, late);
  expect(JSON.stringify(item).length).toBeLessThan(8 * 1024);
});
