import type { CalendarDefinition } from '../../../lambda/contract/calendar.ts';
import type { CaseItem, IndexAttributes, TimelineEntry } from '../../../lambda/contract/case-item.ts';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import { duePartition, dueShardCount } from '../../../lambda/contract/ledger-rows.ts';
import { laneNames, type LaneName } from '../../../lambda/contract/primitives.ts';
import { withEffect } from '../../../lambda/domain/claims.ts';
import { PolicyMissingError } from '../../../lambda/domain/errors.ts';
import type {
  CaseLedger,
  DueRows,
  EffectLedger,
  Hours,
  LaneLease,
  LaneLeaseRow,
  LaneStates,
  Policies,
  SinkLedger,
} from '../../../lambda/domain/ports.ts';
import { withRead } from '../../../lambda/domain/shared-read.ts';
import type { LeaseHeld, LedgerWitness } from '../checks/evidence.ts';
import type { Sync } from '../kernel/wire.ts';
import { deepFreeze } from './deep-freeze.ts';
import { createSweepRows, type SweepLedger } from './create-sweep-rows.ts';
import { createLaggingIndex, type LaggingIndex } from './lagging-index.ts';

/** The ledger as the ports of all functions see it, and what a simulation looks at or plants. */
export interface SimulatedLedger {
  readonly caseLedger: Sync<CaseLedger>;
  readonly effectLedger: Sync<EffectLedger>;
  readonly sinkLedger: Sync<SinkLedger>;
  readonly lease: Sync<LaneLease>;
  readonly due: Sync<DueRows>;
  readonly lanes: Sync<LaneStates>;
  readonly policies: Sync<Policies>;
  readonly hours: Sync<Hours>;
  readonly sweep: SweepLedger;
  /** Every item as it stands. */
  items(): ReadonlyMap<string, CaseItem>;
  /** Writes the item as it is, so that its version moves on: whoever has read it before loses. */
  readonly touch: (caseId: string) => void;
  /** What the checks ask for beside the items. */
  witness(): LedgerWitness;
  /** True when `tick` would find neither a moment until then nor work that waits, whatever its indexes are about to show. */
  isQuiet(until: string): boolean;
}

interface Row {
  readonly item: CaseItem;
  readonly version: number;
}

interface Tables {
  readonly rows: Map<string, Row>;
  readonly due: LaggingIndex<{ readonly shard: string; readonly dueAt: string }>;
  readonly ready: ReadonlyMap<LaneName, LaggingIndex<{ readonly order: string }>>;
  readonly timeline: Map<string, TimelineEntry>;
}

/**
 * The ledger in memory, with the conditions of the adapters: a write says whether it was made, and indexes follow the table
 * a while later. Items are shared with those who load them, for speed, and frozen: whoever changed one in place would fail.
 * @param lag milliseconds by which an index follows a write made now @param clock the true time, in epoch milliseconds
 */
export function createLedger(
  policies: ReadonlyMap<string, CompiledPolicy>,
  later: (milliseconds: number, act: () => void) => void,
  lag: () => number,
  clock: () => number,
): SimulatedLedger {
  const tables: Tables = {
    rows: new Map(),
    due: createLaggingIndex(later, lag, (one, other) => one?.dueAt === other?.dueAt),
    ready: new Map(
      laneNames.map((lane) => [lane, createLaggingIndex(later, lag, (one, other) => one?.order === other?.order)]),
    ),
    timeline: new Map(),
  };
  const { rows } = tables;
  const hours = hoursOf(policies);
  const leases = new Map<LaneName, LaneLeaseRow>();
  const held: LeaseHeld[] = [];
  const watermarks = new Map<string, string>();
  const items = (): ReadonlyMap<string, CaseItem> => new Map([...rows].map(([caseId, { item }]) => [caseId, item]));
  return {
    caseLedger: {
      load: (caseId) => load(tables, caseId),
      loadAll: (caseIds) => new Map(caseIds.map((caseId) => [caseId, load(tables, caseId)])),
      save: (item, attributes) => {
        const stored = rows.get(item.caseId);
        if ((stored?.version ?? 0) !== item.version) return false;
        store(tables, item, attributes);
        return true;
      },
      appendTimeline: (caseId, entries) => {
        for (const entry of entries) tables.timeline.set(`${caseId} ${entry.at} ${entry.id}`, entry);
      },
      timelinePage: (caseId) => ({
        entries: [...tables.timeline].flatMap(([key, entry]) => (key.startsWith(`${caseId} `) ? [entry] : [])),
        next: undefined,
      }),
      markReady: (caseId, { ready }) => {
        for (const lane of laneNames) {
          const order = ready.get(lane);
          tables.ready.get(lane)!.put(caseId, order === undefined ? undefined : { order: `${order}#${caseId}` });
        }
      },
      clearOutbox: ({ caseId, version }, attributes) => {
        const item = loadAt(tables, caseId, version);
        if (item === undefined) return false;
        store(tables, { ...item, outbox: [] }, attributes);
        return true;
      },
    },
    effectLedger: effectLedgerOf(tables),
    sinkLedger: {
      load: (caseId) => load(tables, caseId),
      delivered: (caseId, sink, version) => {
        const item = load(tables, caseId);
        const state = item?.sinks[sink];
        if (item === undefined || state === undefined || state.delivered >= version) return;
        // As the adapter: the index attributes stay as they are.
        const sinks = { ...item.sinks, [sink]: { ...state, delivered: version } };
        put(tables, { ...item, sinks });
      },
    },
    lease: {
      acquire: (lane, lease, now) => {
        const known = leases.get(lane);
        if (known !== undefined && known.leaseUntil > now) return false;
        leases.set(lane, lease);
        const { holder, leaseUntil } = lease;
        held.push({ lane, holder, from: clock(), until: Date.parse(leaseUntil), releasedAt: undefined });
        return true;
      },
      renew: (lane, holder, leaseUntil) => {
        const known = leases.get(lane);
        if (known?.holder !== holder) return false;
        leases.set(lane, { ...known, leaseUntil });
        const mine = held.findLast((one) => one.lane === lane && one.holder === holder);
        if (mine !== undefined) mine.until = Date.parse(leaseUntil);
        return true;
      },
      release: (lane, holder) => {
        if (leases.get(lane)?.holder !== holder) return;
        leases.delete(lane);
        const place = held.findLastIndex((one) => one.holder === holder);
        held[place] = { ...held[place]!, releasedAt: clock() };
      },
    },
    due: {
      shards: Array.from({ length: dueShardCount }, (_unused, shard) => duePartition(shard)),
      between: (shard, after, until, limit) =>
        tables.due
          .shown()
          .flatMap(([caseId, { shard: of, dueAt }]) =>
            of === shard && dueAt > after && dueAt <= until ? [{ caseId, dueAt }] : [],
          )
          .sort((one, other) => (one.dueAt < other.dueAt ? -1 : one.dueAt > other.dueAt ? 1 : 0))
          .slice(0, limit),
      watermark: (shard) => watermarks.get(shard),
      moveWatermark: (shard, to) => void watermarks.set(shard, to),
    },
    lanes: {
      withReadyWork: () => laneNames.filter((lane) => tables.ready.get(lane)!.shown().length > 0),
      leaseOf: (lane) => leases.get(lane),
    },
    policies: {
      byHash: (hash) => {
        const policy = policies.get(hash);
        if (policy === undefined) throw new PolicyMissingError(`no policy ${hash}`);
        return policy;
      },
    },
    hours: { read: () => hours },
    sweep: createSweepRows(items),
    items,
    touch: (caseId) => {
      const item = load(tables, caseId);
      if (item === undefined) return;
      put(tables, item);
    },
    witness: () => ({
      leases: held,
      timeline: [...tables.timeline].map(([key, { id }]) => ({ caseId: key.slice(0, key.indexOf(' ')), id })),
    }),
    isQuiet: (until) =>
      !tables.due.isBehind() &&
      !tables.due.shown().some(([, { dueAt }]) => dueAt <= until) &&
      laneNames.every((lane) => tables.ready.get(lane)!.isEmpty()),
  };
}

