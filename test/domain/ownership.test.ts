import { expect, test } from 'vitest';
import type { Effect } from '../../lambda/contract/case-item.ts';
import { mergeFieldChanges } from '../../lambda/domain/ownership.ts';
import { sato, suzuki } from '../support/desk-policy.ts';

function effect(key: string, what: Pick<Effect, 'action' | 'chosenUserArn'>): Effect {
  return {
    key,
    lane: 'case-update',
    proof: 'natural',
    policy: 'p',
    policyHash: 'h',
    cycle: 1,
    level: 'breach',
    severity: 'high',
    owedAt: '2026-11-24T13:10:00.000Z',
    status: 'claimed',
    attempt: 1,
    noted: false,
    ...what,
  };
}

const reassign = (key: string, person: typeof sato): Effect =>
  effect(key, {
    action: { kind: 'reassign', team: 't', people: [person], pick: 'first' },
    chosenUserArn: person.userArn,
  });
const set = (key: string, fields: Record<string, string>): Effect => effect(key, { action: { kind: 'set', fields } });

test('all field changes of a case go into one call, and for each field the first wins', () => {
  const effects = [
    reassign('a', sato),
    set('b', { priority: 'high', reason: 'sla' }),
    set('c', { priority: 'low' }),
    set('d', { priority: 'low', note: 'x' }),
    set('e', { priority: 'high' }),
    reassign('f', suzuki),
  ];
  const { fields, overriddenBy } = mergeFieldChanges(effects);
  expect(fields).toEqual({ assigned_user: sato.userArn, priority: 'high', reason: 'sla', note: 'x' });
  expect(effects.map(overriddenBy)).toEqual([undefined, undefined, 'b', undefined, undefined, 'a']);
});

test('nothing to set sets nothing', () => {
  expect(mergeFieldChanges([]).fields).toEqual({});
});
