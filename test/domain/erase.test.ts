import { describe, expect, test } from 'vitest';
import type { CaseItem } from '../../lambda/contract/case-item.ts';
import { claimEffect, endEffect, withEffect } from '../../lambda/domain/claims.ts';
import { eraseItem, whyNotErasable, withoutText } from '../../lambda/domain/erase.ts';
import { indexAttributes } from '../../lambda/domain/index-attributes.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { step } from '../../lambda/domain/step.ts';
import { caseChange, createdAt, deskPolicy, running } from '../support/desk-policy.ts';

const pinned = running(deskPolicy);
const at = (seconds: number): string => addSeconds(createdAt, seconds);
const day = 86_400;
const secret = '山田太郎様 面談';
const keys = ['0-reassign', '1-email', '2-task', '3-slack'].map((name) => `first-response:1:breach:${name}`);

/** A case that was breached and acted upon; every text that could hold something of a person does. */
function worked(): CaseItem {
  const fields = { status: 'open', title: secret };
  let item = step(undefined, caseChange('CASE.CREATED', createdAt, fields), pinned, at(1801)).item!;
  for (const key of keys) {
    const claimed = claimEffect(item.effects[key]!, 'claim', at(1802), at(1860));
    const outcome = { at: at(1803), reference: `ref ${secret}`, reason: `because ${secret}` };
    item = withEffect(item, endEffect(claimed, { status: key.endsWith('email') ? 'parked' : 'done', outcome }));
  }
  return step(item, { kind: 'due', caseId: 'case-1', dueAt: at(1801) }, pinned, at(1804)).item!;
}

const due = { kind: 'due', caseId: 'case-1', dueAt: createdAt } as const;
const deletion = caseChange('CASE.DELETED', at(2000), {});

describe('a deleted case', () => {
  test('loses at once what lanes have read of it, and who has set its fields back', () => {
    const read = { askedAt: at(1803), templateId: 't', fields: { title: secret } };
    const item = { ...worked(), read, setBacks: [{ fieldId: 'assigned_user', at: at(1804), by: secret }] };
    for (const gone of [step(item, deletion, pinned, at(2001)).item!, eraseItem(item, at(1900))]) {
      expect(gone).not.toHaveProperty('read');
      expect(gone).not.toHaveProperty('setBacks');
    }
  });

  test('loses its shadow at once, and all its values and texts two days later', () => {
    const deleted = step(worked(), deletion, pinned, at(2001)).item!;
    expect(deleted.shadow).toEqual({});
    const quiet = { ...deleted, outbox: [] };
    expect(indexAttributes(quiet, at(2001))).toEqual({ nextDueAt: at(2000 + 2 * day), ready: new Map() });
    expect(step(quiet, due, pinned, at(2 * day)).item!.erased).toBeUndefined();

    const erased = step(quiet, due, pinned, at(2000 + 2 * day)).item!;
    expect(erased).toMatchObject({ erased: { isDone: false }, shadow: {}, observations: [], signals: [], effects: {} });
    expect(JSON.stringify(erased)).not.toContain(secret);
    // Keys, instants and verdicts stay.
    expect(Object.keys(erased.ended).toSorted()).toEqual(keys);
    expect(erased.ended[keys[1]!]).toEqual({ status: 'parked', owedAt: at(1801), at: at(1803), attempt: 1 });
    expect(erased.clocks).toMatchObject([{ verdict: 'cancelled', endedBy: 'deleted', breachedAt: at(1801) }]);
  });

  test('is judged by news that come late until then, and never afterwards', () => {
    const answer = caseChange('CASE.UPDATED', at(600), { status: 'in_progress', title: secret });
    const deleted = step(worked(), deletion, pinned, at(2001)).item!;
    expect(step(deleted, answer, pinned, at(day)).item!.clocks).toMatchObject([{ verdict: 'met', endedAt: at(600) }]);

    const erased = step({ ...deleted, outbox: [] }, due, pinned, at(3 * day)).item!;
    expect(step(erased, answer, pinned, at(4 * day))).toEqual({ item: erased, changed: false });
    expect(step(erased, caseChange('CASE.CREATED', createdAt, { status: 'open' }), pinned, at(45 * day)).changed).toBe(
      false,
    );
  });

  test('is looked at until its timeline has been rewritten, and may vanish ninety days later', () => {
    const deleted = { ...step(worked(), deletion, pinned, at(2001)).item!, outbox: [] };
    const erased = step(deleted, due, pinned, at(3 * day)).item!;
    expect(indexAttributes(erased, at(3 * day)).nextDueAt).toBe(at(3 * day + 60));
    const done = { ...erased, erased: { ...erased.erased!, isDone: true } };
    expect(indexAttributes(done, at(3 * day))).toMatchObject({
      nextDueAt: undefined,
      expiresAt: Date.parse(at(93 * day)) / 1000,
    });
  });
});

describe('at a person’s wish', () => {
  const answered = (): CaseItem =>
    step(worked(), caseChange('CASE.UPDATED', at(2000), { status: 'in_progress' }), pinned, at(2001)).item!;

  test('a case is erased only when nothing runs and nothing is owed', () => {
    expect(whyNotErasable(worked())).toBe('running');
    const { claim: _claim, ...pending } = answered().effects[keys[3]!]!;
    expect(whyNotErasable(withEffect(answered(), { ...pending, status: 'pending' }))).toBe('owed');
    expect(whyNotErasable(answered())).toBeUndefined();
  });

  test('it is not learnt again from what happens to it, and does not vanish', () => {
    const read = { askedAt: at(2990), templateId: 't', fields: { title: secret } };
    const withRead: CaseItem = { ...answered(), read, setBacks: [{ fieldId: 'status', at: at(9), by: secret }] };
    const erased = eraseItem(withRead, at(3000), 'arn:aws:sts::111122223333:assumed-role/desk/x');
    expect(JSON.stringify(erased)).not.toContain(secret);
    expect(erased.timeline.at(-1)).toMatchObject({ kind: 'case.erased', detail: { reason: 'asked for' } });
    const news = caseChange('CASE.UPDATED', at(4000), { status: 'open', title: secret });
    expect(step(erased, news, pinned, at(4001))).toEqual({ item: erased, changed: false });
    const done = { ...erased, outbox: [], erased: { ...erased.erased!, isDone: true } };
    expect(indexAttributes(done, at(4001))).toEqual({ nextDueAt: undefined, ready: new Map() });

    const gone = step(done, caseChange('CASE.DELETED', at(5000), {}), pinned, at(5001)).item!;
    expect(indexAttributes(gone, at(5001))).toMatchObject({ expiresAt: expect.any(Number) as number });
  });
});

test('a line of the timeline keeps what names no person and quotes nobody', () => {
  const detail = { effect: 'k', lane: 'mail', attempt: 2, reference: secret, reason: secret, by: secret };
  const entry = { id: 'k:ended', at: createdAt, kind: 'effect.parked', detail };
  expect(withoutText(entry)).toEqual({ ...entry, detail: { effect: 'k', lane: 'mail', attempt: 2 } });
});
