import { describe, expect, test } from 'vitest';
import type { CaseItem, Effect } from '../../lambda/contract/case-item.ts';
import { endEffect } from '../../lambda/domain/claims.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import {
  isContradicted,
  readOfAnother,
  readToShare,
  withoutOldRead,
  withoutOutdatedRead,
  withRead,
} from '../../lambda/domain/shared-read.ts';
import { step } from '../../lambda/domain/step.ts';
import { caseChange, running, sato, suzuki } from '../support/desk-policy.ts';

const askedAt = '2026-11-24T13:10:05.000Z';
const after = (seconds: number): string => addSeconds(askedAt, seconds);
const fieldIds = ['status', 'title', 'assigned_user'];
const reassignKey = 'first-response:1:breach:0-reassign';
const mailKey = 'first-response:1:breach:1-email';

/** A case that owes a reassign, a mail, a task and a message. */
function breached(): CaseItem {
  const event = caseChange('CASE.CREATED', '2026-11-24T12:40:00.000Z', { status: 'open' });
  return step(undefined, event, running(), after(-1)).item!;
}

const shared = (item = breached(), fields: Record<string, string> = { status: 'open', title: '面談' }): CaseItem => {
  const fresh = { caseId: item.caseId, templateId: item.templateId, fields };
  return withRead(item, readToShare(item, 'case-update', { fresh, askedAt }, fieldIds));
};

function change(item: CaseItem, key: string, more: Partial<Effect>): CaseItem {
  return { ...item, effects: { ...item.effects, [key]: { ...item.effects[key]!, ...more } } };
}

test('a lane decides by what another has read, every field that was asked for included', () => {
  expect(readOfAnother(shared(), fieldIds, after(29))).toEqual({
    askedAt,
    fresh: {
      caseId: 'case-1',
      templateId: breached().templateId,
      fields: { status: 'open', title: '面談', assigned_user: null },
    },
  });
});

describe('a read of another decides nothing', () => {
  const observed = (at: string): CaseItem => {
    const item = shared();
    return { ...item, observations: [...item.observations, { at, fieldId: 'status', value: 'open' }] };
  };
  test.each<[string, CaseItem, readonly string[], number]>([
    ['when there is none', breached(), fieldIds, 1],
    ['after thirty seconds', shared(), fieldIds, 30],
    ['about fields that it did not ask for', shared(), [...fieldIds, 'desk'], 1],
    ['when an event has told of something newer', observed(after(2)), fieldIds, 3],
    ['when an event has told of something at the same instant', observed(askedAt), fieldIds, 3],
    ['of a case that was deleted', { ...shared(), deleted: true }, fieldIds, 1],
    ['while a field is being set', change(shared(), reassignKey, { status: 'claimed', attempt: 1 }), fieldIds, 1],
    ['after setting a field has failed', change(shared(), reassignKey, { status: 'pending', attempt: 1 }), fieldIds, 1],
    [
      'after setting a field was given up',
      change(shared(), reassignKey, { status: 'parked', outcome: { at: after(1), reason: 'refused' } }),
      fieldIds,
      2,
    ],
  ])('%s', (_why, item, asked, seconds) => {
    expect(readOfAnother(item, asked, after(seconds))).toBeUndefined();
  });
});

test('what our own effects have set since stands in it; what they had set before was read', () => {
  const item = shared(breached(), { status: 'open', assigned_user: suzuki.userArn });
  const reassign = item.effects[reassignKey]!;
  const done = (at: string) => withEffectOf(item, endEffect(reassign, { status: 'done', outcome: { at } }));
  const ownerOf = (of: CaseItem) => readOfAnother(of, fieldIds, after(3))?.fresh?.fields['assigned_user'];
  expect(ownerOf(done(after(1)))).toBe(sato.userArn);
  expect(ownerOf(done(after(-1)))).toBe(suzuki.userArn);
});

