import { expect, test } from 'vitest';
import { createCaseLedger } from '../../lambda/adapters/ledger/create-case-ledger.ts';
import type { TimelineEntry } from '../../lambda/contract/case-item.ts';
import { indexAttributes } from '../../lambda/domain/index-attributes.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { runAdvance } from '../../lambda/handlers/advance/run.ts';
import { caseChange, clockOnlyPolicy, createdAt, policyHash } from '../support/desk-policy.ts';
import { createDesk } from '../support/desk-simulation.ts';
import { createMemoryPorts } from '../support/in-memory-ports.ts';
import { ledgerOnSandbox } from '../support/ledger-on-sandbox.ts';

const secret = '山田太郎様';
const at = (seconds: number): string => addSeconds(createdAt, seconds);
const lineOf = (place: number): TimelineEntry => ({
  id: `key-${String(place).padStart(4, '0')}:ended`,
  at: at(place),
  kind: 'effect.done',
  detail: { effect: `key-${place}`, lane: 'mail', reference: secret },
});

test('the rows of a deleted case are rewritten without texts, in pages, and vanish with it', async () => {
  const ledger = createCaseLedger(await ledgerOnSandbox());
  const { state, ports } = createMemoryPorts(clockOnlyPolicy);
  const fields = { status: 'open' };
  const settings = { policyHash, lookAheadSeconds: 120 };
  const deliver = async (message: unknown): Promise<void> => {
    const Records = [{ messageId: 'm', body: JSON.stringify(message) }];
    expect(await runAdvance({ ...ports, ledger }, settings, { Records })).toEqual({ batchItemFailures: [] });
  };
  await deliver(caseChange('CASE.CREATED', createdAt, fields));
  await ledger.appendTimeline(
    'case-1',
    Array.from({ length: 1234 }, (_unused, place) => lineOf(place)),
  );
  state.now = at(5000);
  await deliver(caseChange('CASE.DELETED', at(5000), {}));
  state.now = at(5000 + 49 * 3600);
  const due = { kind: 'due', caseId: 'case-1', dueAt: state.now };
  await deliver(due);
  expect((await ledger.load('case-1'))!.erased).toMatchObject({ isDone: false, timelineFrom: expect.any(String) });
  state.now = addSeconds(state.now, 60);
  await deliver(due);

  const item = (await ledger.load('case-1'))!;
  expect(item).toMatchObject({ erased: { isDone: true }, timeline: [] });
  expect(indexAttributes(item, state.now).nextDueAt).toBeUndefined();
  const lines: TimelineEntry[] = [];
  for (let from: string | undefined, isFirst = true; isFirst || from !== undefined; isFirst = false) {
    const page = await ledger.timelinePage('case-1', from);
    lines.push(...page.entries);
    from = page.next;
  }
  expect(lines.filter(({ kind }) => kind === 'effect.done')).toHaveLength(1234);
  expect(lines.find(({ kind }) => kind === 'case.erased')).toMatchObject({ detail: { reason: 'deleted' } });
  expect(JSON.stringify(lines)).not.toContain(secret);
});

test('rows of a deleted case expire with the item, and not before forty-five days', async () => {
  const desk = createDesk();
  desk.change({ status: 'open' });
  await desk.runUntil(at(60));
  desk.state.cases.delete('case-1');
  desk.state.inbox.push({ message: caseChange('CASE.DELETED', at(61), {}), at: at(61) });
  await desk.runUntil(at(61 + 50 * 3600));

  expect(desk.item().erased).toMatchObject({ isDone: true });
  const expiry = desk.state.items.get('case-1')!.expiresAt!;
  expect(expiry).toBeGreaterThan(Date.parse(at(45 * 86_400)) / 1000);
  expect([...desk.state.timeline.keys()].toSorted()).toEqual([...desk.state.timelineExpiry.keys()].toSorted());
  for (const row of desk.state.timelineExpiry.values()) expect(Math.abs(row - expiry)).toBeLessThan(3600);
});
