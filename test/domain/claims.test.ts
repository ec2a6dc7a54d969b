import { describe, expect, test } from 'vitest';
import type { Effect } from '../../lambda/contract/case-item.ts';
import {
  cancelPending,
  claimEffect,
  endEffect,
  failEffect,
  judgeDeadClaim,
  maximumAttempts,
} from '../../lambda/domain/claims.ts';
import {
  OutcomeUnknownError,
  QuotaUsedUpError,
  RequestRefusedError,
  ServiceUnavailableError,
  ThrottledError,
} from '../../lambda/domain/errors.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';

const now = '2026-11-24T13:10:00.000Z';
const leaseUntil = addSeconds(now, 65);

function pending(over: Partial<Effect> = {}): Effect {
  return {
    key: 'p:1:breach:0-slack',
    lane: 'slack',
    proof: 'probe',
    policy: 'p',
    policyHash: 'h',
    cycle: 1,
    level: 'breach',
    severity: 'high',
    action: { kind: 'slack', channel: 'C0SLA' },
    owedAt: now,
    status: 'pending',
    attempt: 0,
    noted: false,
    ...over,
  };
}

const claimed = (over: Partial<Effect> = {}): Effect => claimEffect(pending(over), 'claim-1', now, leaseUntil);

test('a claim names who holds it, until when, and which attempt it is', () => {
  expect(claimed({ attempt: 2 })).toMatchObject({
    status: 'claimed',
    attempt: 3,
    claim: { id: 'claim-1', claimedAt: now, leaseUntil, attempt: 3 },
  });
});

test('an ended effect holds no claim and waits to be noted', () => {
  const ended = endEffect(claimed(), { status: 'done', outcome: { at: now, reference: 'ts-1' } });

  expect(ended).toMatchObject({ status: 'done', outcome: { reference: 'ts-1' }, noted: false });
  expect(ended).not.toHaveProperty('claim');
});

describe('an effect that failed', () => {
  test.each([
    ['a throttle', new ThrottledError('x'), 'natural', 'pending'],
    ['a throttle', new ThrottledError('x'), 'probe', 'pending'],
    ['no connection', new ServiceUnavailableError('x'), 'probe', 'pending'],
    ['an unknown outcome', new OutcomeUnknownError('x'), 'token', 'pending'],
    ['an unknown outcome', new OutcomeUnknownError('x'), 'natural', 'pending'],
    ['an unknown outcome', new OutcomeUnknownError('x'), 'probe', 'parked'],
    ['a refusal', new RequestRefusedError('x'), 'token', 'parked'],
    ['a used-up quota', new QuotaUsedUpError('x'), 'token', 'parked'],
    ['a mistake of ours', new RangeError('x'), 'token', 'parked'],
  ] as const)('by %s (%s, proof %s) is %s', (_why, error, proof, status) => {
    const failed = failEffect(claimed({ proof }), error, now);

    expect(failed.status).toBe(status);
    expect(failed).not.toHaveProperty('claim');
    expect(failed.outcome === undefined).toBe(status === 'pending');
  });

  test.each([
    [1, 15],
    [2, 30],
    [3, 60],
    [7, 480],
    [20, 480],
  ])('goes again after attempt %i in %i seconds', (attempt, seconds) => {
    const failed = failEffect({ ...claimed(), attempt }, new ServiceUnavailableError('x'), now);
    expect(failed.retryNotBefore).toBe(addSeconds(now, seconds));
  });

  test('waits longer when the outside asks for it, never shorter', () => {
    const after = (retryAfterSeconds: number): string | undefined =>
      failEffect(claimed(), new ThrottledError('x', { retryAfterSeconds }), now).retryNotBefore;
    expect([after(300), after(1)]).toEqual([addSeconds(now, 300), addSeconds(now, 15)]);
  });

  test('is parked after many attempts, with the last reason', () => {
    const failed = failEffect({ ...claimed(), attempt: maximumAttempts }, new ServiceUnavailableError('SES down'), now);
    expect(failed).toMatchObject({ status: 'parked', outcome: { reason: expect.stringContaining('SES down') } });
  });
});

describe('a claim without an outcome', () => {
  test('is left alone while its lease lives', () => {
    const effect = claimed();
    expect(judgeDeadClaim(effect, addSeconds(leaseUntil, -1))).toBe(effect);
  });

  test.each([
    ['token', 'pending'],
    ['natural', 'pending'],
    ['probe', 'parked'],
  ] as const)('of proof %s is %s when its lease has ended', (proof, status) => {
    expect(judgeDeadClaim(claimed({ proof }), leaseUntil).status).toBe(status);
  });
});

test.each([
  ['pending', 'cancelled'],
  ['claimed', 'claimed'],
  ['done', 'done'],
] as const)('cancelling an effect that is %s leaves it %s', (status, expected) => {
  expect(cancelPending(pending({ status }), 'answered', now).status).toBe(expected);
});
