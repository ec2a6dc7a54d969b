import { expect, test } from 'vitest';
import { isWantedLetter, readDeadLetter } from '../../../lambda/domain/redrive/dead-letter.ts';
import { caseChange, createdAt } from '../../support/desk-policy.ts';

const read = (body: unknown, errorCode?: string) =>
  readDeadLetter({ body: typeof body === 'string' ? body : JSON.stringify(body), errorCode });

test.each<[string, unknown, string | undefined, string]>([
  ['an event of a case', caseChange('CASE.UPDATED', createdAt), 'case-1', 'message CASE.UPDATED'],
  [
    'an event of a related item',
    { detail: { eventType: 'RELATED_ITEM.CREATED', relatedItem: { caseId: 'c' } } },
    'c',
    'message RELATED_ITEM.CREATED',
  ],
  ['a hint of ours', { kind: 'due', caseId: 'case-7', dueAt: createdAt }, 'case-7', 'message due'],
  ['a hint to a lane', { kind: 'ready', lane: 'mail' }, undefined, 'message ready'],
  ['what is no JSON', '{', undefined, 'a message that cannot be read'],
  ['null', null, undefined, 'a message that cannot be read'],
  [
    'text of a person',
    { kind: '佐藤 花子\u001b[2J', caseId: 'Sato Hanako' },
    undefined,
    'a message that cannot be read',
  ],
])('%s is told without repeating what it says', (_what, body, caseId, what) => {
  expect(read(body)).toMatchObject({ caseId, what: { en: what } });
});

test('why it was given up is told as far as it is known', () => {
  expect(read({}).reason.en).toMatch(/never handled/);
  expect(read({}, 'NO_PERMISSIONS').reason.en).toBe('EventBridge could not deliver it: NO_PERMISSIONS.');
  expect(read({}, 'Sato <sato@example.co.jp>').reason.en).not.toContain('example');
});

test.each([
  [{}, true],
  [{ caseId: 'case-1' }, true],
  [{ caseId: 'case-2' }, false],
  [{ reason: 'never HANDLED' }, true],
  [{ reason: 'no_permissions' }, false],
  [{ since: createdAt }, true],
  [{ until: createdAt }, false],
])('the filter %j lets it through: %s', (filter, isWanted) => {
  const news = read(caseChange('CASE.UPDATED', createdAt));
  expect(isWantedLetter({ sentAt: createdAt }, news, filter)).toBe(isWanted);
});
