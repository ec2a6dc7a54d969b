import { sharedRate } from '../../lib/constructs/lane/function-quotas.ts';
import type { CaseItem } from '../../lambda/contract/case-item.ts';
import type { ApiName } from '../../lambda/contract/quota-profile.ts';
import { hasEnded } from '../../lambda/domain/effects.ts';
import { instantOf } from '../../lambda/domain/instants.ts';
import { diceOf } from '../domain/timelines/dice.ts';
import { inboxFunction, laneFunctions, tickFunction, type QueueFunction } from '../simulation/functions/handlers.ts';
import type { SimulatedPorts } from '../simulation/functions/ports.ts';
import { createTimeline } from '../simulation/kernel/timeline.ts';
import { createBuckets } from '../simulation/outside/buckets.ts';
import { createQueue, type Message, type Queue } from '../simulation/plumbing/queue.ts';
import { policyHash } from '../support/desk-policy.ts';

import { burdenOfAgents, outsideRates, portsFor, sharedBuckets, type DrainWorld } from './drain-outside.ts';
import { breachAt, breachedItems, drainPolicy, type Consequence } from './drain-story.ts';
import { createBenchLedger } from './world/bench-ledger.ts';

export interface DrainOptions {
  /** Cases that breach at one instant. */
  readonly cases: number;
  /** What each breach brings about. @default ['reassign', 'task']: what binds first: docs/decisions/0016-sustained-lanes.md */
  readonly owed?: readonly Consequence[];
  /** How many of the cases are of the highest severity. @default 0 */
  readonly grave?: number;
  /** When these breach, in seconds after the others. @default 0 */
  readonly graveAfterSeconds?: number;
  /** Stops when the grave cases are done. @default false */
  readonly onlyGrave?: boolean;
  /** The part that agents spend, evenly, of what our share leaves of the quotas. @default 0.5 */
  readonly agentsSpend?: number;
  /** Decides how long each call takes. @default 1 */
  readonly seed?: number;
}

