import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { upgradeCaseItem } from '../../lambda/adapters/ledger/upgrade-case-item.ts';
import { upgradeCompiledPolicy } from '../../lambda/adapters/ledger/compiled-policy-v1.ts';
import type { Json } from '../../lambda/adapters/ledger/attribute-values.ts';
import { caseItem, type CaseItem } from '../../lambda/contract/case-item.ts';
import { compiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import { step } from '../../lambda/domain/step.ts';
import { caseChange, clockOnlyPolicy, createdAt, deadline, policyHash, running } from '../support/desk-policy.ts';

type Members = Record<string, Json>;
const storedV1 = JSON.parse(
  readFileSync(new URL('../contract/rows/case-item-v1.json', import.meta.url), 'utf8'),
) as Members;
const upgraded = (over: Members = {}): CaseItem => z.parse(caseItem, upgradeCaseItem({ ...storedV1, ...over }));
const clockV1 = {
  policy: 'first-response',
  policyHash,
  cycle: 1,
  startedAt: createdAt,
  targetSeconds: 1800,
  deadline,
  verdict: 'running',
};

test('an item that release 0.1.0 has stored can be read', () => {
  expect(upgraded()).toMatchObject({
    schemaVersion: 3,
    version: 17,
    observations: [{ at: createdAt, fieldId: 'status', value: 'open' }],
    clocks: [
      {
        kind: 'first-response',
        verdict: 'running',
        levels: { 'first-response:breach': { at: '2026-11-24T13:10:01.000Z', state: 'fired' } },
      },
    ],
  });
});

test('an item of version 2 can be read, follows its course and is written in the present form', () => {
  const storedV2 = JSON.parse(
    readFileSync(new URL('../contract/rows/case-item-v2.json', import.meta.url), 'utf8'),
  ) as Members;
  const item = z.parse(caseItem, upgradeCaseItem(storedV2));
  expect(item).toMatchObject({ schemaVersion: 3, version: 17, ended: {}, clocks: [{ verdict: 'running' }] });
  expect(Object.values(item.effects).map(({ status }) => status)).toEqual(['done', 'done', 'parked', 'pending']);

  const answer = caseChange('CASE.UPDATED', '2026-11-24T13:20:00.000Z', { status: 'in_progress' });
  const { item: next } = step(item, answer, running(), '2026-11-24T13:20:01.000Z');
  expect(next).toMatchObject({ schemaVersion: 3, clocks: [{ verdict: 'met-late' }] });
  expect(Object.keys(next!.effects)).toEqual(Object.keys(item.effects));
});

test('an item of the present form is left alone', () => {
  const item = upgraded();
  expect(upgradeCaseItem(item as unknown as Members)).toBe(item);
});

test('a clock that runs still breaches, once', () => {
  const item = upgraded({ policyHash, clocks: [clockV1], effects: {}, deleted: false });
  expect(item.clocks[0]?.nextMomentAt).toBe('2026-11-24T13:10:00.001Z');
  const due = { kind: 'due', caseId: 'case-1', dueAt: deadline } as const;
  const breached = step(item, due, running(), '2026-11-24T13:10:00.001Z').item!;
  expect(breached.clocks[0]?.breachedAt).toBe('2026-11-24T13:10:00.001Z');
  expect(Object.keys(breached.effects)).toHaveLength(4);
  expect(step(breached, due, running(), '2026-11-24T14:10:00.001Z').item!.effects).toEqual(breached.effects);
});

test('a clock that has ended is never judged again', () => {
  const ended = { ...clockV1, verdict: 'met', endedAt: '2026-11-24T12:50:00.000Z' };
  const item = upgraded({ policyHash, clocks: [ended], effects: {}, deleted: false });
  const late = caseChange('CASE.UPDATED', '2026-11-24T12:45:00.000Z', { status: 'open' });
  const stepped = step(item, late, running(), '2026-11-24T18:00:00.000Z').item!;
  expect(stepped.clocks).toEqual(item.clocks);
  expect(stepped.effects).toEqual({});
});

test('what a read had seen is still evidence', () => {
  const [key, effect] = Object.entries(storedV1['effects'] as Record<string, Members>)[0]!;
  const observed = { at: createdAt, fieldId: 'status', value: 'in_progress' };
  const item = upgraded({ effects: { [key]: { ...effect, outcome: { at: createdAt, observed } } } });
  expect(item.effects[key]?.outcome?.observed).toEqual({ at: createdAt, fields: { status: 'in_progress' } });
});

test('a deleted case starts nothing', () => {
  const item = upgraded({ policyHash, deleted: true, shadow: {}, clocks: [], effects: {} });
  const news = caseChange('CASE.UPDATED', '2026-11-24T12:45:00.000Z', { status: 'open' });
  expect(step(item, news, running(), '2026-11-24T18:00:00.000Z').item?.clocks).toEqual([]);
});

test('a policy of release 0.1.0, which open clocks still follow, can be read', () => {
  const { levels, targetSeconds, name, severity } = clockOnlyPolicy.policies[0]!;
  const { calendars: _c, adopt: _a, decidingFieldIds: _d, ...same } = clockOnlyPolicy;
  const stored = {
    ...same,
    schemaVersion: 1,
    policies: [
      {
        name,
        severity,
        for: { templateId: 'template-consultation' },
        until: { fieldId: 'status', values: ['in_progress'] },
        targetSeconds,
        breach: levels[0]!.actions,
      },
    ],
  };
  expect(z.parse(compiledPolicy, upgradeCompiledPolicy(stored))).toEqual(clockOnlyPolicy);
  expect(upgradeCompiledPolicy(clockOnlyPolicy)).toBe(clockOnlyPolicy);
});
