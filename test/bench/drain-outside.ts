import { sharedRate } from '../../lib/constructs/lane/function-quotas.ts';
import { apiNames, defaultQuotas, type ApiName } from '../../lambda/contract/quota-profile.ts';
import { draw, fullBucket, slowDown, type Bucket } from '../../lambda/domain/bucket.ts';
import { instantOf } from '../../lambda/domain/instants.ts';
import type {
  Announcer,
  Budgets,
  CaseLedger,
  CaseReader,
  CaseWriter,
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
  SlackPoster,
  TaskStarter,
} from '../../lambda/domain/ports.ts';
import type { SimulatedPorts } from '../simulation/functions/ports.ts';
import type { Timeline } from '../simulation/kernel/timeline.ts';
import { wiredFor, type Run, type Sync, type Wire } from '../simulation/kernel/wire.ts';
import type { Buckets } from '../simulation/outside/buckets.ts';
import type { Queue } from '../simulation/plumbing/queue.ts';
import { templateId } from '../support/desk-policy.ts';
import type { drainPolicy } from './drain-story.ts';
import type { BenchLedger } from './world/bench-ledger.ts';

/** One invocation in a drain. */
export interface DrainRun extends Run {
  /** Unique among the invocations. */
  readonly id: string;
  /** Rounds of queues and functions that its message has come through. */
  readonly hops: number;
}

type PortOf<Port> = (run: DrainRun) => Port;

/** The port with a pause before each answer, also before a refusal. */
function answersLate<Port extends object>(
  timeline: Timeline,
  milliseconds: () => number,
  port: Sync<Port>,
  portOf: PortOf<Port>,
): PortOf<Port> {
  const prototype: Record<string, unknown> = {};
  for (const method of Object.keys(port)) {
    prototype[method] = async function late(
      this: { readonly port: Record<string, (...given: readonly unknown[]) => Promise<unknown>> },
      ...rest: readonly unknown[]
    ): Promise<unknown> {
      try {
        return await this.port[method]!(...rest);
      } finally {
        await new Promise<void>((resolve) => timeline.after(milliseconds(), resolve));
      }
    };
  }
  return (run) => {
    const made = Object.create(prototype) as { port: Port };
    made.port = portOf(run);
    return made as unknown as Port;
  };
}

export interface DrainWorld {
  readonly timeline: Timeline;
  readonly fateOf: Wire<DrainRun>['fateOf'];
  readonly ledger: BenchLedger;
  readonly buckets: Buckets;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly policy: ReturnType<typeof drainPolicy>;
  readonly quotas: Sync<Quotas>;
  readonly owner: Map<string, string>;
  /** How long an outside service takes to answer a call that it has taken. */
  readonly serviceMilliseconds: () => number;
}

