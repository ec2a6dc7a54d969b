import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { toRow } from '../../../lambda/adapters/ledger/attribute-values.ts';
import { loadCase, toCaseRow } from '../../../lambda/adapters/ledger/case-rows.ts';
import { createHours } from '../../../lambda/adapters/ledger/create-hours.ts';
import { createPolicies } from '../../../lambda/adapters/ledger/create-policies.ts';
import type { LedgerTable } from '../../../lambda/adapters/ledger/ledger-table.ts';
import type { CaseItem } from '../../../lambda/contract/case-item.ts';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import { explainAnswer } from '../../../lambda/contract/explanation.ts';
import { rowKeys } from '../../../lambda/contract/ledger-rows.ts';
import { runExplain, type ExplainPorts } from '../../../lambda/handlers/explain/run.ts';
import { caseExplanation, caseUnexplained } from '../../../sandbox/control/explanation-shape.ts';
import { clockOf, itemOf, policyOf } from '../../domain/explain/desk.ts';
import { ledgerOnSandbox } from '../../support/ledger-on-sandbox.ts';

const now = '2026-01-05T05:00:00.000Z';
const portsOf = (table: LedgerTable): ExplainPorts => ({
  clock: { now: () => now },
  ledger: { load: async (caseId) => await loadCase(table, caseId) },
  policies: createPolicies(table),
  hours: createHours(table),
});

async function put(table: LedgerTable, row: ReturnType<typeof toRow>): Promise<void> {
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: row }));
}

const putPolicy = (table: LedgerTable, hash: string, policy: CompiledPolicy): Promise<void> =>
  put(table, toRow({ ...rowKeys.policy(hash), policy: JSON.stringify(policy) }));
const putCase = (table: LedgerTable, item: CaseItem): Promise<void> =>
  put(table, toCaseRow(item, { nextDueAt: undefined, ready: new Map() }));

describe('explain', () => {
  test('reads the case, its policy and the hours of operation as they were read last', async () => {
    const table = await ledgerOnSandbox();
    const policy = policyOf();
    policy.calendars['counter']!.hoursOfOperationId = 'hours-1';
    await putPolicy(table, 'hash', policy);
    await putCase(table, itemOf());
    const before = await runExplain(portsOf(table), { caseId: 'case' });
    expect(before).toMatchObject({ caseId: 'case', now, clocks: [{ usedMilliseconds: 2 * 3_600_000 }] });

    const definition = { zone: 'Asia/Tokyo', always: true };
    await put(table, toRow({ ...rowKeys.calendar('hours-1'), definition: JSON.stringify(definition) }));
    const after = await runExplain(portsOf(table), { caseId: 'case' });
    expect(after).toMatchObject({ clocks: [{ usedMilliseconds: 3 * 3_600_000 }] });
    expect(explainAnswer.parse(after)).toEqual(after);
    expect(caseExplanation.parse(after)).toEqual(after);
  });

  test('explains ended cycles by the policy that they followed', async () => {
    const table = await ledgerOnSandbox();
    await putPolicy(table, 'hash', policyOf());
    await putPolicy(table, 'older', policyOf());
    const ended = { verdict: 'met', endedBy: 'stop', endedAt: '2026-01-05T03:00:00.000Z' } as const;
    await putCase(table, itemOf({ clocks: [clockOf({ policyHash: 'older', ...ended }), clockOf({ cycle: 2 })] }));
    expect(await runExplain(portsOf(table), { caseId: 'case' })).toMatchObject({
      clocks: [{ verdict: 'met' }, { cycle: 2 }],
    });
  });

  test('says what it does not know', async () => {
    const table = await ledgerOnSandbox();
    const unknown = await runExplain(portsOf(table), { caseId: 'case' });
    expect(unknown).toMatchObject({ caseId: 'case', unknown: 'case' });
    expect(caseUnexplained.parse(unknown)).toEqual(unknown);
    await putCase(table, itemOf());
    expect(await runExplain(portsOf(table), { caseId: 'case' })).toMatchObject({ caseId: 'case', unknown: 'policy' });
  });

  test.each([undefined, null, 'case', {}, { caseId: '' }, { caseId: 7 }, { caseId: 'case', more: 'Sato Hanako' }])(
    'refuses %j without repeating it',
    async (request) => {
      const table = await ledgerOnSandbox();
      const refused = runExplain(portsOf(table), request);
      await expect(refused).rejects.toMatchObject({ code: 'MESSAGE_INVALID', retryable: false });
      await expect(refused).rejects.not.toThrow(/Hanako/);
    },
  );
});
