import type { CaseItem, IndexAttributes } from '../../../lambda/contract/case-item.ts';
import { laneNames, type LaneName } from '../../../lambda/contract/primitives.ts';
import type { CaseLedger, DueRows, EffectLedger } from '../../../lambda/domain/ports.ts';
import type { Sync } from '../../simulation/kernel/wire.ts';
import { createOrderedKeys, endOfOrder, type OrderedKeys } from './ordered-keys.ts';

/**
 * The ledger in memory for figures over many cases: the conditions of the adapters, indexes that are sorted and at once up to
 * date. Items are shared with those who load them: nothing of the time that is measured goes into copies.
 */
export interface FastLedger {
  readonly caseLedger: Sync<CaseLedger>;
  readonly effectLedger: Sync<EffectLedger>;
  readonly due: Sync<DueRows>;
  readonly items: ReadonlyMap<string, CaseItem>;
  withReadyWork(): readonly LaneName[];
}

/** Of the sparse index `due`; one as good as several here, where no row is far from another. */
const shard = 'only';

export function createFastLedger(): FastLedger {
  const items = new Map<string, CaseItem>();
  const due = createOrderedKeys();
  const ready = new Map<LaneName, OrderedKeys>(laneNames.map((lane) => [lane, createOrderedKeys()]));
  const watermarks = new Map<string, string>();

  const store = (item: CaseItem, { nextDueAt }: IndexAttributes): void => {
    items.set(item.caseId, { ...item, version: item.version + 1 });
    due.put(item.caseId, nextDueAt);
  };
  const load = (caseId: string): CaseItem | undefined => items.get(caseId);
  const replacePending: Sync<EffectLedger>['claim'] = (caseId, version, effect, index) => {
    const stored = items.get(caseId);
    if (stored?.version !== version || stored.effects[effect.key]?.status !== 'pending') return false;
    store({ ...stored, effects: { ...stored.effects, [effect.key]: effect } }, index);
    return true;
  };

  return {
    items,
    withReadyWork: () => laneNames.filter((lane) => ready.get(lane)!.size > 0),
    caseLedger: {
      load,
      loadAll: (caseIds) => new Map(caseIds.map((caseId) => [caseId, load(caseId)])),
      timelinePage: () => ({ entries: [], next: undefined }),
      save: (item, index) => {
        if ((items.get(item.caseId)?.version ?? 0) !== item.version) return false;
        store(item, index);
        return true;
      },
      appendTimeline: () => undefined,
      markReady: (caseId, index) => {
        for (const lane of laneNames) {
          const order = index.ready.get(lane);
          ready.get(lane)!.put(caseId, order === undefined ? undefined : `${order}#${caseId}`);
        }
      },
      clearOutbox: ({ caseId, version }, index) => {
        const stored = items.get(caseId);
        if (stored?.version !== version) return false;
        store({ ...stored, outbox: [] }, index);
        return true;
      },
    },
    effectLedger: {
      load,
      readyCases: (lane, limit) =>
        ready
          .get(lane)!
          .between('', endOfOrder, limit)
          .map(({ key }) => key),
      claim: replacePending,
      settle: replacePending,
      record: (caseId, version, claimId, effect, index) => {
        const stored = items.get(caseId);
        if (stored?.version !== version || stored.effects[effect.key]?.claim?.id !== claimId) return false;
        store({ ...stored, effects: { ...stored.effects, [effect.key]: effect } }, index);
        return true;
      },
      unmark: (lane, caseId) => ready.get(lane)!.put(caseId, undefined),
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
