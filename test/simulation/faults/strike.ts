import type { InjectedFault } from '../checks/evidence.ts';
import type { CallFate } from '../kernel/wire.ts';
import type { People } from '../outside/people.ts';
import { isRead } from '../functions/places.ts';
import type { Place } from '../kernel/wire.ts';
import type { QueueFaults } from '../plumbing/queue.ts';
import { tanaka, fieldIds } from '../story/policies.ts';
import { isOutside, lostAnswer, quotaUsedUp, refused, throttled, tokenRefused, unavailable } from './call-errors.ts';
import type { CallFaultName, Fault, FaultName, MessageFaultName, SpanFaultName } from './fault.ts';

/** A call at the moment at which it is made. */
export interface StruckCall {
  readonly place: Place;
  /** Calls that the function made at the place before. */
  readonly nth: number;
  readonly runId: string;
  /** The case and the effect that it is about, where one can tell. */
  readonly caseId: string | undefined;
  readonly effectKey: string | undefined;
}

/** What the faults of a simulation need to strike. */
export interface Stage {
  readonly now: () => number;
  readonly startsAt: number;
  readonly people: People;
  /** Writes the item of the case as it is, before the call that is being made. */
  readonly touch: (caseId: string) => void;
}

/** What goes wrong with a call beside the time it takes. */
export type Strike = Pick<CallFate, 'fault'> & { readonly extraMilliseconds: number };

/** The faults of a simulation, as everything that can go wrong asks for them. */
export interface Strikes extends QueueFaults {
  /** True when no fault can strike a call at the place, now or later: it need not be asked for. */
  sparesPlace(place: string): boolean;
  /** True when no fault that is still to strike can strike a call of the function now. */
  sparesFunction(functionName: string): boolean;
  ofCall(call: StruckCall): Strike;
  /** When an event reaches the bus: milliseconds from now, once for each copy. */
  ofEvent(number: number, event: { readonly id: string; readonly caseId: string }): readonly number[];
  /** True while this lasts, and counts it as met: ask only where it makes a difference. */
  meets(name: SpanFaultName): boolean;
  /** Milliseconds by which the search for cases hides what is written now; undefined when no fault says so. */
  searchHidesFor(): number | undefined;
  /** What has struck, with what it struck; a span from when something met it, with its whole length. */
  readonly struck: InjectedFault[];
}

/** Ports that a span keeps from answering. */
const spansOfPort: Readonly<Record<string, SpanFaultName>> = {
  announcer: 'bus away',
  cases: 'Cases away',
  search: 'Cases away',
  caseWriter: 'Cases away',
  slas: 'Cases away',
  slaSearch: 'Cases away',
  tasks: 'Connect away',
  mailer: 'mail away',
  slack: 'Slack away',
  crm: 'CRM away',
};
const ledgerPorts = new Set([
  'ledger',
  'lease',
  'due',
  'lanes',
  'policies',
  'hours',
  'quotas',
  'budgets',
  'manyCases',
  'casePages',
  'sweepRows',
  'sweepRuns',
]);
/** Ports whose adapters hold a secret. */
const secretPorts = new Set(['slack', 'crm']);
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
/** Within what a read of a case is good for, and beyond it. */
const slowMilliseconds = [25_000, 45_000] as const;
const retryAfterSeconds = 90;
const unharmed: Strike = { extraMilliseconds: 0, fault: undefined };

interface Span extends InjectedFault {
  readonly name: SpanFaultName;
  isMet: boolean;
}

type CallFault = Extract<Fault, { readonly place: string }>;