/** Everything that invocations of a function may be given in a drain: made once, since a drain has millions of calls. */
export function portsFor(world: DrainWorld, functionName: string): PortOf<SimulatedPorts> {
  const { timeline, fateOf, ledger, buckets, queues, owner } = world;
  let performing: DrainRun | undefined;
  const wire: Wire<DrainRun> = {
    after: timeline.after,
    fateOf,
    performing: (run) => {
      performing = run;
    },
  };
  const on = <Port extends object>(name: string, port: Sync<Port>): PortOf<Port> =>
    wiredFor<Port, DrainRun>(wire, functionName, name, port);
  const outside = <Port extends object>(name: string, port: Sync<Port>): PortOf<Port> =>
    answersLate(timeline, world.serviceMilliseconds, port, on<Port>(name, port));
  const nextHops = (): number => (performing?.hops ?? 0) + 1;
  const unused = {} as never;
  let known = { at: Number.NaN, text: '' };
  const clock = {
    // Asked many times at each instant.
    now: () => {
      const at = timeline.now();
      if (known.at !== at) known = { at, text: instantOf(at) };
      return known.text;
    },
    pause: async (milliseconds: number) =>
      await new Promise<void>((resolve) => timeline.after(milliseconds, () => resolve())),
  };
  const log = { info: () => undefined, error: () => undefined };
  const metrics = { put: () => undefined };
  const policies = on<Policies>('policies', { byHash: () => world.policy });
  const hours = on<Hours>('hours', { read: () => new Map() });
  const caseLedger = on<CaseLedger>('ledger', ledger.caseLedger);
  const effectLedger = on<EffectLedger>('ledger', ledger.effectLedger);
  const lease = on<LaneLease>('lease', ledger.lease);
  const quotas = on<Quotas>('quotas', world.quotas);
  const budgets = on<Budgets>('budgets', { spend: () => ({ isWithin: true, isFirstRefusal: false }) });
  const due = on<DueRows>('due', ledger.due);
  const lanes = on<LaneStates>('lanes', ledger.lanes);
  const inbox = on<Inbox>('inbox', {
    send: (messages) => {
      for (const { message, delaySeconds } of messages)
        queues.get('inbox')!.send(JSON.stringify(message), { delaySeconds, hops: nextHops() });
    },
  });
  const laneHints = on<LaneHints>('laneHints', {
    hint: (lane, delaySeconds = 1) => queues.get(lane)!.send('{}', { delaySeconds, hops: nextHops() }),
  });
  const announcer = on<Announcer>('announcer', { announce: () => undefined });
  const cases = outside<CaseReader>('cases', {
    read: (caseId) => {
      buckets.take('Cases GetCase');
      const desk = caseId.startsWith('grave') ? 'grave' : 'many';
      const assigned = owner.get(caseId);
      const fields = {
        status: 'open',
        desk,
        title: '面談',
        ...(assigned === undefined ? {} : { assigned_user: assigned }),
      };
      return { caseId, templateId, fields };
    },
  });
  const caseWriter = outside<CaseWriter>('caseWriter', {
    setFields: (caseId, fields) => {
      buckets.take('Cases UpdateCase');
      owner.set(caseId, String(fields['assigned_user']));
    },
    linkContact: () => buckets.take('Cases CreateRelatedItem'),
  });
  const tasks = outside<TaskStarter>('tasks', {
    start: ({ token }) => {
      buckets.take('Connect StartTaskContact');
      return `contact-${token}`;
    },
  });
  const mailer = outside<Mailer>('mailer', {
    send: ({ effectKey }) => {
      buckets.take('SES SendEmail');
      return `mail-${effectKey}`;
    },
  });
  const slack = outside<SlackPoster>('slack', {
    post: ({ effectKey }) => {
      buckets.take('Slack chat.postMessage');
      return `ts-${effectKey}`;
    },
  });
  return (run) => {
    let identifiers = 0;
    return {
      clock,
      identifiers: { next: () => `${run.id}-${(identifiers += 1)}` },
      log,
      metrics,
      policies: policies(run),
      hours: hours(run),
      caseLedger: caseLedger(run),
      effectLedger: effectLedger(run),
      lease: lease(run),
      quotas: quotas(run),
      budgets: budgets(run),
      due: due(run),
      lanes: lanes(run),
      inbox: inbox(run),
      laneHints: laneHints(run),
      announcer: announcer(run),
      cases: cases(run),
      caseWriter: caseWriter(run),
      tasks: tasks(run),
      mailer: mailer(run),
      slack: slack(run),
      sinkLedger: unused,
      slas: unused,
      crm: unused,
    };
  };
}

/** Our buckets, at our share of the default quotas, as the functions are given them. */
export function sharedBuckets(): Sync<Quotas> {
  const buckets = new Map<ApiName, Bucket>();
  const bucketOf = (api: ApiName, now: number): Bucket => buckets.get(api) ?? fullBucket(sharedRate(api), now);
  return {
    draw: (api, wanted, at, until) => {
      const now = Date.parse(at);
      const asked = { wanted, now, until: Date.parse(until) };
      const { turns, bucket } = draw(sharedRate(api), bucketOf(api, now), asked);
      buckets.set(api, bucket);
      return turns;
    },
    slowDown: (api, at) => {
      const now = Date.parse(at);
      buckets.set(api, slowDown(bucketOf(api, now), now));
    },
  };
}

/** What the outside takes before it answers 429, by the names of its operations. */
export function outsideRates(): Readonly<Record<string, { perSecond: number; burst: number }>> {
  return Object.fromEntries(apiNames.map((api) => [operationNamed(api), defaultQuotas[api]]));
}

/** `cases:GetCase` is `Cases GetCase` in messages. */
function operationNamed(api: ApiName): string {
  const [service = '', operation = ''] = api.split(':');
  const named = { cases: 'Cases', connect: 'Connect', ses: 'SES', slack: 'Slack' }[service] ?? service;
  return `${named} ${operation}`;
}

export function burdenOfAgents(timeline: Timeline, buckets: Buckets, part: number): void {
  if (part === 0) return;
  for (const api of apiNames.filter((name) => name.startsWith('cases:') || name.startsWith('connect:'))) {
    const gap = 1000 / ((defaultQuotas[api].perSecond - sharedRate(api).perSecond) * part);
    const call = (): void => {
      try {
        buckets.take(operationNamed(api));
      } catch {
        // Counted by the buckets, as refused calls of ours are.
      }
      timeline.after(gap, call);
    };
    timeline.after(gap, call);
  }
}