test('what our own effects have set since is not dated by the change before', () => {
  const known = breached();
  const fresh = { caseId: known.caseId, templateId: known.templateId, fields: { last_updated_datetime: after(-60) } };
  const item = withRead(known, readToShare(known, 'case-update', { fresh, askedAt }, ['last_updated_datetime']));
  const reassign = item.effects[reassignKey]!;
  const datedBy = (at: string) => {
    const of = withEffectOf(item, endEffect(reassign, { status: 'done', outcome: { at } }));
    return readOfAnother(of, ['last_updated_datetime'], after(3))?.fresh?.fields['last_updated_datetime'];
  };
  expect(datedBy(after(1))).toBeNull();
  expect(datedBy(after(-1))).toBe(after(-60));
});

function withEffectOf(item: CaseItem, effect: Effect): CaseItem {
  return { ...item, effects: { ...item.effects, [effect.key]: effect } };
}

test('an older read never replaces a newer one', () => {
  const newer = shared();
  const fresh = { caseId: 'case-1', templateId: newer.templateId, fields: {} };
  const older = { fresh, askedAt: after(-5) };
  expect(readToShare(newer, 'slack', older, fieldIds)).toBe(newer.read);
});

describe('the item holds a read no longer than somebody may decide by it', () => {
  const ended = (item: CaseItem): CaseItem =>
    Object.keys(item.effects).reduce(
      (next, key) => change(next, key, { status: 'done', outcome: { at: after(1) } }),
      item,
    );

  test('a lane leaves none when no other has anything to do', () => {
    const fresh = { caseId: 'case-1', templateId: 't', fields: {} };
    const item = change(ended(breached()), mailKey, { status: 'pending' });
    expect(readToShare(item, 'mail', { fresh, askedAt }, fieldIds)).toBeUndefined();
    expect(readToShare(item, 'slack', { fresh, askedAt }, fieldIds)).toBeDefined();
  });

  test.each<[string, CaseItem, number, boolean]>([
    ['kept while it is good and wanted', shared(), 29, true],
    ['dropped when it is old', shared(), 30, false],
    ['dropped when nothing is owed any more', ended(shared()), 1, false],
    ['dropped when the case was deleted', { ...shared(), deleted: true }, 1, false],
  ])('%s', (_why, item, seconds, isKept) => {
    const next = withoutOldRead(item, after(seconds));
    expect('read' in next).toBe(isKept);
    expect(next === item).toBe(isKept);
  });

  test('what somebody else changes since makes it outdated; what we change ourselves, and news of before, do not', () => {
    const item = shared();
    const told = (seconds: number, performedBy: { user: Record<string, string> }) => {
      const event = caseChange('CASE.UPDATED', after(seconds), { assigned_user: suzuki.userArn });
      return 'read' in withoutOutdatedRead(item, { ...event, detail: { ...event.detail, performedBy } });
    };
    const byAgent = { user: { userArn: suzuki.userArn } };
    expect([told(1, byAgent), told(-1, byAgent)]).toEqual([false, true]);
    expect(told(1, { user: { customEntity: 'casewarden' } })).toBe(true);
    expect(told(1, { user: { customEntity: 'another-tool' } })).toBe(false);
    expect(withoutOutdatedRead(item, { kind: 'due', caseId: 'case-1', dueAt: after(1) })).toBe(item);
  });
});

test.each<[string, Partial<CaseItem['observations'][number]>, boolean]>([
  ['another value', { value: 'closed' }, true],
  ['another value at the same instant', { at: askedAt, value: 'closed' }, true],
  ['the same value', { value: 'open' }, false],
  ['another value of before', { at: after(-1), value: 'closed' }, false],
  ['a value of a field that was not asked for', { fieldId: 'desk', value: 'x' }, false],
  ['a value where there was none', { fieldId: 'title', value: 'x' }, true],
])('a read that a lane has made is contradicted by news with %s: %#', (_what, more, expected) => {
  const item = breached();
  const news = { at: after(2), fieldId: 'status', value: 'open', ...more };
  const fresh = { caseId: 'case-1', templateId: item.templateId, fields: { status: 'open' } };
  const told = {
    ...item,
    observations: [...item.observations, news].sort((one, other) => (one.at < other.at ? -1 : 1)),
  };
  expect(isContradicted(told, { fresh, askedAt }, fieldIds)).toBe(expected);
  expect(isContradicted({ ...told, deleted: true }, { fresh, askedAt }, fieldIds)).toBe(true);
  expect(isContradicted(told, { fresh: undefined, askedAt }, fieldIds)).toBe(false);
});
