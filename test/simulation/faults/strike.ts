import type { InjectedFault } from '../checks/evidence.ts';
import type { CallFate } from '../kernel/wire.ts';
import type { People } from '../outside/people.ts';
import type { QueueFaults } from '../plumbing/queue.ts';
import { tanaka, fieldIds } from '../story/policies.ts';
import { isOutside, isRead, lostAnswer, quotaUsedUp, throttled, unavailable } from './call-errors.ts';
import type { CallFaultName, Fault, FaultName, SpanFaultName } from './fault.ts';

/** A call at the moment at which it is made. */
export interface StruckCall {
  readonly number: number;
  readonly runId: string;
  readonly port: string;
  readonly method: string;
  /** The case that it is about, where one can tell. */
  readonly caseId: string | undefined;
}

/** What the faults of a simulation need to strike. */
export interface Stage {
  readonly now: () => number;
  readonly startsAt: number;
  readonly people: People;
  /** Writes the item of the case as it is, before the call that is being made. */
  readonly touch: (caseId: string) => void;
}

/** The faults of a simulation, as everything that can go wrong asks for them. */
export interface Strikes extends QueueFaults {
  /** What goes wrong with a call beside the time it takes. */
  ofCall(call: StruckCall): Pick<CallFate, 'fault'> & { readonly extraMilliseconds: number };
  /** When an event reaches the bus: milliseconds from now, once for each copy. */
  ofEvent(number: number, event: { readonly id: string; readonly caseId: string }): readonly number[];
  /** True while this lasts. */
  isOn(name: SpanFaultName): boolean;
  /** What has struck, with what it struck; a span counts from its beginning. */
  readonly struck: InjectedFault[];
}

/** Ports that a span keeps from answering. */
const spansOfPort: Readonly<Record<string, SpanFaultName>> = {
  announcer: 'bus away',
  cases: 'Cases away',
  caseWriter: 'Cases away',
  slas: 'Cases away',
  slaSearch: 'Cases away',
  tasks: 'Connect away',
  mailer: 'mail away',
  slack: 'Slack away',
  crm: 'CRM away',
};
const ledgerPorts = new Set(['ledger', 'lease', 'due', 'lanes', 'policies', 'hours', 'quotas', 'budgets']);
/** The answers of a call that a person comes before. */
type MeanwhileName = Extract<CallFaultName, `${string} meanwhile`>;
const meanwhile: Readonly<Record<MeanwhileName, (people: People, caseId: string) => void>> = {
  'answered meanwhile': (people, caseId) => people.answer(caseId),
  'closed meanwhile': (people, caseId) => people.close(caseId),
  'reopened meanwhile': (people, caseId) => people.reopen(caseId),
  'paused meanwhile': (people, caseId) => people.edit(caseId, { status: 'waiting_customer' }),
  'made urgent meanwhile': (people, caseId) => people.edit(caseId, { [fieldIds.priority]: 'urgent' }),
  'owner changed meanwhile': (people, caseId) => people.edit(caseId, { assigned_user: tanaka.userArn }),
  'deleted meanwhile': (people, caseId) => people.delete(caseId),
};
const slowMilliseconds = 25_000;
const retryAfterSeconds = 90;

