import { describe, expect, test } from 'vitest';
import type { FieldValue } from '../../lambda/contract/case-item.ts';
import type { ClockPolicy } from '../../lambda/contract/compiled-policy.ts';
import { freshFieldIds, judgeByFreshCase, ownerToNotify } from '../../lambda/domain/still-owed.ts';
import { step } from '../../lambda/domain/step.ts';
import { caseChange, clockOnlyPolicy, createdAt, running, sato, suzuki, templateId } from '../support/desk-policy.ts';

const late = '2026-11-24T13:10:01.000Z';
const pinned = running();
const item = step(undefined, caseChange('CASE.CREATED', createdAt, { status: 'open' }), pinned, late).item!;
const [reassign, mail] = Object.values(item.effects);
const fresh = (fields: Readonly<Record<string, FieldValue>>) => ({ caseId: 'case-1', templateId, fields });
const [row] = clockOnlyPolicy.policies as [ClockPolicy];
const open = [{ fieldId: 'status', oneOf: ['open'] }];
const closed = [{ fieldId: 'status', oneOf: ['closed'] }];
const askedAt = '2026-11-24T13:10:00.500Z';
const read = (fields?: Readonly<Record<string, FieldValue>>) => ({
  fresh: fields === undefined ? undefined : fresh(fields),
  askedAt,
});

