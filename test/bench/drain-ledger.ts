import type { CaseItem, IndexAttributes } from '../../lambda/contract/case-item.ts';
import { duePartition } from '../../lambda/contract/ledger-rows.ts';
import { laneNames, type LaneName } from '../../lambda/contract/primitives.ts';
import { withEffect } from '../../lambda/domain/claims.ts';
import { readyRanks } from '../../lambda/domain/index-attributes.ts';
import type {
  CaseLedger,
  DueRows,
  EffectLedger,
  LaneLease,
  LaneLeaseRow,
  LaneStates,
} from '../../lambda/domain/ports.ts';
import { withRead } from '../../lambda/domain/shared-read.ts';
import type { Sync } from '../simulation/kernel/wire.ts';

/** The ledger of a drain: the conditions of the adapters, and an index that finds the first of 100,000 markers at once. */
export interface DrainLedger {
  readonly caseLedger: Sync<CaseLedger>;
  readonly effectLedger: Sync<EffectLedger>;
  readonly lease: Sync<LaneLease>;
  readonly lanes: Sync<LaneStates>;
  readonly due: Sync<DueRows>;
  /** Writes an item that is new, with its markers. */
  put(item: CaseItem, index: IndexAttributes): void;
  item(caseId: string): CaseItem | undefined;
  hasRetries(): boolean;
}

/** The markers of one lane: of each rank in order of their deadlines. */
interface Markers {
  readonly orders: Map<string, string>;
  readonly ranks: ReadonlyMap<string, string[]>;
}

export function createDrainLedger(): DrainLedger {
  const items = new Map<string, CaseItem>();
  const lanes = new Map<LaneName, Markers>(laneNames.map((lane) => [lane, noMarkers()]));
  const leases = new Map<LaneName, LaneLeaseRow>();
  const load = (caseId: string): CaseItem | undefined => items.get(caseId);
  // Nothing is lost in a drain: of the due index only what waits for a retry is of consequence.
  const retries = new Map<string, string>();
  let watermark: string | undefined;
  const write = (item: CaseItem, { nextDueAt }: IndexAttributes): void => {
    items.set(item.caseId, { ...item, version: item.version + 1 });
    const isRetry = Object.values(item.effects).some(({ retryNotBefore }) => retryNotBefore !== undefined);
    if (isRetry && nextDueAt !== undefined) retries.set(item.caseId, nextDueAt);
    else retries.delete(item.caseId);
  };
  const markReady = (caseId: string, { ready }: IndexAttributes): void => {
    for (const lane of laneNames) mark(lanes.get(lane)!, caseId, ready.get(lane));
  };
  const replace: Sync<EffectLedger>['claim'] = (caseId, version, effect, index, read) => {
    const item = load(caseId);
    if (item?.version !== version || item.effects[effect.key]?.status !== 'pending') return false;
    write(withRead(withEffect(item, effect), read), index);
    return true;
  };
  return {
    item: load,
    hasRetries: () => retries.size > 0,
    put: (item, index) => {
      items.set(item.caseId, item);
      markReady(item.caseId, index);
    },
    caseLedger: {
      load,
      loadAll: (caseIds) => new Map(caseIds.map((caseId) => [caseId, load(caseId)])),
      timelinePage: () => ({ entries: [], next: undefined }),
      save: (item, index) => {
        if ((load(item.caseId)?.version ?? 0) !== item.version) return false;
        write(item, index);
        return true;
      },
      appendTimeline: () => undefined,
      markReady,
      clearOutbox: (item, index) => {
        if (load(item.caseId)?.version !== item.version) return false;
        write({ ...item, outbox: [] }, index);
        return true;
      },
    },
    effectLedger: {
      load,
      readyCases: (lane, limit) => pageWithOldest(lanes.get(lane)!, limit),
      claim: replace,
      settle: replace,
      record: (caseId, version, claimId, effect, index, read) => {
        const item = load(caseId);
        if (item?.version !== version || item.effects[effect.key]?.claim?.id !== claimId) return false;
        write(withRead(withEffect(item, effect), read), index);
        return true;
      },
      unmark: (lane, caseId) => mark(lanes.get(lane)!, caseId, undefined),
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
      withReadyWork: () => laneNames.filter((lane) => lanes.get(lane)!.orders.size > 0),
      leaseOf: (lane) => leases.get(lane),
    },
    due: {
      shards: [duePartition(0)],
      between: (_shard, after, until, limit) =>
        [...retries]
          .flatMap(([caseId, dueAt]) => (dueAt > after && dueAt <= until ? [{ caseId, dueAt }] : []))
          .toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1))
          .slice(0, limit),
      watermark: () => watermark,
      moveWatermark: (_shard, to) => {
        watermark = to;
      },
    },
  };
}

function noMarkers(): Markers {
  return { orders: new Map(), ranks: new Map(readyRanks().map((rank) => [rank, []])) };
}

/** As the index does it: a marker under its order, `<rank>#<deadline>`. */
function mark({ orders, ranks }: Markers, caseId: string, order: string | undefined): void {
  const entry = order === undefined ? undefined : `${order}#${caseId}`;
  const known = orders.get(caseId);
  if (known === entry) return;
  if (known !== undefined) {
    const sorted = ranks.get(rankOf(known))!;
    sorted.splice(placeOf(sorted, known), 1);
    orders.delete(caseId);
  }
  if (entry === undefined) return;
  const sorted = ranks.get(rankOf(entry))!;
  sorted.splice(placeOf(sorted, entry), 0, entry);
  orders.set(caseId, entry);
}

/** As `create-effect-ledger.ts` does it: the last place of a full page is for the oldest deadline of all. */
function pageWithOldest({ ranks }: Markers, limit: number): readonly string[] {
  const page: string[] = [];
  for (const sorted of ranks.values()) page.push(...sorted.slice(0, limit - page.length));
  const last = page.at(-1);
  if (page.length < limit || last === undefined) return page.map(caseIdOf);
  const firsts = [...page, ...[...ranks].filter(([rank]) => rank > rankOf(last)).flatMap(([, [first]]) => first ?? [])];
  const oldest = firsts.reduce((one, other) => (deadlineOf(other) < deadlineOf(one) ? other : one));
  return [...new Set([...page.slice(0, -1), oldest, last])].slice(0, limit).map(caseIdOf);
}

const rankOf = (entry: string): string => entry.slice(0, entry.indexOf('#') + 1);
const deadlineOf = (entry: string): string => entry.split('#')[1] ?? '';
const caseIdOf = (entry: string): string => entry.slice(entry.lastIndexOf('#') + 1);

/** Where the entry stands in the sorted row, or would stand. */
function placeOf(sorted: readonly string[], entry: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < entry) low = middle + 1;
    else high = middle;
  }
  return low;
}
