import { instantOf } from '../../lambda/domain/instants.ts';
import { diceOf } from '../domain/timelines/dice.ts';
import { checkAll } from './checks/check-all.ts';
import type { Announced, BudgetSpent, CallMade, DeadLetter, Evidence, Violation } from './checks/evidence.ts';
import type { Fault } from './faults/fault.ts';
import { randomFaults } from './faults/random-faults.ts';
import { createStrikes, type Strikes } from './faults/strike.ts';
import {
  inboxFunction,
  laneFunctions,
  sinkFunction,
  sweepCasesFunction,
  tickFunction,
  type QueueFunction,
} from './functions/handlers.ts';
import { caseIdOf, effectKeyOf } from './functions/call-about.ts';
import { lastErasure } from './functions/erasures.ts';
import { createPortMaker, type Invocation, type SweepingPorts } from './functions/ports.ts';
import { isWorthSweeping, lacksDeletion, nightAfter } from './functions/worth-sweeping.ts';
import { createTimeline } from './kernel/timeline.ts';
import { createTrace } from './kernel/trace.ts';
import type { CallFate, Place, Wire } from './kernel/wire.ts';
import { createLedger } from './ledger/create-ledger.ts';
import { sweptBefore } from './ledger/swept-before.ts';
import { createBudgets } from './ledger/create-budgets.ts';
import { createQuotas } from './ledger/create-quotas.ts';
import { createOutside } from './outside/create-outside.ts';
import { createSenders } from './plumbing/create-senders.ts';
import { createQueue, type Message, type Queue } from './plumbing/queue.ts';
import { successorOf } from './story/policies.ts';
import { randomStory, settlesUnder } from './story/random-story.ts';
import { perform, type Story } from './story/story.ts';

export interface Simulation {
  readonly seed: number;
  readonly story: Story;
  readonly faults: readonly Fault[];
  readonly evidence: Evidence;
  readonly violations: readonly Violation[];
  /** What happened, line by line; empty unless it was asked for. */
  readonly trace: readonly string[];
  /** A figure that differs when the trace does. */
  readonly traceHash: number;
  /** How often a function called at each of its places. */
  readonly calls: ReadonlyMap<string, number>;
  /** `killed before advance ledger.save`: faults that struck a call, each with the place. */
  readonly struckPlaces: ReadonlySet<string>;
}

const minute = 60_000;
/** Lambda stops a chain of functions and queues after about so many rounds. Source: docs/decisions, "the rule of 16". */
const mostHops = 16;
/** What the longest pause of a retry, the end of a lease and a message's visibility come to once the last fault is over. */
const quietMilliseconds = 75 * minute;
const skewMilliseconds = 5_000;
const usualSearchLag = 5_000;
/** Source: lib/constructs/sweep-cases. */
const sweepPeriod = 5 * minute;
/** One story in so many goes on until what is known of deleted cases is erased; those with a fault there do, too. */
const erasedOnceIn = 16;
const erasingPlace = 'advance ledger.timelinePage';
/** For a full pass and what it finds; also for what is erased. */
const nightMilliseconds = 30 * minute;

/** Where a sweep comes to in its full pass only. */
const placesOfPass = new Set(
  ['sweepRows.addSeen', 'sweepRows.seen', 'casePages.page', 'cases.read'].map((call) => `sweep-cases ${call}`),
);

/** A place with how often its function has called there. */
interface CountedPlace extends Place {
  calls: number;
  /** Whether a fault may strike there. */
  readonly isSpared: boolean;
}

export interface SimulationOptions {
  /** In place of those of the seed. */
  readonly faults?: readonly Fault[];
  /** Keeps every line of what happens, which takes time. @default false */
  readonly keepTrace?: boolean;
}

