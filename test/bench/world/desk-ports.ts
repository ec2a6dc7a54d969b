import type { FieldValue } from '../../../lambda/contract/case-item.ts';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import { apiNames } from '../../../lambda/contract/quota-profile.ts';
import { createMemoryPorts, type MemoryPorts, type MemoryState } from '../../support/in-memory-ports.ts';
import { createFastLedger, type FastLedger } from './fast-ledger.ts';

export interface DeskPorts {
  readonly state: MemoryState;
  readonly ports: MemoryPorts;
  readonly ledger: FastLedger;
}

/** Every port in memory, over a ledger that is fast with many cases, and without any quota. */
export function createDeskPorts(policy: CompiledPolicy): DeskPorts {
  const { state, ports } = createMemoryPorts(policy);
  const ledger = createFastLedger();
  for (const api of apiNames) state.rates.set(api, { perSecond: 10_000, burst: 100_000 });
  const { caseLedger, effectLedger, due, withReadyWork } = ledger;
  const silent = { info: () => undefined, error: () => undefined };
  const lanes = { ...ports.lanes, withReadyWork };
  return { state, ledger, ports: { ...ports, caseLedger, effectLedger, due, lanes, log: silent } };
}

/** A case as Cases itself has it. */
export const freshFields: Readonly<Record<string, FieldValue>> = {
  status: 'open',
  title: '面談予約',
  reference_number: '1001',
  'field-slot-1': '月曜 10 時',
};
