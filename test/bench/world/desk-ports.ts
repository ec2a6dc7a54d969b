import type { FieldValue } from '../../../lambda/contract/case-item.ts';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import type { CaseLedger, DueRows, EffectLedger } from '../../../lambda/domain/ports.ts';
import type { Sync } from '../../simulation/kernel/wire.ts';
import { apiNames } from '../../../lambda/contract/quota-profile.ts';
import { createMemoryPorts, type MemoryPorts } from '../../support/in-memory-ports.ts';
import type { MemoryState } from '../../support/memory-state.ts';
import { createBenchLedger, type BenchLedger } from './bench-ledger.ts';

export interface DeskPorts {
  readonly state: MemoryState;
  readonly ports: MemoryPorts;
  readonly ledger: BenchLedger;
}

/** Every port in memory, over a ledger that is fast with many cases, and without any quota. */
export function createDeskPorts(policy: CompiledPolicy): DeskPorts {
  const { state, ports } = createMemoryPorts(policy);
  const ledger = createBenchLedger();
  for (const api of apiNames) state.rates.set(api, { perSecond: 10_000, burst: 100_000 });
  const silent = { info: () => undefined, error: () => undefined };
  return {
    state,
    ledger,
    ports: {
      ...ports,
      caseLedger: asPort<CaseLedger>(ledger.caseLedger),
      effectLedger: asPort<EffectLedger>(ledger.effectLedger),
      due: asPort<DueRows>(ledger.due),
      lanes: { ...ports.lanes, withReadyWork: async () => ledger.lanes.withReadyWork() },
      log: silent,
    },
  };
}

function asPort<Port extends object>(port: Sync<Port>): Port {
  return Object.fromEntries(
    Object.entries(port).map(([name, member]: [string, unknown]) => [
      name,
      typeof member === 'function'
        ? async (...rest: readonly unknown[]): Promise<unknown> => Reflect.apply(member, port, rest) as unknown
        : member,
    ]),
  ) as Port;
}

/** A case as Cases itself has it. */
export const freshFields: Readonly<Record<string, FieldValue>> = {
  status: 'open',
  title: '面談予約',
  reference_number: '1001',
  'field-slot-1': '月曜 10 時',
};
