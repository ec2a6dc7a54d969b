import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { fromRow, toRow } from '../../../lambda/adapters/ledger/attribute-values.ts';
import { toCaseRow } from '../../../lambda/adapters/ledger/case-rows.ts';
import { createCasePages } from '../../../lambda/adapters/ledger/create-case-pages.ts';
import { createHours } from '../../../lambda/adapters/ledger/create-hours.ts';
import { createPolicies } from '../../../lambda/adapters/ledger/create-policies.ts';
import type { LedgerTable } from '../../../lambda/adapters/ledger/ledger-table.ts';
import type { CaseItem } from '../../../lambda/contract/case-item.ts';
import { rowKeys } from '../../../lambda/contract/ledger-rows.ts';
import { replayAnswer } from '../../../lambda/contract/replay.ts';
import { addSeconds } from '../../../lambda/domain/instants.ts';
import { step } from '../../../lambda/domain/step.ts';
import { asksForReplay, runReplay, type ReplayPorts } from '../../../lambda/handlers/explain/run-replay.ts';
import { caseChange, clockOnlyPolicy, createdAt, deadline, policyHash, running } from '../../support/desk-policy.ts';
import { ledgerOnSandbox } from '../../support/ledger-on-sandbox.ts';

const now = addSeconds(deadline, 3600);
let table: LedgerTable;
let ports: ReplayPorts;
beforeEach(async () => {
  table = await ledgerOnSandbox();
  ports = {
    clock: { now: () => now },
    cases: createCasePages(table),
    policies: createPolicies(table),
    hours: createHours(table),
  };
  await put(toRow({ ...rowKeys.policy(policyHash), policy: JSON.stringify(clockOnlyPolicy) }));
});

async function put(row: ReturnType<typeof toRow>): Promise<void> {
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: row }));
}
const rowOf = (item: CaseItem) => toCaseRow(item, { nextDueAt: undefined, ready: new Map() });
const fresh = (caseId: string, at: string): CaseItem =>
  step(undefined, caseChange('CASE.CREATED', createdAt, {}, { caseId }), running(), at).item!;
const request = { kind: 'replay', from: createdAt, to: now } as const;

test('cases that something happened to are played, those that differ are told, and those that agree counted', async () => {
  await put(rowOf(fresh('acted', now)));
  await put(rowOf(fresh('forgotten', createdAt)));
  await put(rowOf({ ...fresh('other', now), policyHash: 'gone', clocks: [] }));
  await put(toRow({ ...fromRow(rowOf(fresh('broken', now))), schemaVersion: 9 }));
  const answer = replayAnswer.parse(await runReplay(ports, request));
  expect(answer).toMatchObject({ now, agreed: 1, unreadable: ['broken'] });
  expect(answer).not.toHaveProperty('next');
  const found = new Map(answer.found.map((one) => [one.caseId, one]));
  expect([...found.keys()].toSorted()).toEqual(['forgotten', 'other']);
  expect(found.get('forgotten')?.differences).toHaveLength(4);
  expect(found.get('other')?.unplayable?.en).toContain('is not in the ledger');
  expect(await runReplay(ports, { ...request, from: addSeconds(now, 1), to: addSeconds(now, 2) })).toMatchObject({
    agreed: 0,
    found: [],
  });
});

test('goes on where the piece before has ended', async () => {
  for (let count = 0; count < 600; count += 1) await put(rowOf(fresh(`case-${count}`, now)));
  let time = now;
  const hurried = { ...ports, clock: { now: () => (time = addSeconds(time, 20)) } };
  let agreed = 0;
  let pieces = 0;
  for (let next: string | undefined; pieces === 0 || next !== undefined; pieces += 1) {
    const answer = await runReplay(hurried, { ...request, ...(next === undefined ? {} : { next }) });
    agreed += answer.agreed;
    next = answer.next;
  }
  expect(pieces).toBeGreaterThan(1);
  expect(agreed).toBe(600);
});

test.each([{ kind: 'replay' }, { ...request, from: 'yesterday' }, { ...request, act: 'Hanako' }])(
  'refuses %j without repeating it',
  async (given) => {
    expect(asksForReplay(given)).toBe(true);
    await expect(runReplay(ports, given)).rejects.toMatchObject({ code: 'MESSAGE_INVALID' });
    await expect(runReplay(ports, given)).rejects.not.toThrow(/Hanako/);
  },
);

test('an explanation is no replay', () => {
  for (const given of [undefined, null, 'replay', {}, { caseId: 'replay' }]) expect(asksForReplay(given)).toBe(false);
});
