import { diceOf } from '../domain/timelines/dice.ts';
import { instantOf } from '../../lambda/domain/instants.ts';
import { checkAll } from './checks/check-all.ts';
import type { Evidence, Violation } from './checks/evidence.ts';
import type { Fault } from './faults/fault.ts';
import { randomFaults } from './faults/random-faults.ts';
import { createStrikes, type Strikes } from './faults/strike.ts';
import { inboxFunction, laneFunctions, sinkFunction, tickFunction, type QueueFunction } from './functions/handlers.ts';
import { portsOf, type Invocation, type Senders, type SimulatedPorts, type Surroundings } from './functions/ports.ts';
import { createTimeline } from './kernel/timeline.ts';
import type { Wire } from './kernel/wire.ts';
import { createLedger } from './ledger/create-ledger.ts';
import { createQuotas } from './ledger/create-quotas.ts';
import { createOutside } from './outside/create-outside.ts';
import { createQueue, type Message, type Queue } from './plumbing/queue.ts';
import { randomStory } from './story/random-story.ts';
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
  /** How often each `function port.method` was called. */
  readonly calls: ReadonlyMap<string, number>;
  /** `function port.method` that a run was killed before, or after. */
  readonly killed: ReadonlySet<string>;
  readonly deadLetters: readonly { readonly queue: string; readonly body: string }[];
  /** Messages that Lambda stopped because their chain had gone on for too long. */
  readonly stoppedChains: number;
}

const minute = 60_000;
/** Lambda stops a chain of functions and queues after about so many rounds. Source: docs/decisions, "the rule of 16". */
const mostHops = 16;
/** What the longest pause of a retry, the end of a lease and a message's visibility come to once the last fault is over. */
const quietMilliseconds = 75 * minute;
const skewMilliseconds = 5_000;

