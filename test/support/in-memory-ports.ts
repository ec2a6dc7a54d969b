import type { CaseItem, IndexAttributes } from '../../lambda/contract/case-item.ts';
import type { CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import { laneNames, type LaneName } from '../../lambda/contract/primitives.ts';
import type { ApiName, ApiRate } from '../../lambda/contract/quota-profile.ts';
import { draw, fullBucket, slowDown, type Bucket } from '../../lambda/domain/bucket.ts';
import { withEffect } from '../../lambda/domain/claims.ts';
import { PolicyMissingError } from '../../lambda/domain/errors.ts';
import { addMilliseconds } from '../../lambda/domain/instants.ts';
import type {
  Announcer,
  Budgets,
  CaseLedger,
  CaseReader,
  CaseSlas,
  CaseWriter,
  Clock,
  CrmSink,
  DueRows,
  EffectLedger,
  Hours,
  Identifiers,
  Inbox,
  LaneHints,
  LaneLease,
  LaneStates,
  Log,
  Mailer,
  Metrics,
  Policies,
  Quotas,
  SinkLedger,
  SlackPoster,
  TaskStarter,
} from '../../lambda/domain/ports.ts';
import type { CasePages } from '../../lambda/domain/case-pages.ts';
import type { CaseSearch, ManyCases, SweepRows, SweepRuns } from '../../lambda/domain/sweep/sweep-ports.ts';
import { sweepPorts } from './in-memory-sweep.ts';
import { withRead } from '../../lambda/domain/shared-read.ts';
import { deskPolicy, policyHash, templateId } from './desk-policy.ts';
import { emptyMemory, type MemoryState } from './memory-state.ts';
import { memoryBudgets } from './memory-budgets.ts';

export interface MemoryPorts {
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly policies: Policies;
  readonly hours: Hours;
  readonly caseLedger: CaseLedger;
  readonly effectLedger: EffectLedger;
  readonly sinkLedger: SinkLedger;
  readonly lease: LaneLease;
  readonly quotas: Quotas;
  readonly budgets: Budgets;
  readonly due: DueRows;
  readonly lanes: LaneStates;
  readonly inbox: Inbox;
  readonly laneHints: LaneHints;
  readonly announcer: Announcer;
  readonly cases: CaseReader;
  readonly caseWriter: CaseWriter;
  readonly slas: CaseSlas;
  readonly mailer: Mailer;
  readonly tasks: TaskStarter;
  readonly slack: SlackPoster;
  readonly crm: CrmSink;
}

/** What the sweep of cases needs beside them. */
export interface MemorySweepPorts {
  readonly search: CaseSearch;
  readonly manyCases: ManyCases;
  readonly casePages: CasePages;
  readonly sweepRows: SweepRows;
  readonly sweepRuns: SweepRuns;
}

/** Every port over plain maps. Items go through JSON, so that nothing is shared by reference. */
export function createMemoryPorts(policy: CompiledPolicy = deskPolicy): {
  state: MemoryState;
  ports: MemoryPorts & MemorySweepPorts;
} {
  const state = emptyMemory();
  let ids = 0;
  const load = async (caseId: string): Promise<CaseItem | undefined> => {
    const stored = state.items.get(caseId);
    return stored === undefined ? undefined : (JSON.parse(stored.json) as CaseItem);
  };
  const put = (item: CaseItem, index: IndexAttributes): void => {
    const { nextDueAt: dueAt, expiresAt } = index;
    const row = { json: JSON.stringify(item), dueAt, ...(expiresAt === undefined ? {} : { expiresAt }) };
    state.items.set(item.caseId, row);
  };
  const markersOf = (lane: LaneName): Map<string, string> => {
    const markers = state.markers.get(lane) ?? new Map<string, string>();
    state.markers.set(lane, markers);
    return markers;
  };
  const readyCases = (lane: LaneName): string[] =>
    [...markersOf(lane)].sort(([, left], [, right]) => (left < right ? -1 : 1)).map(([caseId]) => caseId);

  const replacePending: EffectLedger['claim'] = async (caseId, version, effect, index, read) => {
    const stored = await load(caseId);
    if (stored?.version !== version || stored.effects[effect.key]?.status !== 'pending') return false;
    put(withRead(withEffect({ ...stored, version: version + 1 }, effect), read), index);
    return true;
  };

  const bucketOf = (api: ApiName, at: string): { rate: ApiRate; bucket: Bucket; now: number } => {
    const rate = state.rates.get(api) ?? { perSecond: 2, burst: 1 };
    const now = Date.parse(at);
    return { rate, bucket: state.buckets.get(api) ?? fullBucket(rate, now), now };
  };

  const ports: MemoryPorts & MemorySweepPorts = {
    clock: {
      now: () => state.now,
      pause: async (milliseconds) => {
        state.now = addMilliseconds(state.now, milliseconds);
      },
    },
    identifiers: {
      next: () => {
        ids += 1;
        return `id-${ids}`;
      },
    },
    metrics: {
      put: (metrics) => void state.metrics.push(...metrics.map((metric) => ({ ...metric, at: state.now }))),
    },
    log: {
      info: (message, detail) => void state.logged.push({ message, detail }),
      error: (message, detail) => void state.logged.push({ message, detail }),
    },
    policies: {
      byHash: async (hash) => {
        if (hash !== policyHash) throw new PolicyMissingError(`no policy row ${hash}`);
        return policy;
      },
    },
    hours: { read: async () => new Map() },
    caseLedger: {
      load,
      loadAll: async (caseIds) =>
        new Map(await Promise.all(caseIds.map(async (caseId) => [caseId, await load(caseId)] as const))),
      save: async (item, index) => {
        const stored = await load(item.caseId);
        if ((stored?.version ?? 0) !== item.version) return false;
        put({ ...item, version: item.version + 1 }, index);
        return true;
      },
      appendTimeline: async (caseId, entries, expiresAt) => {
        for (const entry of entries) {
          state.timeline.set(`${caseId}#${entry.at}#${entry.id}`, entry);
          if (expiresAt !== undefined) state.timelineExpiry.set(`${caseId}#${entry.at}#${entry.id}`, expiresAt);
        }
      },
      timelinePage: async (caseId, from = '') => {
        const keys = [...state.timeline.keys()].filter((key) => key.startsWith(`${caseId}#`) && key > from).sort();
        const page = keys.slice(0, 100);
        return {
          entries: page.map((key) => state.timeline.get(key)!),
          next: keys.length > page.length ? page.at(-1) : undefined,
        };
      },
      markReady: async (caseId, index) => {
        for (const lane of laneNames) {
          const order = index.ready.get(lane);
          if (order === undefined) markersOf(lane).delete(caseId);
          else markersOf(lane).set(caseId, order);
        }
      },
      clearOutbox: async (item, index) => {
        const stored = await load(item.caseId);
        if (stored?.version !== item.version) return false;
        put({ ...stored, outbox: [], version: stored.version + 1 }, index);
        return true;
      },
    },
    effectLedger: {
      load,
      readyCases: async (lane, limit) => readyCases(lane).slice(0, limit),
      claim: replacePending,
      settle: replacePending,
      record: async (caseId, version, claimId, effect, index, read) => {
        const stored = await load(caseId);
        if (stored?.version !== version || stored.effects[effect.key]?.claim?.id !== claimId) return false;
        put(withRead(withEffect({ ...stored, version: version + 1 }, effect), read), index);
        return true;
      },
      unmark: async (lane, caseId) => void markersOf(lane).delete(caseId),
    },
    sinkLedger: {
      load,
      delivered: async (caseId, sink, version) => {
        const stored = await load(caseId);
        const known = stored?.sinks[sink];
        if (stored === undefined || known === undefined || known.delivered >= version) return;
        const sinks = { ...stored.sinks, [sink]: { ...known, delivered: version } };
        const json = JSON.stringify({ ...stored, sinks, version: stored.version + 1 });
        state.items.set(caseId, { ...state.items.get(caseId), json, dueAt: state.items.get(caseId)?.dueAt });
      },
    },
    lease: {
      acquire: async (lane, lease, now) => {
        const held = state.leases.get(lane);
        if (held !== undefined && held.leaseUntil > now) return false;
        state.leases.set(lane, lease);
        return true;
      },
      renew: async (lane, holder, leaseUntil) => {
        const held = state.leases.get(lane);
        if (held?.holder !== holder) return false;
        state.leases.set(lane, { ...held, leaseUntil });
        return true;
      },
      release: async (lane, holder) => {
        if (state.leases.get(lane)?.holder === holder) state.leases.delete(lane);
      },
    },
    quotas: {
      draw: async (api, wanted, at, until) => {
        const { rate, bucket: before, now } = bucketOf(api, at);
        const { turns, bucket } = draw(rate, before, { wanted, now, until: Date.parse(until) });
        state.buckets.set(api, bucket);
        return turns;
      },
      slowDown: async (api, at) => {
        const { bucket, now } = bucketOf(api, at);
        state.buckets.set(api, slowDown(bucket, now));
      },
    },
    budgets: memoryBudgets(state.budgets),
    due: {
      shards: ['only'],
      between: async (_shard, after, until, limit) =>
        [...state.items]
          .flatMap(([caseId, { dueAt }]) => (dueAt === undefined ? [] : [{ caseId, dueAt }]))
          .filter(({ dueAt }) => dueAt > after && dueAt <= until)
          .sort((left, right) => (left.dueAt < right.dueAt ? -1 : 1))
          .slice(0, limit),
      watermark: async (shard) => state.watermarks.get(shard),
      moveWatermark: async (shard, to) => void state.watermarks.set(shard, to),
    },
    lanes: {
      withReadyWork: async () => laneNames.filter((lane) => markersOf(lane).size > 0),
      leaseOf: async (lane) => state.leases.get(lane),
    },
    inbox: {
      send: async (messages) => {
        for (const { message, delaySeconds } of messages) {
          state.inbox.push({ message, at: addMilliseconds(state.now, delaySeconds * 1000) });
        }
      },
    },
    laneHints: {
      hint: async (lane, after) => {
        if (after === undefined) state.hints.push(lane);
        else state.laterHints.push({ lane, at: addMilliseconds(state.now, after * 1000) });
      },
    },
    announcer: { announce: async (announcements) => void state.announced.push(...announcements) },
    cases: {
      read: async (caseId) => {
        state.reads.push(caseId);
        const fields = state.cases.get(caseId);
        return fields === undefined ? undefined : { caseId, templateId, fields: { ...fields } };
      },
    },
    caseWriter: {
      setFields: async (caseId, fields) => {
        state.updates.push({ caseId, fields, at: state.now });
        state.cases.set(caseId, { ...state.cases.get(caseId), ...fields });
      },
      linkContact: async (caseId, contactArn) => void state.links.push({ caseId, contactArn }),
    },
    ...sweepPorts(state, load),
    slas: {
      list: async (caseId) => [...(state.slas.get(caseId) ?? [])],
      attach: async (caseId, { name, targetMinutes }) => {
        const known = state.slas.get(caseId) ?? [];
        ids += 1;
        const relatedItemId = `sla-${ids}`;
        const targetTime = addMilliseconds(state.now, targetMinutes * 60_000);
        state.slas.set(caseId, [
          ...known,
          { relatedItemId, name, status: 'Active', targetTime, attachedAt: state.now },
        ]);
        return relatedItemId;
      },
      remove: async (caseId, relatedItemId) => {
        const known = state.slas.get(caseId) ?? [];
        state.slas.set(
          caseId,
          known.filter((sla) => sla.relatedItemId !== relatedItemId),
        );
      },
    },
    mailer: {
      send: async (mail) => {
        state.mails.push(mail);
        return `mail-${state.mails.length}`;
      },
    },
    tasks: {
      start: async (task) => {
        state.tasks.set(task.token, task);
        return `contact-${task.token}`;
      },
    },
    slack: {
      post: async (message) => {
        state.slack.push(message);
        return `ts-${state.slack.length}`;
      },
    },
    crm: {
      upsert: async ({ caseId, fields }) => {
        const known = state.records.get(caseId);
        state.records.set(caseId, { ...known, ...fields });
        return known === undefined ? 'created' : 'updated';
      },
    },
  };
  return { state, ports };
}
