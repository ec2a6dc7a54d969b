import { describe, expect, test } from 'vitest';
import type { CaseItem, Effect } from '../../lambda/contract/case-item.ts';
import { endEffect } from '../../lambda/domain/claims.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { judgeByFreshCase } from '../../lambda/domain/still-owed.ts';
import { step } from '../../lambda/domain/step.ts';
import { hearSetBack } from '../../lambda/domain/tug-of-war.ts';
import { caseChange, clockOnlyPolicy, createdAt, running, sato, suzuki, templateId } from '../support/desk-policy.ts';

const begin = '2026-11-24T13:10:01.000Z';
const after = (minutes: number): string => addSeconds(begin, minutes * 60);
const breached = step(undefined, caseChange('CASE.CREATED', createdAt, { status: 'open' }), running(), begin).item!;
const key = 'first-response:1:breach:0-reassign';
const reassign = breached.effects[key]!;

/** Our effect number `place` has given the case to sato at that minute. */
function given(item: CaseItem, place: number, minutes: number, more: Partial<Effect> = {}): CaseItem {
  const done = endEffect(reassign, { status: 'done', outcome: { at: after(minutes) } });
  const effect = { ...done, key: `first-response:1:escalate-1.${place}:0-reassign`, ...more };
  return { ...item, effects: { ...item.effects, [effect.key]: effect } };
}

/** Somebody has changed the owner at that minute. */
function changed(item: CaseItem, minutes: number, user: Record<string, string> | null = { userArn: suzuki.userArn }) {
  const event = caseChange('CASE.UPDATED', after(minutes), { assigned_user: suzuki.userArn });
  const performedBy = user === null ? { iamPrincipalArn: 'arn' } : { user };
  return hearSetBack(item, { ...event, detail: { ...event.detail, performedBy } });
}

const judge = (item: CaseItem, minutes: number, owner: string | null = suzuki.userArn) => {
  const fresh = { caseId: 'case-1', templateId, fields: { status: 'open', assigned_user: owner } };
  return judgeByFreshCase(reassign, item, clockOnlyPolicy, { fresh, askedAt: after(minutes) }, after(minutes));
};

test('who took a case over once and changes other fields after that has set it back once', () => {
  const taken = changed(given(breached, 1, 10), 15);
  const repeated = [20, 25].reduce((item, minutes) => {
    const { detail, ...event } = caseChange('CASE.UPDATED', after(minutes), {
      status: 'waiting_customer',
      assigned_user: suzuki.userArn,
    });
    return hearSetBack(item, { ...event, detail: { ...detail, changedFieldIds: ['status'] } });
  }, taken);
  expect(repeated.setBacks).toEqual(taken.setBacks);
  expect(judge(repeated, 30)).toBeUndefined();
});

describe('a field that others set back three times within an hour', () => {
  const war = [1, 2, 3].reduce((item, place) => changed(given(item, place, place * 10), place * 10 + 5), breached);

  test('is left to people, and both parties are named', () => {
    expect(judge(war, 40)).toEqual({
      status: 'parked',
      outcome: {
        at: after(40),
        reason: `tug-of-war: assigned_user was set back 3 times within an hour; policy first-response sets it, ${suzuki.userArn} set it back; settle which of the two is to have it`,
      },
    });
  });

  test('is set again once an hour has passed since', () => {
    expect(judge(war, 80)).toBeUndefined();
  });

  test('which has our value by now is done, not parked', () => {
    expect(judge(war, 40, sato.userArn)).toMatchObject({ status: 'done', outcome: { reason: 'already set' } });
  });

  test('is told by our own effects alone when every event about it was lost', () => {
    const unheard = [1, 2, 3].reduce((item, place) => given(item, place, place * 10), breached);
    const reason = (judge(unheard, 40) as { outcome: { reason: string } } | undefined)?.outcome.reason;
    expect(reason).toContain('3 times within an hour; policy first-response sets it, others whom no event names');
  });

  test('keeps no other effect of the case from its turn', () => {
    const mail = war.effects['first-response:1:breach:1-email']!;
    const fresh = { caseId: 'case-1', templateId, fields: { status: 'open', assigned_user: suzuki.userArn } };
    expect(judgeByFreshCase(mail, war, clockOnlyPolicy, { fresh, askedAt: after(40) }, after(40))).toBeUndefined();
  });
});

test.each<[string, CaseItem, number]>([
  ['that was set back twice', changed(changed(given(given(breached, 1, 10), 2, 20), 15), 25), 30],
  [
    'that a ladder gives from one person to the next',
    [
      given(breached, 1, 10, { chosenUserArn: suzuki.userArn }),
      given(breached, 2, 20),
      given(breached, 3, 30, { chosenUserArn: suzuki.userArn }),
      given(breached, 4, 40),
    ].reduce((item, next) => ({ ...item, effects: { ...item.effects, ...next.effects } })),
    45,
  ],
  [
    'that stood there each time we looked',
    [1, 2, 3].reduce(
      (item, place) => given(item, place, place * 10, { outcome: { at: after(place * 10), reason: 'already set' } }),
      breached,
    ),
    40,
  ],
])('a field %s is set', (_why, item, minutes) => {
  expect(judge(item, minutes)).toBeUndefined();
});

describe('what is heard of others', () => {
  const once = given(breached, 1, 10);
  test.each<[string, CaseItem, object[] | undefined]>([
    ['names the user', changed(once, 12), [{ fieldId: 'assigned_user', at: after(12), by: suzuki.userArn }]],
    ['names nobody when the event does not', changed(once, 12, null), [{ fieldId: 'assigned_user', at: after(12) }]],
    ['is not our own write', changed(once, 12, { customEntity: 'casewarden' }), undefined],
    ['is not what came before we set it', changed(once, 9), undefined],
    ['is not what comes long after', changed(once, 75), undefined],
    ['is not of fields that we never set', changed(breached, 12), undefined],
    [
      'counts once when it is told twice',
      changed(changed(once, 12), 12),
      [{ fieldId: 'assigned_user', at: after(12), by: suzuki.userArn }],
    ],
    ['is not of a case that was deleted', changed({ ...once, deleted: true }, 12), undefined],
  ])('%s', (_what, item, expected) => {
    expect(item.setBacks).toEqual(expected);
  });

  test('stays short', () => {
    const long = Array.from({ length: 20 }).reduce<CaseItem>((item, _unused, place) => changed(item, 11 + place), once);
    expect(long.setBacks).toHaveLength(8);
    expect(long.setBacks?.at(-1)?.at).toBe(after(30));
  });
});
