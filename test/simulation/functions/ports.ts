import { instantOf } from '../../../lambda/domain/instants.ts';
import type { MemoryPorts, MemorySweepPorts } from '../../support/in-memory-ports.ts';
import type { Announcer, Budgets, Inbox, LaneHints, Quotas } from '../../../lambda/domain/ports.ts';
import { wiredFor, type Run, type Sync, type Wire } from '../kernel/wire.ts';
import type { SimulatedLedger } from '../ledger/create-ledger.ts';
import type { Outside } from '../outside/outside.ts';
import { callsOfFunction } from './places.ts';

/** One invocation of a function. */
export interface Invocation extends Run {
  /** `advance-12` */
  readonly id: string;
  /** The place of the invocation among all of the simulation, from 1. */
  readonly number: number;
  /** Rounds of Lambda → queue → Lambda that have led here. */
  readonly hops: number;
  /** By how much its clock is wrong. */
  readonly skewMilliseconds: number;
}

/** Queues and the bus, as functions send to them. */
export interface Senders {
  readonly inbox: Sync<Inbox>;
  readonly laneHints: Sync<LaneHints>;
  readonly announcer: Sync<Announcer>;
}

/** The ports that a function may be given, each call of which goes over the wire; those that it does not await are absent. */
export type SimulatedPorts = MemoryPorts;
/** Those of the sweeps as well. */
export type SweepingPorts = SimulatedPorts & MemorySweepPorts;

export interface Surroundings {
  readonly wire: Wire<Invocation>;
  readonly now: () => number;
  readonly ledger: SimulatedLedger;
  readonly quotas: Sync<Quotas>;
  readonly budgets: Sync<Budgets>;
  readonly outside: Outside;
  /** The queues and the bus as the run that is being answered reaches them. */
  readonly senders: Senders;
  /** The run that is being answered. */
  readonly runId: () => string;
  /** What a function logs: codes and ids. */
  log(invocation: Invocation, message: string, detail: Readonly<Record<string, unknown>>): void;
}

/** The ports of the simulated world by the names of their members in `SimulatedPorts`. */
function worldOf({ ledger, quotas, budgets, outside, senders, runId }: Surroundings): Readonly<Record<string, object>> {
  return {
    policies: ledger.policies,
    hours: ledger.hours,
    caseLedger: ledger.caseLedger,
    effectLedger: ledger.effectLedger,
    sinkLedger: ledger.sinkLedger,
    lease: ledger.lease,
    quotas,
    budgets,
    due: ledger.due,
    lanes: ledger.lanes,
    manyCases: ledger.sweep.manyCases,
    casePages: ledger.sweep.casePages,
    sweepRows: ledger.sweep.sweepRows,
    sweepRuns: ledger.sweep.sweepRuns,
    ...senders,
    ...outside.portsFor(runId),
  };
}

/** By which of the three a function knows the ledger. */
const ledgerOfFunction: Readonly<Record<string, string>> = { advance: 'caseLedger', 'sink-salesforce': 'sinkLedger' };

/** Waiting is an await like every other: a run can be killed before and after it, but nothing can be refused. */
type Pausing = Pick<SimulatedPorts['clock'], 'pause'>;
type MakePort = (invocation: Invocation) => object;

/** Makes the ports of each invocation; what can be made once for a function of the simulation is. */
export function createPortMaker(surroundings: Surroundings): (invocation: Invocation) => SweepingPorts {
  const world = worldOf(surroundings);
  const makersOfFunction = new Map<string, readonly (readonly [string, MakePort])[]>();
  const makersOf = (functionName: string): readonly (readonly [string, MakePort])[] => {
    const known = makersOfFunction.get(functionName);
    if (known !== undefined) return known;
    const names = new Set((callsOfFunction[functionName] ?? []).map((call) => call.slice(0, call.indexOf('.'))));
    const makers = [...names].flatMap((name): [string, MakePort][] => {
      const key = name === 'ledger' ? (ledgerOfFunction[functionName] ?? 'effectLedger') : name;
      const port = world[key];
      return port === undefined
        ? []
        : [[key, wiredFor<object, Invocation>(surroundings.wire, functionName, name, port)]];
    });
    makersOfFunction.set(functionName, makers);
    return makers;
  };
  const pausing = new Map<string, (run: Invocation) => Pausing>();
  const clockOf = (invocation: Invocation): SimulatedPorts['clock'] => {
    const { functionName } = invocation;
    let maker = pausing.get(functionName);
    if (maker === undefined) {
      maker = wiredFor<Pausing, Invocation>(surroundings.wire, functionName, 'clock', { pause: () => undefined });
      pausing.set(functionName, maker);
    }
    const { now } = surroundings;
    // Asked many times at one instant.
    let at = Number.NaN;
    let text = '';
    return Object.assign(maker(invocation), {
      now: (): string => {
        const present = now() + invocation.skewMilliseconds;
        if (present !== at) {
          at = present;
          text = instantOf(present);
        }
        return text;
      },
    });
  };

  return (invocation) => {
    let identifiers = 0;
    const ports: Record<string, object> = {
      clock: clockOf(invocation),
      identifiers: { next: () => `${invocation.id}-${(identifiers += 1)}` },
      log: {
        info: (message: string, detail: Readonly<Record<string, unknown>>) =>
          surroundings.log(invocation, message, detail),
        error: (message: string, detail: Readonly<Record<string, unknown>>) =>
          surroundings.log(invocation, message, detail),
      },
      // Lines of the log too: no call that could fail.
      metrics: { put: () => undefined },
    };
    for (const [key, make] of makersOf(invocation.functionName)) ports[key] = make(invocation);
    return ports as unknown as SweepingPorts;
  };
}
