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
import { wired, type Run, type Sync, type Wire } from '../simulation/kernel/wire.ts';
import type { Buckets } from '../simulation/outside/buckets.ts';
import type { Queue } from '../simulation/plumbing/queue.ts';
import { templateId } from '../support/desk-policy.ts';
import type { DrainLedger } from './drain-ledger.ts';
import type { drainPolicy } from './drain-story.ts';

/** The port with a pause before each answer, also before a refusal. */
function answersLate<Port extends object>(timeline: Timeline, milliseconds: () => number, port: Port): Port {
  return new Proxy(port, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return async (...rest: readonly unknown[]): Promise<unknown> => {
        try {
          return (await Reflect.apply(member, target, rest)) as unknown;
        } finally {
          await new Promise<void>((resolve) => timeline.after(milliseconds(), resolve));
        }
      };
    },
  });
}

/** Everything that a handler may be given in a drain. */
export function portsOf(
  parts: {
    readonly timeline: Timeline;
    readonly wire: Wire;
    readonly ledger: DrainLedger;
    readonly buckets: Buckets;
    readonly queues: ReadonlyMap<string, Queue>;
    readonly policy: ReturnType<typeof drainPolicy>;
    readonly quotas: Sync<Quotas>;
    readonly owner: Map<string, string>;
    /** How long an outside service takes to answer a call that it has taken. */
    readonly serviceMilliseconds: () => number;
  },
  run: Run,
  id: string,
  hops: number,
): SimulatedPorts {
  const { timeline, wire, ledger, buckets, queues, owner } = parts;
  const on = <Port extends object>(name: string, port: Sync<Port>): Port => wired<Port>(wire, run, name, port);
  const outside = <Port extends object>(name: string, port: Sync<Port>): Port =>
    answersLate(timeline, parts.serviceMilliseconds, on<Port>(name, port));
  const next = { hops: hops + 1 };
  let identifiers = 0;
  const unused = {} as never;
  return {
    clock: {
      now: () => instantOf(timeline.now()),
      pause: async (milliseconds) => await new Promise((resolve) => timeline.after(milliseconds, () => resolve())),
    },
    identifiers: { next: () => `${id}-${(identifiers += 1)}` },
    log: { info: () => undefined, error: () => undefined },
    metrics: { put: () => undefined },
    policies: on<Policies>('policies', { byHash: () => parts.policy }),
    hours: on<Hours>('hours', { read: () => new Map() }),
    caseLedger: on<CaseLedger>('ledger', ledger.caseLedger),
    effectLedger: on<EffectLedger>('ledger', ledger.effectLedger),
    lease: on<LaneLease>('lease', ledger.lease),
    quotas: on<Quotas>('quotas', parts.quotas),
    budgets: on<Budgets>('budgets', { spend: () => ({ isWithin: true, isFirstRefusal: false }) }),
    due: on<DueRows>('due', ledger.due),
    lanes: on<LaneStates>('lanes', ledger.lanes),
    inbox: on<Inbox>('inbox', {
      send: (messages) => {
        for (const { message, delaySeconds } of messages) {
          queues.get('inbox')!.send(JSON.stringify(message), { delaySeconds, ...next });
        }
      },
    }),
    laneHints: on<LaneHints>('laneHints', {
      hint: (lane, delaySeconds = 1) => queues.get(lane)!.send('{}', { delaySeconds, ...next }),
    }),
    announcer: on<Announcer>('announcer', { announce: () => undefined }),
    cases: outside<CaseReader>('cases', {
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
    }),
    caseWriter: outside<CaseWriter>('caseWriter', {
      setFields: (caseId, fields) => {
        buckets.take('Cases UpdateCase');
        owner.set(caseId, String(fields['assigned_user']));
      },
      linkContact: () => buckets.take('Cases CreateRelatedItem'),
    }),
    tasks: outside<TaskStarter>('tasks', {
      start: ({ token }) => {
        buckets.take('Connect StartTaskContact');
        return `contact-${token}`;
      },
    }),
    mailer: outside<Mailer>('mailer', {
      send: ({ effectKey }) => {
        buckets.take('SES SendEmail');
        return `mail-${effectKey}`;
      },
    }),
    slack: outside<SlackPoster>('slack', {
      post: ({ effectKey }) => {
        buckets.take('Slack chat.postMessage');
        return `ts-${effectKey}`;
      },
    }),
    sinkLedger: unused,
    slas: unused,
    crm: unused,
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
