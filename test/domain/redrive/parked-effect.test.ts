import { describe, expect, test } from 'vitest';
import type { CaseItem, Effect } from '../../../lambda/contract/case-item.ts';
import { OutcomeUnknownError, RequestRefusedError, ServiceUnavailableError } from '../../../lambda/domain/errors.ts';
import { claimEffect, failEffect, maximumAttempts, withEffect } from '../../../lambda/domain/claims.ts';
import { indexAttributes } from '../../../lambda/domain/index-attributes.ts';
import { addSeconds } from '../../../lambda/domain/instants.ts';
import {
  bringBack,
  endedBefore,
  isWantedEffect,
  judgeParked,
  redriveEntry,
} from '../../../lambda/domain/redrive/parked-effect.ts';
import { step } from '../../../lambda/domain/step.ts';
import { caseChange, createdAt, deadline, running, sato } from '../../support/desk-policy.ts';

const late = addSeconds(deadline, 1);
const soon = addSeconds(late, 600);
const breached = step(
  undefined,
  caseChange('CASE.CREATED', createdAt, { status: 'open', assigned_user: sato.userArn }),
  running(),
  late,
).item!;
const keyOf = (kind: string): string => Object.keys(breached.effects).find((key) => key.endsWith(kind))!;

/** The breached case with one effect parked by what its performance threw. */
function parked(kind: string, error: unknown, change: Partial<Effect> = {}): { item: CaseItem; effect: Effect } {
  const claimed = claimEffect(breached.effects[keyOf(kind)]!, 'claim', late, addSeconds(late, 60));
  const effect = { ...failEffect(claimed, error, late), ...change };
  expect(effect.status).toBe('parked');
  return { item: withEffect(breached, effect), effect };
}

const refused = new RequestRefusedError('Slack chat.postMessage: channel_not_found');
const lost = new OutcomeUnknownError('SES SendEmail: no answer');

describe('what is parked', () => {
  test.each<[string, string, unknown, string]>([
    ['a message that was refused', 'slack', refused, 'again'],
    ['a change of a field that was refused', 'reassign', refused, 'again'],
    ['a mail whose answer was lost', 'email', lost, 'may-double'],
    ['a message that failed for a reason nobody foresaw', 'slack', new TypeError('x'), 'may-double'],
    ['a change of a field that failed for a reason nobody foresaw', 'reassign', new TypeError('x'), 'again'],
    ['a task that was refused', 'task', refused, 'again'],
  ])('%s', (_what, kind, error, verdict) => {
    const { item, effect } = parked(kind, error);
    expect(judgeParked(item, effect, soon)).toMatchObject({ verdict });
  });

  test('after many attempts of which each is known to have failed, comes back', () => {
    const claimed = { ...breached.effects[keyOf('email')]!, attempt: maximumAttempts - 1 };
    const effect = failEffect(
      claimEffect(claimed, 'claim', late, addSeconds(late, 60)),
      new ServiceUnavailableError('SES SendEmail: down'),
      late,
    );
    expect(effect.outcome?.reason).toContain(`gave up after ${maximumAttempts} attempts`);
    expect(judgeParked(withEffect(breached, effect), effect, soon).verdict).toBe('again');
  });

  test('a task comes back by itself for a day only: nobody says how long its token is remembered', () => {
    const { item, effect } = parked('task', refused);
    expect(judgeParked(item, effect, addSeconds(late, 24 * 3600)).verdict).toBe('again');
    expect(judgeParked(item, effect, addSeconds(late, 24 * 3600 + 1)).verdict).toBe('may-double');
  });

  test.each<[string, (item: CaseItem, effect: Effect) => CaseItem, string]>([
    ['of a deleted case', (item) => ({ ...item, deleted: true }), 'deleted'],
    [
      'of a cycle that has ended',
      (item) => ({ ...item, clocks: item.clocks.map((clock) => ({ ...clock, verdict: 'met-late' })) }),
      'ended',
    ],
    [
      'whose field a later level has set',
      (item, effect) => withEffect(item, { ...effect, key: 'later', owedAt: soon, status: 'done' }),
      'superseded',
    ],
    [
      'whose field a later level is to set',
      (item, effect) => withEffect(item, { ...effect, key: 'later', owedAt: soon, status: 'pending' }),
      'superseded',
    ],
    [
      'whose field a later level could not set either',
      (item, effect) => withEffect(item, { ...effect, key: 'later', owedAt: soon }),
      'again',
    ],
    [
      'whose field an earlier level has set',
      (item, effect) => withEffect(item, { ...effect, key: 'earlier', owedAt: createdAt, status: 'done' }),
      'again',
    ],
  ])('%s', (_what, change, verdict) => {
    const { item, effect } = parked('reassign', refused);
    expect(judgeParked(change(item, effect), effect, soon).verdict).toBe(verdict);
  });

  test('of several native SLAs of one name only the newest comes back', () => {
    const action = { kind: 'native-sla', slaName: 'reply', fieldId: 'status', value: 'in_progress' } as const;
    const { effect: base } = parked('reassign', refused);
    const native = (number: number, owedAt: string): Effect => ({
      ...base,
      key: `first-response:1:native:${number}-native-sla`,
      level: 'native',
      action,
      owedAt,
    });
    const [older, newer] = [native(1, late), native(2, soon)] as const;
    const item = withEffect(withEffect(breached, older), newer);
    expect(judgeParked(item, older, soon).verdict).toBe('superseded');
    expect(judgeParked(item, newer, soon).verdict).toBe('again');
  });
});

