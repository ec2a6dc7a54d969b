import { describe, expect, test } from 'vitest';
import { toRow } from '../../lambda/adapters/ledger/attribute-values.ts';
import type { CaseItem } from '../../lambda/contract/case-item.ts';
import type { ClockPolicy } from '../../lambda/contract/compiled-policy.ts';
import type { InboxMessage } from '../../lambda/contract/inbox-message.ts';
import { claimEffect, endEffect, mapEffects } from '../../lambda/domain/claims.ts';
import { hasEnded } from '../../lambda/domain/effects.ts';
import { explainCase } from '../../lambda/domain/explain/explain-case.ts';
import { withoutCopied } from '../../lambda/domain/history.ts';
import { indexAttributes } from '../../lambda/domain/index-attributes.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { budgetBytes, fitItem, mostBytes, sizeOf } from '../../lambda/domain/item-size.ts';
import type { RunningPolicy } from '../../lambda/domain/running-policy.ts';
import { step } from '../../lambda/domain/step.ts';
import { itemSizeBytes, decodeItem } from '../../sandbox/services/dynamodb/attribute-value.ts';
import {
  breachLevel,
  caseChange,
  clockOnlyPolicy,
  createdAt,
  deskPolicy,
  running,
  templateId,
} from '../support/desk-policy.ts';

const at = (seconds: number): string => addSeconds(createdAt, seconds);

/** A case as `advance` and lanes treat it: every write is fitted, every effect is done, the outbox is told. */
class Played {
  item: CaseItem | undefined;
  largest = 0;
  writes = 0;
  readonly announced = new Map<string, string>();
  /** Effect keys, each as often as it was done. */
  readonly done: string[] = [];

  readonly policy: RunningPolicy;

  constructor(policy: RunningPolicy) {
    this.policy = policy;
  }

  hear(message: InboxMessage, now: string): void {
    const loaded = this.item;
    const { item, changed } = step(loaded, message, this.policy, now);
    if (item === undefined || (!changed && loaded !== undefined)) return;
    const copied = loaded?.timeline ?? [];
    const before = loaded && withoutCopied(loaded, copied);
    const fitted = fitItem(before, withoutCopied(item, copied), this.policy, now).item;
    this.largest = Math.max(this.largest, sizeOf(fitted));
    this.writes += 1;
    for (const { id, detailType } of fitted.outbox) this.announced.set(id, detailType);
    this.item = mapEffects({ ...fitted, outbox: [], version: fitted.version + 1 }, (effect) => {
      if (hasEnded(effect)) return effect;
      this.done.push(effect.key);
      const outcome = { at: now, reference: 'x'.repeat(100) };
      return endEffect(claimEffect(effect, 'claim', now, now), { status: 'done', outcome });
    });
    this.largest = Math.max(this.largest, sizeOf(this.item));
  }
}

test('the size is what DynamoDB counts for the content', () => {
  const item = step(
    undefined,
    caseChange('CASE.CREATED', createdAt, { status: 'open', title: '面談予約 🙂 é' }),
    running(deskPolicy),
    at(1801),
  ).item!;
  const stored = itemSizeBytes(decodeItem(toRow({ ...item })));
  expect(Math.abs(sizeOf(item) - stored)).toBeLessThan(stored * 0.02 + 8);
});

const reopened: ClockPolicy = {
  ...clockOnlyPolicy.policies[0]!,
  name: 'resolution',
  kind: 'resolution',
  until: [{ fieldId: 'status', oneOf: ['closed'] }],
  reopen: 'reset',
  targetSeconds: 60,
  levels: [breachLevel(60, [{ kind: 'slack', channel: 'C0SLA' }])],
};
const reopening = (policies: ClockPolicy[]): RunningPolicy => running({ ...clockOnlyPolicy, policies });