export function createStrikes(faults: readonly Fault[], stage: Stage): Strikes {
  const struck: InjectedFault[] = [];
  const spans = faults.flatMap((fault): Span[] =>
    'from' in fault
      ? [{ name: fault.name, from: stage.startsAt + fault.from, to: stage.startsAt + fault.to, isMet: false }]
      : [],
  );
  const callFaultsAt = new Map<string, CallFault[]>();
  /** Those that have not struck yet. */
  const unspent = new Set<CallFault>();
  for (const fault of faults) {
    if (!('place' in fault)) continue;
    unspent.add(fault);
    callFaultsAt.set(fault.place, [...(callFaultsAt.get(fault.place) ?? []), fault]);
  }
  const messageFaults = faults.filter((fault) => 'message' in fault);
  const hasCallSpans = spans.some(({ name }) => !spansOfPlumbing.has(name));

  /** The span of that name that lasts now; it counts as met from here on. */
  const spanOn = (name: SpanFaultName): Span | undefined => {
    if (spans.length === 0) return undefined;
    const found = spans.find((span) => span.name === name && span.from <= stage.now() && stage.now() < span.to);
    if (found !== undefined && !found.isMet) {
      found.isMet = true;
      struck.push({ name, from: found.from, to: found.to });
    }
    return found;
  };
  const note = (name: FaultName, more: Partial<InjectedFault> = {}): void =>
    void struck.push({ name, from: stage.now(), to: stage.now(), ...more });
  /** Takes the fault away: a message comes more than once. */
  const strikesOnce = (name: MessageFaultName, queue: string, message: number): boolean => {
    if (messageFaults.length === 0) return false;
    const place = messageFaults.findIndex(
      (fault) => fault.name === name && fault.queue === queue && fault.message === message,
    );
    if (place < 0) return false;
    messageFaults.splice(place, 1);
    note(name);
    return true;
  };

  return {
    struck,
    sparesPlace: (place) => !hasCallSpans && !callFaultsAt.has(place),
    sparesFunction: (functionName) =>
      [...unspent].every(({ place }) => !place.startsWith(`${functionName} `)) &&
      spans.every(({ from, to }) => stage.now() < from || to <= stage.now()),
    meets: (name) => spanOn(name) !== undefined,
    ofCall: (call) => {
      // People write to cases while a sweep turns its pages, so that others move.
      if (call.place.name === drifting && spanOn('pages drift') !== undefined) touchOne(stage.people, call.nth);
      const refusal = hasCallSpans ? refusedBySpan(call, (name) => spanOn(name) !== undefined, note) : undefined;
      if (refusal !== undefined) return { extraMilliseconds: 0, fault: { kind: 'refused', error: refusal } };
      const fault = callFaultsAt.get(call.place.name)?.find(({ nth }) => nth === call.nth);
      if (fault === undefined) return unharmed;
      unspent.delete(fault);
      return strikeCall(fault.name, call, stage, note);
    },
    searchHidesFor: () => {
      const span = spanOn('search lags');
      return span === undefined ? undefined : span.to - stage.now();
    },
    ofEvent: (number, event) => {
      if (spanOn('events lost') !== undefined) {
        note('events lost', { event: { ...event, isLost: true } });
        return [];
      }
      const fault = faults.find((one) => 'event' in one && one.event === number);
      if (fault === undefined || !('event' in fault)) return [0];
      if (fault.name === 'event lost') {
        note(fault.name, { event: { ...event, isLost: true } });
        return [];
      }
      const to = stage.now() + fault.milliseconds;
      note(fault.name, { to, event: { ...event, isLost: false } });
      return fault.name === 'event doubled' ? [0, fault.milliseconds] : [fault.milliseconds];
    },
    stuckFor: (queue) => {
      const span = spanOn(queue === 'inbox' ? 'inbox stuck' : queue === 'sink' ? 'sink stuck' : 'lanes stuck');
      return span === undefined ? 0 : span.to - stage.now();
    },
    copies: (queue, message) => {
      if (messageFaults.length === 0) return [0];
      const fault = messageFaults.find((one) => one.queue === queue && one.message === message);
      if (fault === undefined) return [0];
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
    isPoisoned: (queue, message) => strikesOnce('poisoned message before', queue, message),
    isMisreported: (queue, message) => strikesOnce('partial batch misreported', queue, message),
    expiresEarly: (queue, message) => strikesOnce('visibility expires early', queue, message),
  };
}

/** Spans that meet no call. */
const spansOfPlumbing: ReadonlySet<SpanFaultName> = new Set([
  'inbox stuck',
  'lanes stuck',
  'sink stuck',
  'ticks missed',
  'events lost',
  'sweeps missed',
  'search lags',
  'indexes lag',
  'clocks askew',
  'cold starts',
]);

function refusedBySpan(
  { place: { port, method }, nth, runId, caseId, effectKey }: StruckCall,
  meets: (name: SpanFaultName) => boolean,
  note: (name: FaultName, more?: Partial<InjectedFault>) => void,
): Error | undefined {
  if (ledgerPorts.has(port)) {
    if (meets('ledger away')) return unavailable(port, method);
    return nth % 2 === 0 && meets('ledger throttles') ? throttled(port, method) : undefined;
  }
  const span = spansOfPort[port];
  if (span === undefined) return undefined;
  if (meets(span)) return unavailable(port, method);
  if (!secretPorts.has(port) || !meets('secret rotated')) return undefined;
  // The outside takes the new secret only, and the store still has the old one: to read it again does not help yet.
  const call = { runId, port, method, caseId, effectKey, wasMade: false, isAnswered: true, isPermanent: true };
  note('secret rotated', { call });
  return tokenRefused(port, method);
}

const drifting = 'sweep-cases search.page';

function touchOne(people: People, nth: number): void {
  const present = people.present();
  const caseId = present[nth % present.length];
  if (caseId !== undefined) people.edit(caseId, { title: `Title ${nth}` });
}

const isMeanwhile = (name: CallFaultName): name is MeanwhileName => name in meanwhile;

function strikeCall(
  name: CallFaultName,
  call: StruckCall,
  stage: Stage,
  note: (name: FaultName, more?: Partial<InjectedFault>) => void,
): Strike {
  const {
    place: { port, method },
    nth,
    runId,
    caseId,
    effectKey,
  } = call;
  const told = (wasMade: boolean, isAnswered: boolean, isPermanent = false): void =>
    note(name, { call: { runId, port, method, caseId, effectKey, wasMade, isAnswered, isPermanent } });
  const refuse = (error: Error): Strike => ({ extraMilliseconds: 0, fault: { kind: 'refused', error } });
  if (isMeanwhile(name)) {
    const about = caseId ?? stage.people.present()[0];
    if (about === undefined) return unharmed;
    note(name);
    meanwhile[name](stage.people, about);
    return unharmed;
  }
  if (name === 'killed before' || name === 'killed after') {
    told(name === 'killed after', false);
    return { extraMilliseconds: 0, fault: { kind: name } };
  }
  // Waiting can end in no other way.
  if (port === 'clock') return unharmed;
  switch (name) {
    case 'answer lost':
      told(true, false);
      return { extraMilliseconds: 0, fault: { kind: 'answer lost', error: lostAnswer(port, method) } };
    case 'failed, not made':
      told(false, false);
      return refuse(lostAnswer(port, method));
    case 'throttled':
      told(false, true);
      return refuse(throttled(port, method));
    case 'throttled with Retry-After':
      told(false, true);
      return refuse(throttled(port, method, retryAfterSeconds));
    case 'unavailable':
      told(false, true);
      return refuse(unavailable(port, method));
    case 'refused':
      // A store or a queue never says of what it took a minute ago that it understands and will not do it.
      if (!isOutside(port)) return unharmed;
      told(false, true, true);
      return refuse(refused(port, method));
    case 'quota used up':
      // Only what makes something new can meet a quota on how much may exist.
      if (!isOutside(port) || isRead(method)) return unharmed;
      told(false, true, true);
      return refuse(quotaUsedUp(port, method));
    case 'slow':
      told(true, true);
      return { extraMilliseconds: slowMilliseconds[nth % 2]!, fault: undefined };
    case 'write race':
      if (caseId === undefined) return unharmed;
      note(name);
      stage.touch(caseId);
      return unharmed;
    default:
      return name satisfies never;
  }
}
