import { beforeEach, expect, test } from 'vitest';
import { createCaseLedger } from '../../lambda/adapters/ledger/create-case-ledger.ts';
import { createEffectLedger } from '../../lambda/adapters/ledger/create-effect-ledger.ts';
import type { LedgerTable } from '../../lambda/adapters/ledger/ledger-table.ts';
import { ledgerOnSandbox } from '../support/ledger-on-sandbox.ts';

let table: LedgerTable;
beforeEach(async () => {
  table = await ledgerOnSandbox();
});

/** Marks cases as ready for mail, by the name of the case and its order. */
async function marked(orders: Readonly<Record<string, string>>): Promise<void> {
  for (const [caseId, order] of Object.entries(orders)) {
    const index = { nextDueAt: undefined, ready: new Map([['mail', order] as const]) };
    await createCaseLedger(table).markReady(caseId, index);
  }
}

const grave = { g1: '0#2026-11-24T10:01', g2: '0#2026-11-24T10:02', g3: '0#2026-11-24T10:03' };

test.each<[string, Readonly<Record<string, string>>, number, readonly string[]]>([
  [
    'the oldest of all, however mild',
    { ...grave, mild: '3#2026-11-24T09:00', milder: '3#2026-11-24T09:30', old: '1#2026-11-24T09:10' },
    3,
    ['g1', 'g2', 'mild'],
  ],
  ['even what the mirror owes', { ...grave, mirror: '4#2026-11-23T09:00' }, 2, ['g1', 'mirror']],
  ['the next most severe when that is the oldest', { ...grave, mild: '3#2026-11-24T11:00' }, 2, ['g1', 'g2']],
  ['the next when the oldest is on the page', { ...grave, mild: '3#2026-11-24T10:01' }, 3, ['g1', 'g2', 'g3']],
])('the last place of a full page is for %s', async (_what, orders, limit, expected) => {
  await marked(orders);
  expect(await createEffectLedger(table).readyCases('mail', limit)).toEqual(expected);
});

test('a page on which all have a place is in order of severity and lateness', async () => {
  await marked({ ...grave, mild: '3#2026-11-24T09:00' });
  expect(await createEffectLedger(table).readyCases('mail', 10)).toEqual(['g1', 'g2', 'g3', 'mild']);
  expect(await createEffectLedger(table).readyCases('mail', 1)).toEqual(['g1']);
});

test('one look asks once more for each severity that the page does not reach, and only when the page is full', async () => {
  let queries = 0;
  const client = {
    send: async (command: never) => {
      queries += 1;
      return await (table.client.send(command) as Promise<unknown>);
    },
  } as unknown as LedgerTable['client'];
  const ledger = createEffectLedger({ ...table, client });
  await marked(grave);
  await ledger.readyCases('mail', 10);
  expect(queries).toBe(1);
  await ledger.readyCases('mail', 3);
  expect(queries).toBe(1 + 5);
});
