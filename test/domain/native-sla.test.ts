import { describe, expect, test } from 'vitest';
import { failEffect } from '../../lambda/domain/claims.ts';
import { OutcomeUnknownError, QuotaUsedUpError } from '../../lambda/domain/errors.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { asKnownByItem, planNativeSla, removedSlaIds, type NativeSlaWish } from '../../lambda/domain/native-sla.ts';
import type { CaseSla } from '../../lambda/domain/ports.ts';
import { nativeEffect, nativeItem } from './native-items.ts';

const now = '2026-11-24T12:00:00.000Z';
const wishFor = (targetTime?: string): NativeSlaWish => ({
  kind: 'native-sla',
  slaName: 'reply',
  fieldId: 'status',
  value: 'closed',
  ...(targetTime === undefined ? {} : { targetTime }),
});

let count = 0;
function sla(name: string, status: string, changes: Partial<CaseSla> = {}): CaseSla {
  count += 1;
  const attachedAt = addSeconds(now, -100_000 + count);
  return { relatedItemId: `i-${count}`, name, status, targetTime: addSeconds(now, 3600), attachedAt, ...changes };
}
const many = (length: number, name: string, status: string): CaseSla[] =>
  Array.from({ length }, () => sla(name, status));

const plan = (slas: readonly CaseSla[], targetTime?: string, knownIds: readonly string[] = []) =>
  planNativeSla(slas, wishFor(targetTime), { now, ownNames: new Set(['reply', 'solve']), knownIds });
const idsOf = (slas: readonly CaseSla[]): string[] => slas.map((one) => one.relatedItemId);

test.each([
  ['a whole number of minutes', 1800, 30],
  ['a part of a minute more counts as one', 1800.001, 31],
  ['less than a minute', 1, 1],
  ['the past', -7200, 1],
  ['beyond what an SLA may last', 70_000_000, 1_051_200],
])('%s', (_what, seconds, minutes) => {
  expect(plan([], addSeconds(now, seconds))).toEqual({ remove: [], attachMinutes: minutes });
});

describe('what is there', () => {
  test.each([
    ['runs out when it should', 3600, 3600],
    ['was made from whole minutes, and the call took a while', 3600 + 75, 3600],
    ['has run out like the target', -600, -60],
  ])('stays when it %s', (_what, hasSeconds, wantsSeconds) => {
    const one = sla('reply', hasSeconds < 0 ? 'Overdue' : 'Active', { targetTime: addSeconds(now, hasSeconds) });
    expect(plan([one], addSeconds(now, wantsSeconds))).toEqual({ remove: [], kept: one.relatedItemId });
  });

  test('goes first when its target is another one', () => {
    const one = sla('reply', 'Active', { targetTime: addSeconds(now, 3600 + 91) });
    expect(plan([one], addSeconds(now, 3600))).toEqual({ remove: [one.relatedItemId], attachMinutes: 60 });
  });

  test('has run out, and the target is still to come', () => {
    const one = sla('reply', 'Overdue', { targetTime: addSeconds(now, -60) });
    expect(plan([one], addSeconds(now, 120))).toEqual({ remove: [one.relatedItemId], attachMinutes: 2 });
  });

  test('is one too many: only the fitting one stays', () => {
    const [right, wrong] = [sla('reply', 'Active'), sla('reply', 'Overdue', { targetTime: addSeconds(now, -60) })];
    expect(plan([wrong, right], addSeconds(now, 3600))).toEqual({
      remove: [wrong.relatedItemId],
      kept: right.relatedItemId,
    });
  });

  test('goes when none is wanted, and what has ended stays as record', () => {
    const open = [sla('reply', 'Active'), sla('reply', 'Overdue')];
    expect(plan([...open, sla('reply', 'Met'), sla('reply', 'NotMet')])).toEqual({ remove: idsOf(open) });
  });

  test('of another name stays', () => {
    expect(plan([sla('solve', 'Active'), sla('console', 'Active')])).toEqual({ remove: [] });
  });

  test('and the search does not show yet goes, too', () => {
    expect(plan([], undefined, ['i-unseen'])).toEqual({ remove: ['i-unseen'] });
    const seen = sla('reply', 'Met');
    expect(plan([seen], undefined, [seen.relatedItemId])).toEqual({ remove: [] });
  });
});