describe('what comes back', () => {
  test('is owed anew: at once ready, counted from the start, looked at again within a minute', () => {
    const { item, effect } = parked('slack', refused);
    const owed = bringBack(effect, soon);
    expect(owed).toMatchObject({ status: 'pending', attempt: 0, noted: false, owedAt: effect.owedAt });
    expect(owed).not.toHaveProperty('outcome');
    const index = indexAttributes(withEffect({ ...item, clocks: [] }, owed), soon);
    expect([...index.ready.keys()]).toContain('slack');
    expect(index.nextDueAt! <= addSeconds(soon, 60)).toBe(true);
  });

  test('was tried, if the mirror owes it', () => {
    const { effect } = parked('reassign', refused, { level: 'native', attempt: 3 });
    expect(bringBack(effect, soon).attempt).toBe(1);
  });

  test('leaves in the history that it was parked, and by whom it was brought back', () => {
    const { item, effect } = parked('slack', refused);
    expect(endedBefore(item, effect).at(-1)).toMatchObject({ kind: 'effect.parked', at: late });
    expect(endedBefore(item, { ...effect, noted: true })).toEqual(item.timeline);
    expect(redriveEntry(effect, 'sato', soon)).toMatchObject({
      kind: 'effect.redriven',
      at: soon,
      detail: { effect: effect.key, by: 'sato', parkedAt: late, attempt: 1, reason: refused.message },
    });
  });
});

test.each([
  [{}, true],
  [{ caseId: 'case-1' }, true],
  [{ caseId: 'case-2' }, false],
  [{ policy: 'first-response' }, true],
  [{ policy: 'resolution' }, false],
  [{ lane: 'slack' as const }, true],
  [{ lane: 'mail' as const }, false],
  [{ reason: 'CHANNEL_not' }, true],
  [{ reason: 'invalid_auth' }, false],
  [{ since: late }, true],
  [{ since: soon }, false],
  [{ until: soon }, true],
  [{ until: late }, false],
])('the filter %j lets it through: %s', (filter, isWanted) => {
  const { item, effect } = parked('slack', refused);
  expect(isWantedEffect(item, effect, filter)).toBe(isWanted);
  expect(isWantedEffect(item, { ...effect, status: 'cancelled' }, filter)).toBe(false);
});
