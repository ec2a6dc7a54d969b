import type { CaseItem, IndexAttributes } from '../../../lambda/contract/case-item.ts';
import { laneNames, type LaneName } from '../../../lambda/contract/primitives.ts';
import { withEffect } from '../../../lambda/domain/claims.ts';
import { readyRanks } from '../../../lambda/domain/index-attributes.ts';
import type {
  CaseLedger,
  DueRows,
  EffectLedger,
  LaneLease,
  LaneLeaseRow,
  LaneStates,
} from '../../../lambda/domain/ports.ts';
import { withRead } from '../../../lambda/domain/shared-read.ts';
import type { Sync } from '../../simulation/kernel/wire.ts';
import { createOrderedKeys, endOfOrder, type OrderedKeys } from './ordered-keys.ts';

/**
 * The ledger in memory for figures over many cases: the conditions of the adapters, indexes that are sorted and at once up to
 * date. Items are shared with those who load them: nothing of the time that is measured goes into copies.
 */
export interface BenchLedger {
  readonly caseLedger: Sync<CaseLedger>;
  readonly effectLedger: Sync<EffectLedger>;
  readonly lease: Sync<LaneLease>;
  readonly lanes: Sync<LaneStates>;
  readonly due: Sync<DueRows>;
  /** Writes an item that is new, with its markers. */
  put(item: CaseItem, index: IndexAttributes): void;
  item(caseId: string): CaseItem | undefined;
  /** How many rows stand in the index `due`. */
  dueRows(): number;
}

export interface BenchLedgerOptions {
  /** Which items stand in the index `due`. @default all that are due */
  readonly isInDueIndex?: (item: CaseItem) => boolean;
}

/** Of the sparse index `due`; one as good as several here, where no row is far from another. */
const shard = 'only';

export function createBenchLedger({ isInDueIndex = () => true }: BenchLedgerOptions = {}): BenchLedger {
  const items = new Map<string, CaseItem>();
  const due = createOrderedKeys();
  const markers = Object.fromEntries(laneNames.map((lane) => [lane, createOrderedKeys()])) as Readonly<
    Record<LaneName, OrderedKeys>
  >;
  const leases = new Map<LaneName, LaneLeaseRow>();
  const watermarks = new Map<string, string>();

  const store = (item: CaseItem, { nextDueAt }: IndexAttributes): void => {
    items.set(item.caseId, item);
    due.put(item.caseId, isInDueIndex(item) ? nextDueAt : undefined);
  };
  const write = (item: CaseItem, index: IndexAttributes): true => {
    store({ ...item, version: item.version + 1 }, index);
    return true;
  };
  const load = (caseId: string): CaseItem | undefined => items.get(caseId);
  const markReady = (caseId: string, { ready }: IndexAttributes): void => {
    for (const lane of laneNames) {
      const order = ready.get(lane);
      markers[lane].put(caseId, order === undefined ? undefined : `${order}#${caseId}`);
    }
  };
  const replacePending: Sync<EffectLedger>['claim'] = (caseId, version, effect, index, read) => {
    const stored = items.get(caseId);
    if (stored?.version !== version || stored.effects[effect.key]?.status !== 'pending') return false;
    return write(withRead(withEffect(stored, effect), read), index);
  };

  return {
    item: load,
    dueRows: () => due.size,
    put: (item, index) => {
      store(item, index);
      markReady(item.caseId, index);
    },
    caseLedger: {
      load,
      loadAll: (caseIds) => new Map(caseIds.map((caseId) => [caseId, load(caseId)])),
      timelinePage: () => ({ entries: [], next: undefined }),
      save: (item, index) => (items.get(item.caseId)?.version ?? 0) === item.version && write(item, index),
      appendTimeline: () => undefined,
      markReady,
      clearOutbox: ({ caseId, version }, index) => {
        const stored = items.get(caseId);
        return stored?.version === version && write({ ...stored, outbox: [] }, index);
      },
    },
    effectLedger: {
      load,
      readyCases: (lane, limit) => pageWithOldest(markers[lane], limit),
      claim: replacePending,
      settle: replacePending,
      record: (caseId, version, claimId, effect, index, read) => {
        const stored = items.get(caseId);
        if (stored?.version !== version || stored.effects[effect.key]?.claim?.id !== claimId) return false;
        return write(withRead(withEffect(stored, effect), read), index);
      },
      unmark: (lane, caseId) => markers[lane].put(caseId, undefined),
    },
    lease: {
      acquire: (lane, lease, now) => {
        const known = leases.get(lane);
        if (known !== undefined && known.leaseUntil > now) return false;
        leases.set(lane, lease);
        return true;
      },
      renew: (lane, holder, leaseUntil) => {
        const known = leases.get(lane);
        if (known?.holder !== holder) return false;
        leases.set(lane, { ...known, leaseUntil });
        return true;
      },
      release: (lane, holder) => {
        if (leases.get(lane)?.holder === holder) leases.delete(lane);
      },
    },
    lanes: {
      withReadyWork: () => laneNames.filter((lane) => markers[lane].size > 0),
      leaseOf: (lane) => leases.get(lane),
    },
    due: {
      shards: [shard],
      between: (_shard, after, until, limit) =>
        due.between(after, until, limit).map(({ key: caseId, order: dueAt }) => ({ caseId, dueAt })),
      watermark: (of) => watermarks.get(of),
      moveWatermark: (of, to) => void watermarks.set(of, to),
    },
  };
}

/** As `create-effect-ledger.ts` does it: the last place of a full page is for the oldest deadline of all. */
function pageWithOldest(markers: OrderedKeys, limit: number): readonly string[] {
  const page = markers.between('', endOfOrder, limit);
  const last = page.at(-1);
  if (page.length < limit || limit < 2 || last === undefined) return page.map(({ key }) => key);
  const behind = readyRanks().filter((rank) => rank > last.order.slice(0, rank.length));
  const firsts = [...page, ...behind.flatMap((rank) => markers.between(rank, rank + endOfOrder, 1))];
  const oldest = firsts.reduce((one, other) => (deadlineOf(other.order) < deadlineOf(one.order) ? other : one));
  return [...new Set([...page.slice(0, -1), oldest, last].map(({ key }) => key))].slice(0, limit);
}

const deadlineOf = (order: string): string => order.slice(order.indexOf('#') + 1);