describe('an effect', () => {
  test('is still owed while nobody has answered', () => {
    expect(judgeByFreshCase(mail!, item, clockOnlyPolicy, read({ status: 'open' }), late)).toBeUndefined();
    expect(judgeByFreshCase(mail!, item, clockOnlyPolicy, read({ status: null }), late)).toBeUndefined();
  });

  test.each([
    [
      'the case was answered',
      { status: 'in_progress' },
      'status is in_progress',
      { at: askedAt, fields: { status: 'in_progress' } },
    ],
    ['the case was deleted', undefined, 'deleted', { at: askedAt, deleted: true }],
  ])('is cancelled when %s, and tells what was seen', (_why, fields, reason, observed) => {
    expect(judgeByFreshCase(mail!, item, clockOnlyPolicy, read(fields), late)).toEqual({
      status: 'cancelled',
      outcome: { at: late, reason: expect.stringContaining(reason), observed },
    });
  });

  test.each([
    ['as of the last change of the case', '2026-11-24T13:09:00.000Z', '2026-11-24T13:09:00.000Z'],
    ['also where the clock of the reader is behind', '2026-11-24T13:10:03.000Z', '2026-11-24T13:10:03.000Z'],
    ['as of the read, where we know that it was otherwise at that change', createdAt, askedAt],
    ['as of the read, where nothing says when the change was', 'yesterday', askedAt],
  ])('that is cancelled by a read tells what was seen %s', (_what, changedAt, at) => {
    const seen = read({ status: 'in_progress', last_updated_datetime: changedAt });
    const judged = judgeByFreshCase(mail!, item, clockOnlyPolicy, seen, late);
    expect(judged?.outcome.observed).toEqual({ at, fields: { status: 'in_progress' } });
  });

  test.each<[string, Partial<ClockPolicy>, string]>([
    ['its cancel condition holds', { cancel: open }, 'the clock is cancelled: status is open'],
    ['no policy matches the case', { for: { templateId, where: closed } }, 'no policy matches'],
    ['a pause has begun of which nobody told', { pause: { while: open } }, 'the clock is paused: status is open'],
    ['a pause would begin', { pause: { when: open, resume: closed } }, 'the clock is paused'],
  ])('is cancelled when %s', (_why, over, reason) => {
    const policy = { ...clockOnlyPolicy, policies: [{ ...row, ...over }] };
    const unheard = { ...item, observations: [] };
    expect(judgeByFreshCase(mail!, unheard, policy, read({ status: 'open' }), late)).toEqual({
      status: 'cancelled',
      outcome: {
        at: late,
        reason: expect.stringContaining(reason),
        observed: { at: askedAt, fields: { status: 'open' } },
      },
    });
  });

  test('stays owed in a pause that we know: the level had come before it began', () => {
    const policy = { ...clockOnlyPolicy, policies: [{ ...row, pause: { while: open } }] };
    const paused = { ...item, clocks: item.clocks.map((clock) => ({ ...clock, isPaused: true })) };
    expect(judgeByFreshCase(mail!, paused, policy, read({ status: 'open' }), late)).toBeUndefined();
  });

  test.each<[string, ClockPolicy['pause']]>([
    ['while', { while: [{ fieldId: 'status', oneOf: ['waiting'] }], atMostSeconds: 60 }],
    ['when', { when: [{ fieldId: 'status', oneOf: ['waiting'] }], resume: closed, atMostSeconds: 60 }],
  ])('stays owed when the cap of a pause `%s` has ended it, although its condition still holds', (_kind, pause) => {
    const policy = { ...clockOnlyPolicy, policies: [{ ...row, pause }] };
    const capped = running(policy);
    const waitingAt = '2026-11-24T12:45:00.000Z';
    const dueAt = '2026-11-24T13:11:00.001Z';
    const opened = step(undefined, caseChange('CASE.CREATED', createdAt, { status: 'open' }), capped, createdAt).item;
    const waiting = step(opened, caseChange('CASE.UPDATED', waitingAt, { status: 'waiting' }), capped, waitingAt).item;
    const breached = step(waiting, { kind: 'due', caseId: 'case-1', dueAt }, capped, dueAt).item!;
    const owed = Object.values(breached.effects);
    expect(owed.map(({ status }) => status)).toEqual(['pending', 'pending', 'pending', 'pending']);
    for (const effect of owed) {
      expect(judgeByFreshCase(effect, breached, policy, read({ status: 'waiting' }), dueAt)).toBeUndefined();
    }
  });

  test('is cancelled when another policy matches the case now', () => {
    const policy = {
      ...clockOnlyPolicy,
      policies: [{ ...row, name: 'urgent', for: { templateId, where: open } }, row],
    };
    expect(judgeByFreshCase(mail!, item, policy, read({ status: 'open' }), late)?.outcome.reason).toBe(
      'urgent matches the case now',
    );
  });

  test('that the mirror owes is judged by the fields that it sets alone', () => {
    const set = { ...mail!, level: 'native', action: { kind: 'set' as const, fields: { sla: 'met' } } };
    expect(judgeByFreshCase(set, item, clockOnlyPolicy, read({ status: 'in_progress' }), late)).toBeUndefined();
    expect(judgeByFreshCase(set, item, clockOnlyPolicy, read({ sla: 'met' }), late)).toMatchObject({
      status: 'done',
      outcome: { reason: 'already set' },
    });
  });

  test.each([
    ['the chosen owner has the case: it is done', sato.userArn, 'done'],
    ['another has the case: it is owed', suzuki.userArn, undefined],
    ['nobody has the case: it is owed', null, undefined],
  ])('that sets the owner, and %s', (_why, assigned_user, status) => {
    expect(judgeByFreshCase(reassign!, item, clockOnlyPolicy, read({ assigned_user }), late)?.status).toBe(status);
  });
});

test.each([
  ['a person of the policy', suzuki.userArn, { person: suzuki }],
  [
    'somebody else',
    'arn:aws:connect:x:1:instance/i/agent/u',
    { parked: expect.stringContaining('not among the people') },
  ],
  ['nobody', null, { parked: expect.stringContaining('no owner') }],
  ['an empty text', '', { parked: expect.stringContaining('no owner') }],
])('the owner to notify, when it is %s', (_why, assigned_user, expected) => {
  expect(ownerToNotify(clockOnlyPolicy, fresh({ assigned_user }))).toEqual(expected);
});

test('a fresh read asks for what decides and for what notices name, each once', () => {
  expect(freshFieldIds({ ...clockOnlyPolicy, shadowFieldIds: ['status', 'for-the-crm'] }, item)).toEqual([
    'status',
    'assigned_user',
    'title',
    'reference_number',
    'last_updated_datetime',
    'field-slot-1',
  ]);
});