describe('a hostile case', () => {
  test('that is updated thousands of times stays within its budget', () => {
    const played = new Played(running(clockOnlyPolicy));
    played.hear(caseChange('CASE.CREATED', createdAt, { status: 'open' }), createdAt);
    for (let count = 1; count <= 2_000; count += 1) {
      played.hear(caseChange('CASE.UPDATED', at(count * 20), { status: 'waiting' }), at(count * 20));
    }
    expect(played.largest).toBeLessThan(2 * budgetBytes);
    expect(played.item!.parkedAt).toBeUndefined();
    expect(played.item!.clocks[0]!.breachedAt).toBeDefined();
  });

  test('that is breached and reopened hundreds of times keeps what matters: every breach is acted upon, and once', () => {
    const played = new Played(reopening([reopened]));
    played.hear(caseChange('CASE.CREATED', createdAt, { status: 'open' }), createdAt);
    for (let count = 0; count < 300; count += 1) {
      const start = count * 300;
      played.hear({ kind: 'due', caseId: 'case-1', dueAt: at(start + 61) }, at(start + 61));
      played.hear(caseChange('CASE.UPDATED', at(start + 120), { status: 'closed' }), at(start + 120));
      played.hear(caseChange('CASE.UPDATED', at(start + 300), { status: 'open' }), at(start + 300));
    }
    expect(played.largest).toBeLessThanOrEqual(mostBytes);
    expect(played.item!.parkedAt).toBeUndefined();
    expect(new Set(played.done).size).toBe(300);
    expect(played.done).toHaveLength(300);
    expect(played.item!.clocks.at(-1)).toMatchObject({ cycle: 301, verdict: 'running' });
    // Everything once more, months later: nothing is owed again.
    for (let count = 0; count < 300; count += 1) {
      const start = count * 300;
      const [closed, open] = [at(start + 120), at(start + 300)];
      played.hear(caseChange('CASE.UPDATED', closed, { status: 'closed' }), at(60 * 86_400));
      played.hear(caseChange('CASE.UPDATED', open, { status: 'open' }), at(60 * 86_400));
    }
    expect(new Set(played.done).size).toBe(played.done.length);
    expect(played.done.length).toBeLessThanOrEqual(301);
    expect(played.largest).toBeLessThanOrEqual(mostBytes);
  });

  test('that cannot be made smaller is parked, told of once, and grows no more', () => {
    // A row that may yet be attached from the creation needs every fact since then.
    const waiting: ClockPolicy = {
      ...reopened,
      name: 'later',
      kind: 'update',
      onChange: 'retroactive',
      for: { templateId, where: [{ fieldId: 'status', oneOf: ['never'] }] },
    };
    const policy = reopening([reopened, waiting]);
    const played = new Played(policy);
    played.hear(caseChange('CASE.CREATED', createdAt, { status: 'open' }), createdAt);
    for (let count = 0; count < 300; count += 1) {
      const start = count * 300;
      played.hear({ kind: 'due', caseId: 'case-1', dueAt: at(start + 61) }, at(start + 61));
      played.hear(caseChange('CASE.UPDATED', at(start + 120), { status: 'closed' }), at(start + 120));
      played.hear(caseChange('CASE.UPDATED', at(start + 300), { status: 'open' }), at(start + 300));
    }
    expect(played.largest).toBeLessThanOrEqual(mostBytes);
    expect(played.item!.parkedAt).toBeDefined();
    expect([...played.announced.values()].filter((type) => type === 'Case Neglected')).toHaveLength(1);
    // What was judged and done before is all there.
    for (const clock of played.item!.clocks.filter(({ breachedAt }) => breachedAt !== undefined)) {
      const key = `resolution:${clock.cycle}:breach:0-slack`;
      expect(played.item!.effects[key] ?? played.item!.ended[key]).toMatchObject({ status: 'done' });
    }
    // Nothing wakes it any more, and explain says so in both languages.
    expect(indexAttributes(played.item!, at(400_000)).nextDueAt).toBeUndefined();
    const why = explainCase(played.item!, policy, at(400_000)).whyNothing[0]!;
    expect(why.en).toMatch(/too large/);
    expect(why.ja).toMatch(/大きくなりすぎた/);
  });

  test('whose texts are as long as Cases takes them, in hundreds of fields, is kept with shorter texts', () => {
    const ids = Array.from({ length: 220 }, (_unused, place) => `field-${place}`);
    const policy = running({ ...deskPolicy, shadowFieldIds: ids, decidingFieldIds: ['status', 'field-0'] });
    const played = new Played(policy);
    const texts = Object.fromEntries(ids.map((id) => [id, `長い${'文'.repeat(4098)}`]));
    played.hear(caseChange('CASE.CREATED', createdAt, { status: 'open', ...texts }), createdAt);
    for (let count = 1; count < 100; count += 1) {
      const other = { 'field-0': `${count}${'文'.repeat(4090)}` };
      played.hear(caseChange('CASE.UPDATED', at(count), { status: 'open', ...texts, ...other }), at(count));
    }
    expect(played.largest).toBeLessThanOrEqual(mostBytes);
    expect(played.item).toMatchObject({ clocks: [{ verdict: 'running' }] });
    expect(played.item!.parkedAt === undefined || played.announced.size > 0).toBe(true);
  });

  test('that no item can hold is opened and parked, and its deletion is still heard', () => {
    const ids = Array.from({ length: 220 }, (_unused, place) => `f${place}-${'i'.repeat(400)}`);
    const played = new Played(running({ ...deskPolicy, shadowFieldIds: ids }));
    const texts = Object.fromEntries(ids.map((id) => [id, 'x'.repeat(4100)]));
    played.hear(caseChange('CASE.CREATED', createdAt, { status: 'open', ...texts }), createdAt);
    expect(played.item).toMatchObject({ parkedAt: createdAt, shadow: {}, clocks: [] });
    expect([...played.announced.values()]).toEqual(['Case Neglected']);
    const writes = played.writes;
    played.hear(caseChange('CASE.UPDATED', at(5), { status: 'open', ...texts }), at(5));
    expect(played.writes).toBe(writes);
    played.hear(caseChange('CASE.DELETED', at(9), {}), at(10));
    expect(played.item).toMatchObject({ deletedAt: at(9), deleted: true });
    played.hear({ kind: 'due', caseId: 'case-1', dueAt: at(9) }, at(9 + 49 * 3600));
    expect(played.item).toMatchObject({ erased: { isDone: false } });
  });
});
