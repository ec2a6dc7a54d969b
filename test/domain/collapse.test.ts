import { describe, expect, test } from 'vitest';
import type { CaseItem, Effect } from '../../lambda/contract/case-item.ts';
import { claimEffect, endEffect, withEffect } from '../../lambda/domain/claims.ts';
import { collapseEffects } from '../../lambda/domain/collapse.ts';
import { explainCase } from '../../lambda/domain/explain/explain-case.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { step } from '../../lambda/domain/step.ts';
import { caseChange, clockOnlyPolicy, createdAt, policyHash, running } from '../support/desk-policy.ts';

const pinned = running(clockOnlyPolicy);
const late = '2026-11-24T13:10:01.000Z';
const hours = (count: number): string => addSeconds(late, count * 3600);
const keys = ['0-reassign', '1-email', '2-task', '3-slack'].map((name) => `first-response:1:breach:${name}`);
const due = { kind: 'due', caseId: 'case-1', dueAt: late } as const;

function breached(statuses: readonly Effect['status'][] = ['done', 'done', 'cancelled', 'done']): CaseItem {
  let item = step(undefined, caseChange('CASE.CREATED', createdAt, { status: 'open' }), pinned, late).item!;
  for (const [place, key] of keys.entries()) {
    const status = statuses[place]!;
    const effect = item.effects[key]!;
    if (status === 'pending') continue;
    const claimed = status === 'cancelled' ? effect : claimEffect(effect, 'claim', late, addSeconds(late, 60));
    if (status === 'claimed') item = withEffect(item, claimed);
    else item = withEffect(item, endEffect(claimed, { status, outcome: { at: late, reference: `r${place}` } }));
  }
  return step(item, due, pinned, late).item!;
}

describe('effects that ended long ago', () => {
  test('are put away at the next look after two days, and nothing of them is owed again', () => {
    const item = breached();
    expect(Object.keys(step(item, due, pinned, hours(47)).item!.effects)).toEqual(keys);

    const put = step(item, due, pinned, hours(49)).item!;
    expect(put.effects).toEqual({});
    expect(Object.keys(put.ended)).toEqual(keys);
    expect(put.ended[keys[1]!]).toEqual({ status: 'done', owedAt: late, at: late, attempt: 1, reference: 'r1' });
    expect(step(put, due, pinned, hours(100))).toEqual({ item: put, changed: false });
    expect(step(put, caseChange('CASE.CREATED', createdAt, { status: 'open' }), pinned, hours(100)).changed).toBe(
      false,
    );
  });

  test('stay whole while somebody needs them', () => {
    const item = breached(['pending', 'claimed', 'parked', 'done']);
    expect(Object.keys(collapseEffects(item, hours(49)).ended)).toEqual([keys[3]]);
    const unheard = withEffect(item, { ...item.effects[keys[3]!]!, noted: false });
    expect(collapseEffects(unheard, hours(49))).toBe(unheard);
  });

  test('that set fields stay whole while an older one that was parked may come back', () => {
    const item = breached();
    const parked = { ...item.effects[keys[0]!]!, key: 'first-response:1:breach:9-set', status: 'parked' as const };
    expect(Object.keys(collapseEffects(withEffect(item, parked), hours(49)).ended)).toEqual(keys.slice(1));
  });

  test('go sooner from an item that is over its budget, but not while somebody may count them', () => {
    const item = breached();
    expect(collapseEffects(item, addSeconds(late, 1800), true)).toBe(item);
    expect(Object.keys(collapseEffects(item, hours(1), true).ended)).toEqual(keys);
  });

  test('are owed anew when nothing of them was begun and their level turns out to be still to come', () => {
    const answered = caseChange('CASE.UPDATED', addSeconds(createdAt, 600), { status: 'in_progress' });
    const unbegun = breached(['cancelled', 'cancelled', 'cancelled', 'cancelled']);
    const put = step(unbegun, due, pinned, hours(49)).item!;
    expect(Object.keys(put.ended)).toEqual(keys);
    const corrected = step(put, answered, pinned, hours(50)).item!;
    expect(corrected.clocks[0]).toMatchObject({ verdict: 'met', levels: {} });

    const begun = step(breached(), due, pinned, hours(49)).item!;
    const kept = step(begun, answered, pinned, hours(50)).item!;
    expect(Object.keys(kept.clocks[0]!.levels)).toEqual(['first-response:breach']);
  });

  test('are explained as before', () => {
    const item = breached();
    const effectsOf = (of: CaseItem) =>
      explainCase(of, pinned, hours(49)).clocks[0]!.levels.flatMap(({ effects }) => effects);
    expect(effectsOf(step(item, due, pinned, hours(49)).item!)).toEqual(effectsOf(item));
  });

  test('take a quarter of the room', () => {
    const item = breached();
    const put = step(item, due, pinned, hours(49)).item!;
    expect(JSON.stringify(put.ended).length * 4).toBeLessThan(JSON.stringify(item.effects).length);
    expect(item.policyHash).toBe(policyHash);
  });
});
