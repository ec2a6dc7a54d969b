import { instantOf } from '../../../lambda/domain/instants.ts';
import type {
  Announcer,
  Budgets,
  CaseLedger,
  CaseReader,
  CaseSlas,
  CaseWriter,
  CrmSink,
  DueRows,
  EffectLedger,
  Hours,
  Inbox,
  LaneHints,
  LaneLease,
  LaneStates,
  Mailer,
  Policies,
  Quotas,
  SinkLedger,
  SlackPoster,
  TaskStarter,
} from '../../../lambda/domain/ports.ts';
import type { MemoryPorts } from '../../support/in-memory-ports.ts';
import { wired, type Run, type Sync, type Wire } from '../kernel/wire.ts';
import type { SimulatedLedger } from '../ledger/create-ledger.ts';
import type { Outside } from '../outside/outside.ts';

/** One invocation of a function. */
export interface Invocation extends Run {
  readonly id: string;
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

/** Every port that a function may be given, each call of which goes over the wire. */
export type SimulatedPorts = MemoryPorts;

export interface Surroundings {
  readonly wire: Wire;
  readonly now: () => number;
  readonly ledger: SimulatedLedger;
  readonly quotas: Sync<Quotas>;
  readonly outside: Outside;
  sendersOf(invocation: Invocation): Senders;
  /** What a function logs: codes and ids. */
  log(invocation: Invocation, message: string, detail: Readonly<Record<string, unknown>>): void;
}

export function portsOf(surroundings: Surroundings, invocation: Invocation): SimulatedPorts {
  const { wire, ledger, outside, quotas, now } = surroundings;
  const reached = outside.portsFor(invocation.id);
  const senders = surroundings.sendersOf(invocation);
  const on = <Port extends object>(name: string, port: Sync<Port>): Port => wired<Port>(wire, invocation, name, port);
  const clockNow = (): number => now() + invocation.skewMilliseconds;
  let identifiers = 0;
  return {
    clock: {
      now: () => instantOf(clockNow()),
      pause: async (milliseconds) => await pause(wire, invocation, milliseconds),
    },
    identifiers: { next: () => `${invocation.id}-${(identifiers += 1)}` },
    log: {
      info: (message, detail) => surroundings.log(invocation, message, detail),
      error: (message, detail) => surroundings.log(invocation, message, detail),
    },
    // Lines of the log too: no call that could fail.
    metrics: { put: () => undefined },
    policies: on<Policies>('policies', ledger.policies),
    hours: on<Hours>('hours', ledger.hours),
    caseLedger: on<CaseLedger>('ledger', ledger.caseLedger),
    effectLedger: on<EffectLedger>('ledger', ledger.effectLedger),
    sinkLedger: on<SinkLedger>('ledger', ledger.sinkLedger),
    lease: on<LaneLease>('lease', ledger.lease),
    quotas: on<Quotas>('quotas', quotas),
    budgets: on<Budgets>('budgets', { spend: () => ({ isWithin: true, isFirstRefusal: false }) }),
    due: on<DueRows>('due', ledger.due),
    lanes: on<LaneStates>('lanes', ledger.lanes),
    inbox: on<Inbox>('inbox', senders.inbox),
    laneHints: on<LaneHints>('laneHints', senders.laneHints),
    announcer: on<Announcer>('announcer', senders.announcer),
    cases: on<CaseReader>('cases', reached.cases),
    caseWriter: on<CaseWriter>('caseWriter', reached.caseWriter),
    slas: on<CaseSlas>('slas', reached.slas),
    mailer: on<Mailer>('mailer', reached.mailer),
    tasks: on<TaskStarter>('tasks', reached.tasks),
    slack: on<SlackPoster>('slack', reached.slack),
    crm: on<CrmSink>('crm', reached.crm),
  };
}

/** Waiting is an await like every other: a run can be killed before and after it, but nothing can be refused. */
function pause(wire: Wire, invocation: Invocation, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    if (invocation.isDead) return;
    const { fault } = wire.fateOf(invocation, 'clock', 'pause', [milliseconds]);
    if (fault?.kind === 'killed before') invocation.isDead = true;
    wire.after(milliseconds, () => {
      if (fault?.kind === 'killed after') invocation.isDead = true;
      if (!invocation.isDead) resolve();
    });
  });
}