function effectLedgerOf(tables: Tables): Sync<EffectLedger> {
  const replacePending: Sync<EffectLedger>['claim'] = (caseId, version, effect, attributes, read) => {
    const item = loadAt(tables, caseId, version);
    if (item?.effects[effect.key]?.status !== 'pending') return false;
    store(tables, withRead(withEffect(item, effect), read), attributes);
    return true;
  };
  return {
    load: (caseId) => load(tables, caseId),
    readyCases: (lane, limit) =>
      tables.ready
        .get(lane)!
        .shown()
        .sort(([, one], [, other]) => (one.order < other.order ? -1 : 1))
        .slice(0, limit)
        .map(([caseId]) => caseId),
    claim: replacePending,
    settle: replacePending,
    record: (caseId, version, claimId, effect, attributes, read) => {
      const item = loadAt(tables, caseId, version);
      if (item?.effects[effect.key]?.claim?.id !== claimId) return false;
      store(tables, withRead(withEffect(item, effect), read), attributes);
      return true;
    },
    unmark: (lane, caseId) => tables.ready.get(lane)!.put(caseId, undefined),
  };
}

function load({ rows }: Tables, caseId: string): CaseItem | undefined {
  return rows.get(caseId)?.item;
}

function loadAt(tables: Tables, caseId: string, version: number): CaseItem | undefined {
  return tables.rows.get(caseId)?.version === version ? load(tables, caseId) : undefined;
}

/** Writes the item with the next version. */
function put({ rows }: Tables, item: CaseItem): void {
  const version = item.version + 1;
  rows.set(item.caseId, { item: deepFreeze({ ...item, version }), version });
}

function store(tables: Tables, item: CaseItem, { nextDueAt }: IndexAttributes): void {
  put(tables, item);
  tables.due.put(item.caseId, nextDueAt === undefined ? undefined : { shard: shardOf(item.caseId), dueAt: nextDueAt });
}

const knownHours = new Map<string, ReadonlyMap<string, CalendarDefinition>>();

/** Hours of operation as Connect tells them: as at synthesis. Always the same map for the same policies, as the adapter keeps it. */
function hoursOf(policies: ReadonlyMap<string, CompiledPolicy>): ReadonlyMap<string, CalendarDefinition> {
  const key = [...policies.keys()].join(' ');
  const known = knownHours.get(key);
  if (known !== undefined) return known;
  const calendars = [...policies.values()].flatMap((policy) => Object.values(policy.calendars));
  const hours = new Map(
    calendars.flatMap(({ definition, hoursOfOperationId }): [string, CalendarDefinition][] =>
      hoursOfOperationId === undefined ? [] : [[hoursOfOperationId, definition]],
    ),
  );
  knownHours.set(key, hours);
  return hours;
}

/** Any stable shard will do here; that rows stay in theirs is tested with the adapter. */
function shardOf(caseId: string): string {
  let sum = 0;
  for (let place = 0; place < caseId.length; place += 1) sum += caseId.charCodeAt(place);
  return duePartition(sum % dueShardCount);
}