/** Plays the story of a seed while things go wrong. The same seed and faults, the same course, to the letter. */
export async function simulate(
  seed: number,
  options: { readonly faults?: readonly Fault[]; readonly keepTrace?: boolean } = {},
): Promise<Simulation> {
  const story = randomStory(seed);
  const faults = options.faults ?? randomFaults(diceOf(seed ^ 0x5eed));
  const dice = diceOf(seed ^ 0x71e);
  const timeline = createTimeline(story.startsAt - minute);
  const trace: string[] = [];
  let traceHash = 0;
  const tell = (line: string): void => {
    for (let place = 0; place < line.length; place += 1) {
      traceHash = (Math.imul(traceHash, 31) + line.charCodeAt(place)) | 0;
    }
    if (options.keepTrace === true) trace.push(`${instantOf(timeline.now())} ${line}`);
  };

  const outside = createOutside(timeline.now, dice);
  let strikes: Strikes | undefined;
  const lag = (): number => (strikes?.isOn('indexes lag') === true ? 20_000 + dice.below(40_000) : 5 + dice.below(80));
  const ledger = createLedger(new Map([[story.policyHash, story.policy]]), timeline.after, lag, timeline.now);
  const struck = (strikes = createStrikes(faults, {
    now: timeline.now,
    startsAt: story.startsAt,
    people: outside.people,
    touch: ledger.touch,
  }));

  const calls = new Map<string, number>();
  const killed = new Set<string>();
  let callNumber = 0;
  const wire: Wire = {
    after: timeline.after,
    fateOf: (run, port, method, rest) => {
      const number = callNumber;
      callNumber += 1;
      const what = `${run.functionName} ${port}.${method}`;
      calls.set(what, (calls.get(what) ?? 0) + 1);
      const caseId = caseIdOf(rest);
      const runId = (run as Invocation).id;
      const { fault, extraMilliseconds } = struck.ofCall({ number, runId, port, method, caseId });
      const milliseconds = extraMilliseconds + 2 + dice.below(port === 'ledger' ? 12 : 60);
      if (fault?.kind === 'killed before' || fault?.kind === 'killed after') killed.add(`${fault.kind} ${what}`);
      tell(`${runId} ${port}.${method} ${caseId ?? ''}${fault === undefined ? '' : ` — ${fault.kind}`} #${number}`);
      return { milliseconds, ...(fault === undefined ? {} : { fault }) };
    },
  };

  let messageNumber = 0;
  let invocations = 0;
  let stoppedChains = 0;
  const queues = new Map<string, Queue>();
  const deadLetters: { queue: string; body: string }[] = [];
  const slowed: Evidence['slowed'][number][] = [];
  const surroundings: Surroundings = {
    wire,
    now: timeline.now,
    ledger,
    quotas: createQuotas(slowed),
    outside,
    sendersOf: (invocation) => sendersOf(invocation, queues, timeline.after),
    log: (invocation, message, detail) => tell(`${invocation.id} says: ${message} ${JSON.stringify(detail)}`),
  };

  function invoke<Answer>(
    { name, timeoutSeconds }: { readonly name: string; readonly timeoutSeconds: number },
    hops: number,
    run: (ports: SimulatedPorts) => Promise<Answer>,
    end: (answer: Answer | undefined) => void,
  ): void {
    invocations += 1;
    const invocation: Invocation = {
      id: `${name}-${invocations}`,
      functionName: name,
      hops,
      isDead: false,
      skewMilliseconds: struck.isOn('clocks askew') ? dice.below(2 * skewMilliseconds) - skewMilliseconds : 0,
    };
    let isOver = false;
    const over = (answer: Answer | undefined): void => {
      if (isOver) return;
      isOver = true;
      tell(`${invocation.id} ${answer === undefined ? 'failed' : 'ended'}`);
      end(answer);
    };
    const begin = (): void => {
      run(portsOf(surroundings, invocation)).then(
        (answer) => over(answer),
        (error: unknown) => {
          tell(`${invocation.id} throws ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
          over(undefined);
        },
      );
    };
    timeline.after(struck.isOn('cold starts') ? 8_000 : 5, begin);
    timeline.after(timeoutSeconds * 1000, () => {
      if (isOver) return;
      invocation.isDead = true;
      over(undefined);
    });
  }

  function open(queueFunction: QueueFunction): void {
    const queue = createQueue(queueFunction.queue, timeline.after, struck, () => (messageNumber += 1) - 1, consume);
    queues.set(queueFunction.queue.name, queue);
    function consume(messages: readonly Message[], answer: (failed: ReadonlySet<number>) => void): void {
      const hops = Math.max(...messages.map((message) => message.hops));
      if (hops >= mostHops) {
        stoppedChains += messages.length;
        for (const { body } of messages) deadLetters.push({ queue: queueFunction.queue.name, body });
        return answer(new Set());
      }
      const all = new Set(messages.map(({ number }) => number));
      invoke(
        queueFunction,
        hops,
        (ports) => queueFunction.run(ports, messages),
        (failed) => answer(failed ?? all),
      );
    }
  }
  for (const one of [inboxFunction(() => story.policyHash), ...laneFunctions(), sinkFunction]) open(one);

  let eventNumber = 0;
  outside.onEvent((event) => {
    const number = eventNumber;
    eventNumber += 1;
    const caseId = event.detail.case?.caseId ?? event.detail.relatedItem?.caseId ?? '';
    tell(`Cases tells ${event.detail.eventType} of ${caseId}`);
    for (const delay of struck.ofEvent(number, { id: event.id, caseId })) {
      timeline.after(delay + 50 + dice.below(400), () =>
        queues.get('inbox')!.send(JSON.stringify(event), { delaySeconds: 0, hops: 0 }),
      );
    }
  });
  for (const act of story.acts) {
    timeline.after(act.at - timeline.now(), () => {
      tell(`people: ${act.kind} ${act.caseId} ${'fields' in act ? JSON.stringify(act.fields) : ''}`);
      perform(act, outside.people);
    });
  }

  const endOfFaults = Math.max(story.startsAt, ...faults.map((fault) => endOf(fault, story)));
  const endsAt = Math.max(story.settlesAt, endOfFaults) + quietMilliseconds;
  for (let at = story.startsAt; at < endsAt; at += minute) {
    timeline.after(at - timeline.now(), () => {
      // A tick that finds nothing reads, and does nothing: most of a story's minutes are such.
      if (ledger.isQuiet(instantOf(timeline.now() + minute * 3))) return;
      if (!struck.isOn('ticks missed')) invoke(tickFunction, 0, tickFunction.run, () => undefined);
    });
  }
  await timeline.playUntil(endsAt);

  for (const [queue, { deadLetters: dead }] of queues) for (const { body } of dead) deadLetters.push({ queue, body });
  const evidence: Evidence = {
    seed,
    policyHash: story.policyHash,
    policy: story.policy,
    endedAt: timeline.now(),
    sweepPeriod: 15 * minute,
    quotaBound: 0,
    histories: outside.histories(),
    reads: outside.reads,
    deeds: outside.deeds,
    faults: struck.struck,
    items: ledger.items(),
    ...ledger.witness(),
    slowed,
    slas: outside.slas(),
  };
  const violations = checkAll(evidence);
  return { seed, story, faults, evidence, violations, trace, traceHash, calls, killed, deadLetters, stoppedChains };
}

function endOf(fault: Fault, story: Story): number {
  if ('to' in fault) return story.startsAt + fault.to;
  return 'milliseconds' in fault ? story.lastActAt + fault.milliseconds : story.startsAt;
}

/** The case of a call is its first argument, or stands in it. */
function caseIdOf([first]: readonly unknown[]): string | undefined {
  if (typeof first === 'string') return first.startsWith('case-') && /^case-\d/.test(first) ? first : undefined;
  const caseId = typeof first === 'object' && first !== null && 'caseId' in first ? first.caseId : undefined;
  return typeof caseId === 'string' ? caseId : undefined;
}

function sendersOf(
  invocation: Invocation,
  queues: ReadonlyMap<string, Queue>,
  after: (milliseconds: number, act: () => void) => void,
): Senders {
  const hops = invocation.hops + 1;
  return {
    inbox: {
      send: (messages) => {
        for (const { message, delaySeconds } of messages) {
          queues.get('inbox')!.send(JSON.stringify(message), { delaySeconds, hops });
        }
      },
    },
    laneHints: {
      // The adapter gives the index a second to show the work.
      hint: (lane, delaySeconds = 1) => queues.get(lane)!.send('{}', { delaySeconds, hops }),
    },
    announcer: {
      announce: (announcements) => {
        for (const announcement of announcements) {
          if (announcement.detailType !== 'Sink Ready' || announcement.sink !== 'salesforce') continue;
          // Over the bus and a rule; a chain through EventBridge is not one that Lambda counts.
          after(120, () =>
            queues.get('sink')!.send(JSON.stringify({ detail: announcement }), { delaySeconds: 0, hops: 0 }),
          );
        }
      },
    },
  };
}