export function createStrikes(faults: readonly Fault[], stage: Stage): Strikes {
  const struck: InjectedFault[] = [];
  const spans = faults.flatMap((fault) =>
    'from' in fault ? [{ name: fault.name, from: stage.startsAt + fault.from, to: stage.startsAt + fault.to }] : [],
  );
  struck.push(...spans);
  const spanOn = (name: SpanFaultName) =>
    spans.find((span) => span.name === name && span.from <= stage.now() && stage.now() < span.to);
  const note = (name: FaultName, more: Partial<InjectedFault> = {}): void =>
    void struck.push({ name, from: stage.now(), to: stage.now(), ...more });
  const messageFault = (name: FaultName, message: number) =>
    faults.find((fault) => 'message' in fault && fault.name === name && fault.message === message);

  return {
    struck,
    isOn: (name) => spanOn(name) !== undefined,
    ofCall: (call) => {
      const away = awaySpan(call, (name) => spanOn(name) !== undefined);
      if (away !== undefined) {
        const isThrottled = away === 'ledger throttles';
        if (!isThrottled || call.number % 2 === 0) {
          const { port, method } = call;
          const error = isThrottled ? throttled(port, method) : unavailable(port, method);
          return { extraMilliseconds: 0, fault: { kind: 'refused', error } };
        }
      }
      const fault = faults.find((one) => 'call' in one && one.call === call.number);
      if (fault === undefined) return { extraMilliseconds: 0 };
      return strikeCall(fault.name as CallFaultName, call, stage, note);
    },
    ofEvent: (number, event) => {
      const fault = faults.find((one) => 'event' in one && one.event === number);
      if (fault === undefined || !('event' in fault)) return [0];
      const to = stage.now() + fault.milliseconds;
      note(fault.name, { to, event: { ...event, isLost: false } });
      return fault.name === 'event doubled' ? [0, fault.milliseconds] : [fault.milliseconds];
    },
    stuckFor: (queue) => {
      const span = spanOn(queue === 'inbox' ? 'inbox stuck' : queue === 'sink' ? 'sink stuck' : 'lanes stuck');
      return span === undefined ? 0 : span.to - stage.now();
    },
    copies: (queue, message) => {
      const fault = faults.find((one) => 'message' in one && one.message === message);
      if (fault === undefined || !('message' in fault)) return [0];
      const { name, milliseconds } = fault;
      const copies =
        name === 'hint lost' && queue !== 'inbox' && queue !== 'sink'
          ? []
          : name === 'message doubled'
            ? [0, milliseconds]
            : name === 'message late'
              ? [milliseconds]
              : undefined;
      if (copies !== undefined) note(name, { to: stage.now() + Math.max(0, ...copies) });
      return copies ?? [0];
    },
    isMisreported: (_queue, message) => {
      if (messageFault('partial batch misreported', message) === undefined) return false;
      note('partial batch misreported');
      return true;
    },
    expiresEarly: (_queue, message) => {
      if (messageFault('visibility expires early', message) === undefined) return false;
      note('visibility expires early');
      return true;
    },
  };
}

function awaySpan({ port }: StruckCall, isOn: (name: SpanFaultName) => boolean): SpanFaultName | undefined {
  if (ledgerPorts.has(port)) {
    return isOn('ledger away') ? 'ledger away' : isOn('ledger throttles') ? 'ledger throttles' : undefined;
  }
  const span = spansOfPort[port];
  return span !== undefined && isOn(span) ? span : undefined;
}

const isMeanwhile = (name: CallFaultName): name is MeanwhileName => name in meanwhile;

function strikeCall(
  name: CallFaultName,
  call: StruckCall,
  stage: Stage,
  note: (name: FaultName, more?: Partial<InjectedFault>) => void,
): Pick<CallFate, 'fault'> & { readonly extraMilliseconds: number } {
  const { port, method, runId, caseId } = call;
  const told = (wasMade: boolean, isAnswered: boolean, isPermanent = false): void =>
    note(name, { call: { runId, port, method, wasMade, isAnswered, isPermanent } });
  const none = { extraMilliseconds: 0 };
  if (isMeanwhile(name)) {
    const about = caseId ?? stage.people.present()[0];
    if (about === undefined) return none;
    note(name);
    meanwhile[name](stage.people, about);
    return none;
  }
  switch (name) {
    case 'killed before':
      told(false, false);
      return { ...none, fault: { kind: 'killed before' } };
    case 'killed after':
      told(true, false);
      return { ...none, fault: { kind: 'killed after' } };
    case 'answer lost':
      told(true, false);
      return { ...none, fault: { kind: 'answer lost', error: lostAnswer(port, method) } };
    case 'failed, not made':
      told(false, false);
      return { ...none, fault: { kind: 'refused', error: lostAnswer(port, method) } };
    case 'throttled':
      told(false, true);
      return { ...none, fault: { kind: 'refused', error: throttled(port, method) } };
    case 'throttled with Retry-After':
      told(false, true);
      return { ...none, fault: { kind: 'refused', error: throttled(port, method, retryAfterSeconds) } };
    case 'unavailable':
      told(false, true);
      return { ...none, fault: { kind: 'refused', error: unavailable(port, method) } };
    case 'quota used up':
      // Only what makes something new can meet a quota on how much may exist.
      if (!isOutside(port) || isRead(method)) return none;
      told(false, true, true);
      return { ...none, fault: { kind: 'refused', error: quotaUsedUp(port, method) } };
    case 'slow':
      told(true, true);
      return { extraMilliseconds: slowMilliseconds };
    case 'write race':
      if (caseId === undefined) return none;
      note(name);
      stage.touch(caseId);
      return none;
    default:
      return name satisfies never;
  }
}