export interface DrainResult {
  /** From the breach until the last effect has ended; virtual time. */
  readonly seconds: number;
  /** The least that the quotas allow with our share of them: each case read once, each effect one call of its kind. */
  readonly boundSeconds: number;
  readonly ratio: number;
  /** Calls that the outside refused as too many, by operation; agents spend the part of the quotas that is not ours. */
  readonly refused: Readonly<Record<string, number>>;
  /** From the breach of a grave case until its last effect has ended. */
  readonly graveSeconds: { readonly p50: number; readonly p99: number; readonly maximum: number } | undefined;
  /** Calls by `port.method`, all functions together. */
  readonly calls: ReadonlyMap<string, number>;
  /** Invocations by function. */
  readonly invocations: ReadonlyMap<string, number>;
  /** Messages that Lambda would have stopped as a chain of more than 16 rounds. */
  readonly stoppedChains: number;
  /** Effects by how they ended. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly wallSeconds: number;
}

/** What an effect of each kind takes beside the one read of its case. */
const callsOf: Readonly<Record<Consequence, readonly ApiName[]>> = {
  reassign: ['cases:UpdateCase'],
  task: ['connect:StartTaskContact', 'cases:CreateRelatedItem'],
  email: ['ses:SendEmail'],
  slack: ['slack:chat.postMessage'],
};
const mostHops = 16;
const minute = 60_000;

/** max over the APIs of (calls − burst) / rate, by what the functions are given. Source: docs/decisions/0016-sustained-lanes.md */
export function boundSeconds(cases: number, owed: readonly Consequence[]): number {
  const apis: readonly ApiName[] = ['cases:GetCase', ...owed.flatMap((name) => callsOf[name])];
  return Math.max(
    ...apis.map((api) => {
      const { perSecond, burst } = sharedRate(api);
      return (cases - burst) / perSecond;
    }),
  );
}

/**
 * Has the shipped handlers drain so many breaches in virtual time: ledger and queues in memory, each call with a latency like
 * the real one's, an outside that refuses what is beyond AWS's default quotas, of which agents spend the part that is not ours.
 * It begins when the effects are owed: how breaches come to be noticed is not part of it.
 */
export async function measureDrain(options: DrainOptions): Promise<DrainResult> {
  const { cases, owed = ['reassign', 'task'], grave = 0, graveAfterSeconds = 0, onlyGrave = false } = options;
  const began = performance.now();
  const startsAt = Date.parse(breachAt);
  const timeline = createTimeline(startsAt);
  const dice = diceOf(options.seed ?? 1);
  const policy = drainPolicy(owed);
  // Nothing is lost in a drain: of the due index only what waits for a retry is of consequence.
  const ledger = createBenchLedger({ isInDueIndex: hasRetry });
  const buckets = createBuckets(timeline.now, outsideRates());
  const calls = new Map<string, number>();
  const invocations = new Map<string, number>();
  const queues = new Map<string, Queue>();
  let stoppedChains = 0;
  let invocationNumber = 0;

  const fateOf: DrainWorld['fateOf'] = (_run, port, method) => {
    const name = `${port}.${method}`;
    calls.set(name, (calls.get(name) ?? 0) + 1);
    return { milliseconds: 2 + dice.below(8) };
  };
  const world: DrainWorld = {
    timeline,
    fateOf,
    ledger,
    buckets,
    queues,
    policy,
    quotas: sharedBuckets(),
    owner: new Map(),
    serviceMilliseconds: () => 50 + dice.below(140),
  };
  /** The ports of each function, made once. */
  const portsOf = new Map<string, ReturnType<typeof portsFor>>();

  const invoke = <Answer>(
    { name }: { readonly name: string },
    hops: number,
    run: (ports: SimulatedPorts) => Promise<Answer>,
    end: (answer: Answer) => void,
  ): void => {
    invocations.set(name, (invocations.get(name) ?? 0) + 1);
    const id = `${name}-${(invocationNumber += 1)}`;
    const ports = portsOf.get(name) ?? portsFor(world, name);
    portsOf.set(name, ports);
    timeline.after(20 + dice.below(30), () => {
      run(ports({ functionName: name, isDead: false, id, hops })).then(end, (error: unknown) => {
        throw error instanceof Error ? error : new Error(String(error));
      });
    });
  };
  const noFaults = {
    stuckFor: () => 0,
    copies: () => [0],
    isMisreported: () => false,
    expiresEarly: () => false,
  };
  let messageNumber = 0;
  const open = (queueFunction: QueueFunction): void => {
    const consume = (messages: readonly Message[], answer: (failed: ReadonlySet<number>) => void): void => {
      const hops = Math.max(...messages.map((message) => message.hops));
      if (hops >= mostHops) {
        stoppedChains += messages.length;
        return answer(new Set());
      }
      invoke(queueFunction, hops, (ports) => queueFunction.run(ports, messages), answer);
    };
    const { name } = queueFunction.queue;
    const number = () => (messageNumber += 1);
    queues.set(name, createQueue(queueFunction.queue, timeline.after, noFaults, number, consume));
  };
  for (const one of [inboxFunction(() => policyHash), ...laneFunctions()]) open(one);

  const itemOf = breachedItems(policy, 'many', breachAt);
  for (let place = grave; place < cases; place += 1) {
    const { item, index } = itemOf(`case-${String(place).padStart(6, '0')}`);
    ledger.put(item, index);
  }
  const graveIds = Array.from({ length: grave }, (_unused, place) => `grave-${place}`);
  const graveAt = startsAt + graveAfterSeconds * 1000;
  timeline.after(graveAfterSeconds * 1000, () => {
    const graveOf = breachedItems(policy, 'grave', instantOf(graveAt));
    for (const caseId of graveIds) {
      const { item, index } = graveOf(caseId);
      ledger.put(item, index);
      for (const lane of index.ready.keys()) queues.get(lane)!.send('{}', { delaySeconds: 1, hops: 1 });
    }
  });
  burdenOfAgents(timeline, buckets, options.agentsSpend ?? 0.5);

  const isDone = (caseId: string): boolean => {
    const item = ledger.item(caseId);
    return item !== undefined && Object.values(item.effects).every(hasEnded);
  };
  let isOver = false;
  // The first tick comes with the breach: hints of `advance` would wake the lanes within a second.
  for (let at = 0; !isOver; at += minute) {
    timeline.after(startsAt + at + 1 - timeline.now(), () =>
      invoke(tickFunction, 0, tickFunction.run, () => undefined),
    );
    await timeline.playUntil(startsAt + at + minute);
    isOver = onlyGrave
      ? timeline.now() > graveAt + minute && graveIds.every(isDone)
      : [...queues.values()].every((queue) => queue.depth() === 0) &&
        ledger.lanes.withReadyWork().length === 0 &&
        ledger.dueRows() === 0;
  }

  const allIds = onlyGrave
    ? graveIds
    : [
        ...graveIds,
        ...Array.from({ length: cases - grave }, (_unused, place) => `case-${String(place + grave).padStart(6, '0')}`),
      ];
  const outcomes: Record<string, number> = {};
  let lastAt = startsAt;
  const graveTimes: number[] = [];
  for (const caseId of allIds) {
    const effects = Object.values(ledger.item(caseId)!.effects);
    for (const { status } of effects) outcomes[status] = (outcomes[status] ?? 0) + 1;
    const endedAt = Math.max(...effects.map(({ outcome }) => Date.parse(outcome?.at ?? instantOf(timeline.now()))));
    lastAt = Math.max(lastAt, endedAt);
    if (caseId.startsWith('grave')) graveTimes.push((endedAt - graveAt) / 1000);
  }
  const seconds = (lastAt - startsAt) / 1000;
  const bound = boundSeconds(cases, owed);
  return {
    seconds,
    boundSeconds: bound,
    ratio: seconds / bound,
    refused: Object.fromEntries(buckets.throttled),
    graveSeconds: graveTimes.length === 0 ? undefined : quantilesOf(graveTimes),
    calls,
    invocations,
    stoppedChains,
    outcomes,
    wallSeconds: (performance.now() - began) / 1000,
  };
}

function quantilesOf(values: readonly number[]): { p50: number; p99: number; maximum: number } {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)]!;
  return { p50: at(0.5), p99: at(0.99), maximum: sorted.at(-1)! };
}

const hasRetry = ({ effects }: CaseItem): boolean =>
  Object.values(effects).some(({ retryNotBefore }) => retryNotBefore !== undefined);