/** Plays the story of a seed while things go wrong. The same seed and faults, the same course, to the letter. */
export async function simulate(seed: number, options: SimulationOptions = {}): Promise<Simulation> {
  const story = randomStory(seed);
  const faults = options.faults ?? randomFaults(seed);
  const dice = diceOf(seed ^ 0x71e);
  const timeline = createTimeline(story.startsAt - minute);
  /** For what lets no run go on. */
  const quietly = (milliseconds: number, act: () => void): void =>
    timeline.after(milliseconds, () => {
      act();
      return false;
    });
  const trace = createTrace(timeline.now, options.keepTrace === true);
  const successor = successorOf(story.policyHash);
  let newestPolicy = story.policyHash;

  let strikes: Strikes | undefined;
  const meets: Strikes['meets'] = (name) => strikes?.meets(name) === true;
  const searchDice = diceOf(seed ^ 0x5ea4);
  const outside = createOutside(
    timeline.now,
    dice,
    {},
    () => strikes?.searchHidesFor() ?? searchDice.below(usualSearchLag),
  );
  const lag = (): number => (meets('indexes lag') ? 20_000 + dice.below(40_000) : 5 + dice.below(80));
  const policies = new Map([
    [story.policyHash, story.policy],
    [successor.hash, successor.policy],
  ]);
  const ledger = createLedger(policies, quietly, lag, timeline.now);
  const struck = (strikes = createStrikes(faults, {
    now: timeline.now,
    startsAt: story.startsAt,
    people: outside.people,
    touch: ledger.touch,
  }));

  const places: CountedPlace[] = [];
  const struckPlaces = new Set<string>();
  const callsMade: CallMade[] = [];
  let performing: Invocation | undefined;
  const wire: Wire<Invocation> = {
    after: timeline.after,
    performing: (run) => void (performing = run),
    placeOf: (functionName, port, method) => {
      const name = `${functionName} ${port}.${method}`;
      const place = { name, functionName, port, method, calls: 0, isSpared: struck.sparesPlace(name) };
      places.push(place);
      return place;
    },
    fateOf: (run, _port, _method, rest, place) => fateOf(run, place as CountedPlace, rest),
  };
  function fateOf(run: Invocation, place: CountedPlace, rest: readonly unknown[]): CallFate {
    const nth = place.calls;
    place.calls += 1;
    const { port, method } = place;
    const caseId = caseIdOf(rest[0]);
    const strike = place.isSpared
      ? undefined
      : struck.ofCall({ place, nth, runId: run.id, caseId, effectKey: effectKeyOf(port, rest) });
    const fault = strike?.fault;
    const took = port === 'clock' ? (rest[0] as number) : 2 + dice.below(port === 'ledger' ? 12 : 60);
    const milliseconds = (strike?.extraMilliseconds ?? 0) + took;
    if (fault !== undefined) struckPlaces.add(`${fault.kind} ${place.name}`);
    if (isJudgedPort(port)) {
      callsMade.push({ at: timeline.now(), runId: run.id, port, method, caseId, fault: fault?.kind });
    }
    trace.mix(timeline.now());
    trace.mix(run.number);
    trace.mix(place.name);
    if (caseId !== undefined) trace.mix(caseId);
    if (fault !== undefined) trace.mix(fault.kind);
    trace.tell(() => `${run.id} ${port}.${method} ${caseId ?? ''}${fault === undefined ? '' : ` — ${fault.kind}`}`);
    return { milliseconds, fault };
  }

  let invocations = 0;
  const stoppedChains: DeadLetter[] = [];
  const queues = new Map<string, Queue>();
  const announced: Announced[] = [];
  const slowed: Evidence['slowed'][number][] = [];
  const budgets = new Map<string, BudgetSpent>();
  const portsOf = createPortMaker({
    wire,
    now: timeline.now,
    ledger,
    quotas: createQuotas(slowed),
    budgets: createBudgets(budgets),
    outside,
    senders: createSenders(queues, timeline, () => performing, announced),
    runId: () => performing?.id ?? '',
    log: (invocation, message, detail) => {
      trace.mix(message);
      trace.tell(() => `${invocation.id} says: ${message} ${JSON.stringify(detail)}`);
    },
  });

  /** A run that was killed holds its poller until its time is up; where all are held, nobody takes the messages of the queue. */
  const running = new Map<string, Set<Invocation>>();
  const isHeldUp = (name: string, pollers: number | undefined): boolean => {
    const runs = [...(running.get(name) ?? [])];
    return runs.length === pollers && runs.every(({ isDead }) => isDead);
  };

  function invoke<Answer>(
    {
      name,
      timeoutSeconds,
      queue,
    }: Pick<QueueFunction, 'name' | 'timeoutSeconds'> & Partial<Pick<QueueFunction, 'queue'>>,
    hops: number,
    run: (ports: SweepingPorts) => Promise<Answer>,
    end: (answer: Answer | undefined) => void,
  ): void {
    invocations += 1;
    const invocation: Invocation = {
      id: `${name}-${invocations}`,
      number: invocations,
      functionName: name,
      hops,
      isDead: false,
      skewMilliseconds: meets('clocks askew') ? dice.below(2 * skewMilliseconds) - skewMilliseconds : 0,
    };
    const runs = running.get(name) ?? new Set();
    running.set(name, runs.add(invocation));
    let isOver = false;
    const over = (answer: Answer | undefined): void => {
      if (isOver) return;
      isOver = true;
      running.get(name)?.delete(invocation);
      trace.mix(answer === undefined ? -invocation.number : invocation.number);
      trace.tell(() => `${invocation.id} ${answer === undefined ? 'failed' : 'ended'}`);
      end(answer);
    };
    timeline.after(meets('cold starts') ? 8_000 : 5, () => {
      run(portsOf(invocation)).then(over, (error: unknown) => {
        trace.tell(() => `${invocation.id} throws ${error instanceof Error ? String(error) : typeof error}`);
        over(undefined);
      });
    });
    quietly(timeoutSeconds * 1000, () => {
      if (isOver) return;
      if (isHeldUp(name, queue?.maxConcurrency))
        struck.struck.push({ name: 'all pollers held', from: timeline.now(), to: timeline.now() });
      invocation.isDead = true;
      over(undefined);
    });
  }

  function open(queueFunction: QueueFunction): void {
    const { name } = queueFunction.queue;
    queues.set(name, createQueue(queueFunction.queue, quietly, struck, timeline.now, consume));
    function consume(messages: readonly Message[], answer: (failed: ReadonlySet<number>) => void): void {
      const hops = Math.max(...messages.map((message) => message.hops));
      if (hops >= mostHops) {
        for (const { body, receives } of messages) stoppedChains.push({ queue: name, body, receives });
        return answer(new Set());
      }
      invoke(
        queueFunction,
        hops,
        (ports) => queueFunction.run(ports, messages),
        (failed) => answer(failed ?? new Set(messages.map(({ number }) => number))),
      );
    }
  }
  for (const one of [inboxFunction(() => newestPolicy), ...laneFunctions(), sinkFunction]) open(one);

  let eventNumber = 0;
  outside.onEvent((event) => {
    const number = eventNumber;
    eventNumber += 1;
    const caseId = event.detail.case?.caseId ?? event.detail.relatedItem?.caseId ?? '';
    trace.mix(event.detail.eventType);
    trace.tell(() => `Cases tells ${event.detail.eventType} of ${caseId}`);
    for (const delay of struck.ofEvent(number, { id: event.id, caseId })) {
      quietly(delay + 50 + dice.below(400), () =>
        queues.get('inbox')!.send(JSON.stringify(event), { delaySeconds: 0, hops: 0 }),
      );
    }
  });
  for (const act of story.acts) {
    quietly(act.at - timeline.now(), () => {
      trace.tell(() => `people: ${act.kind} ${act.caseId} ${'fields' in act ? JSON.stringify(act.fields) : ''}`);
      perform(act, outside.people);
    });
  }
  let deployedAt: number | undefined;
  for (const fault of faults) {
    if (fault.name !== 'policy deployed') continue;
    quietly(story.startsAt + fault.at - timeline.now(), () => {
      trace.tell(() => 'people: a new policy is deployed');
      newestPolicy = successor.hash;
      deployedAt ??= timeline.now();
      struck.struck.push({ name: fault.name, from: timeline.now(), to: timeline.now() });
    });
  }

  const settlesAt = faults.some(({ name }) => name === 'policy deployed')
    ? Math.max(story.settlesAt, settlesUnder(story, successor.policy))
    : story.settlesAt;
  const endsAt = Math.max(settlesAt, story.startsAt, ...faults.map((fault) => endOf(fault, story))) + quietMilliseconds;
  const tick = (): void => {
    // A tick that finds nothing reads, and does nothing: it is played only where a fault may meet it.
    if (struck.sparesFunction(tickFunction.name) && ledger.isQuiet(instantOf(timeline.now() + minute * 3))) return;
    if (!meets('ticks missed')) invoke(tickFunction, 0, answered(tickFunction.run), () => undefined);
  };
  const sweepCases = (): void => {
    const isWorth = isWorthSweeping(
      outside.newest(),
      ledger.items(),
      story.policy,
      ledger.sweep.progress(),
      timeline.now(),
    );
    if (!isWorth && struck.sparesFunction(sweepCasesFunction.name)) return;
    if (meets('sweeps missed')) return;
    invoke(
      sweepCasesFunction,
      0,
      (ports) => sweepCasesFunction.run(ports, newestPolicy),
      () => undefined,
    );
  };
  const schedule = (from: number, until: number, period: number, act: () => void): void => {
    for (let at = from; at < until; at += period) quietly(at - timeline.now(), act);
  };
  schedule(story.startsAt, endsAt, minute, tick);
  const firstSweepAt = story.startsAt + searchDice.below(sweepPeriod);
  const isFirstPassLeft = searchDice.chance(0.5) || faults.some((one) => 'place' in one && placesOfPass.has(one.place));
  ledger.sweep.begin(sweptBefore(story.startsAt, isFirstPassLeft));
  schedule(firstSweepAt, endsAt, sweepPeriod, sweepCases);
  await timeline.playUntil(endsAt);
  if (lacksDeletion(outside.newest(), ledger.items())) {
    // Nobody has told of it and nobody has read the case since: the full pass of the night does.
    const night = nightAfter(endsAt);
    schedule(endsAt + minute, night + nightMilliseconds, minute, tick);
    schedule(night + searchDice.below(sweepPeriod), night + nightMilliseconds, sweepPeriod, sweepCases);
    await timeline.playUntil(night + nightMilliseconds);
  }

  const isErased = seed % erasedOnceIn === 0 || faults.some((one) => 'place' in one && one.place === erasingPlace);
  const erasure = isErased ? lastErasure(ledger.items().values()) : undefined;
  if (erasure !== undefined) {
    schedule(erasure - minute, erasure + nightMilliseconds, minute, tick);
    await timeline.playUntil(erasure + nightMilliseconds);
  }

  const deadLetters: DeadLetter[] = [];
  for (const [queue, { deadLetters: dead }] of queues) {
    for (const { body, receives } of dead) deadLetters.push({ queue, body, receives });
  }
  const evidence: Evidence = {
    seed,
    policyHash: story.policyHash,
    policy: story.policy,
    policies,
    deployedAt,
    endedAt: timeline.now(),
    sweepPeriod,
    quotaBound: 0,
    histories: outside.histories(),
    reads: outside.reads,
    shown: outside.shown,
    deeds: outside.deeds,
    faults: struck.struck,
    items: ledger.items(),
    slas: outside.slas(),
    ...ledger.witness(),
    slowed,
    budgets: [...budgets.values()],
    announced,
    calls: callsMade,
    deadLetters,
    stoppedChains,
  };
  return {
    seed,
    story,
    faults,
    evidence,
    violations: checkAll(evidence),
    trace: trace.lines,
    traceHash: trace.hash(),
    calls: new Map(places.filter(({ calls }) => calls > 0).map(({ name, calls }) => [name, calls])),
    struckPlaces,
  };
}

/** A function that answers nothing, but ends. */
const answered =
  (run: (ports: SweepingPorts) => Promise<void>) =>
  async (ports: SweepingPorts): Promise<true> => {
    await run(ports);
    return true;
  };

function endOf(fault: Fault, story: Story): number {
  if ('to' in fault) return story.startsAt + fault.to;
  if ('at' in fault) return story.startsAt + fault.at;
  return 'milliseconds' in fault ? story.lastActAt + fault.milliseconds : story.startsAt;
}

const outsidePorts = new Set(['cases', 'caseWriter', 'slas', 'mailer', 'tasks', 'slack', 'crm']);
/** Whether calls of the port are kept as evidence. */
const isJudgedPort = (port: string): boolean => outsidePorts.has(port);