test('what the case has lately met is not taken for open, however the search shows it', () => {
  const attachedAt = addSeconds(now, -300);
  const shown = [sla('reply', 'Active', { attachedAt }), sla('solve', 'Active', { attachedAt })];
  const statusesAfter = (at: string): string[] => {
    const told = (status: string, when: string) => ({ at: when, fieldId: 'status', value: status });
    const observations = [told('open', addSeconds(now, -400)), told('closed', at), told('open', addSeconds(now, -1))];
    const item = { ...nativeItem([]), observations };
    return asKnownByItem(shown, wishFor(addSeconds(now, 3600)), item, now).map(({ status }) => status);
  };
  expect(statusesAfter(addSeconds(now, -5))).toEqual(['Met', 'Active']);
  // Attached after it had been closed, it counts anew.
  expect(statusesAfter(addSeconds(now, -301))).toEqual(['Active', 'Active']);
});

describe('what we have lately removed, and the search still shows', () => {
  const target = addSeconds(now, 3600);
  const attachedAt = addSeconds(now, -300);
  const [gone, kept, own, later] = [
    sla('reply', 'Active', { attachedAt }),
    sla('reply', 'Active', { attachedAt }),
    sla('solve', 'Active', { attachedAt }),
    sla('reply', 'Active', { attachedAt: addSeconds(now, -1) }),
  ];
  const doneBefore = (seconds: number, reference?: string) => {
    const outcome = { at: addSeconds(now, -seconds), ...(reference === undefined ? {} : { reference }) };
    return nativeItem([], [nativeEffect('reply', undefined, { status: 'done', outcome })]);
  };
  const removedBy = (item: ReturnType<typeof nativeItem>): readonly string[] =>
    removedSlaIds([gone, kept, own, later], item, 'reply', now);

  test('is everything of that name that was there, but what was left', () => {
    expect(removedBy(doneBefore(2))).toEqual(idsOf([gone, kept]));
    expect(removedBy(doneBefore(2, kept.relatedItemId))).toEqual(idsOf([gone]));
    expect(removedBy(doneBefore(601))).toEqual([]);
    expect(removedBy(nativeItem([]))).toEqual([]);
  });

  test('does not stand in for the one that is wanted again', () => {
    const removedIds = removedBy(doneBefore(2));
    const wish = { now, ownNames: new Set(['reply']), knownIds: [], removedIds };
    expect(planNativeSla([gone], wishFor(target), wish)).toEqual({ remove: [gone.relatedItemId], attachMinutes: 60 });
    expect(planNativeSla([gone, later], wishFor(target), wish)).toEqual({
      remove: [gone.relatedItemId],
      kept: later.relatedItemId,
    });
  });
});

describe('the quota of SLAs of a case', () => {
  const target = addSeconds(now, 3600);

  test('keeps one place free for others, by our oldest ended ones', () => {
    const ours = many(6, 'solve', 'Met');
    const foreign = many(3, 'console', 'Met');
    expect(plan([...foreign, ...ours], target)).toEqual({
      remove: idsOf(ours.slice(0, 1)),
      attachMinutes: 60,
    });
  });

  test('gives up ours that have ended, oldest first, and never others', () => {
    const ours = [sla('reply', 'NotMet'), sla('solve', 'Met')];
    const foreign = many(8, 'console', 'Active');
    expect(plan([...foreign, ...[...ours].reverse()], target)).toEqual({ remove: idsOf(ours), attachMinutes: 60 });
  });

  test('counts the open one that is replaced as a free place', () => {
    const open = sla('reply', 'Overdue', { targetTime: addSeconds(now, -60) });
    expect(plan([...many(9, 'console', 'Met'), open], target)).toEqual({
      remove: [open.relatedItemId],
      attachMinutes: 60,
    });
  });

  test('that others fill is told, and nothing is removed', () => {
    const refused = plan(many(10, 'console', 'Met'), target);
    expect(refused).toEqual({
      remove: [],
      refusal: expect.stringMatching(/10 SLAs that are not ours.*10 are allowed/),
    });
  });

  test('does not hinder removing', () => {
    const open = sla('reply', 'Active');
    expect(plan([...many(9, 'console', 'Met'), open])).toEqual({ remove: [open.relatedItemId] });
  });
});

test('after an unknown outcome a retry waits until a search shows what was attached', () => {
  const effect = { ...nativeEffect('reply', '2026-11-24T13:00:00.000Z'), attempt: 1 };
  expect(failEffect(effect, new OutcomeUnknownError('no answer'), now)).toMatchObject({
    status: 'pending',
    retryNotBefore: addSeconds(now, 60),
  });
  expect(failEffect(effect, new QuotaUsedUpError('402'), now)).toMatchObject({ status: 'parked' });
});
