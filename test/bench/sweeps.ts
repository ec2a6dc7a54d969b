import type { SlaSweepProgress } from '../../lambda/contract/sweep-rows.ts';
import { addMilliseconds, addSeconds } from '../../lambda/domain/instants.ts';
import type { FoundSla } from '../../lambda/domain/ports.ts';
import { runSweepSlas } from '../../lambda/handlers/sweep-slas/run.ts';
import { sweepSlasSpec } from '../../lambda/handlers/sweep-slas/spec.ts';
import { defaultQuotas, defaultShare } from '../../lambda/contract/quota-profile.ts';
import { createMemoryPorts } from '../support/in-memory-ports.ts';
import { clockOnlyPolicy, createdAt, policyHash, templateId } from '../support/desk-policy.ts';

export interface SweepFigures {
  readonly runs: number;
  readonly searches: number;
  /** Overdue SLAs that were looked at. */
  readonly seen: number;
  /** Virtual time until the last of them was. */
  readonly seconds: number;
}

/** Cases takes no more on a page. */
const pageSize = 25;
const searchMilliseconds = 150;
/** lib/constructs/sweep-slas: the part of our share that a sweep may spend, and how often it comes. */
const sweepPart = 0.3;
const periodSeconds = 300;

/** Runs after which what has not been seen is taken for never seen. */
const mostRuns = 12;

/**
 * What it takes `sweep-slas` to look at so many SLAs that have run out, all of which the ledger knows, beside so many that run:
 * searches, and virtual time by the default quotas.
 */
export async function measureSweepSlas(open: number, overdue: number): Promise<SweepFigures> {
  const policy = { ...clockOnlyPolicy, adopt: [{ slaName: 'console-*', policy: 'first-response' }] };
  const { state, ports } = createMemoryPorts(policy);
  const slaOf = (place: number, status: 'Active' | 'Overdue'): FoundSla => ({
    caseId: `${status}-${place}`,
    relatedItemId: `sla-${status}-${place}`,
    slaName: 'console-answer',
    status,
    attachedAt: addSeconds(createdAt, -3600 - place),
    targetTime: addSeconds(createdAt, status === 'Active' ? 3600 : -60),
    values: [],
  });
  const found = {
    Active: Array.from({ length: open }, (_unused, place) => slaOf(place, 'Active')),
    Overdue: Array.from({ length: overdue }, (_unused, place) => slaOf(place, 'Overdue')),
  };
  const seen = new Set<string>();
  let lastSeenAt = createdAt;
  let [runs, searches] = [0, 0];
  // Of those that run a sweep looks at what came since the last one.
  let progress: SlaSweepProgress = { version: 1, watermark: createdAt, overdue: { newestFirst: false } };
  const perSecond = defaultQuotas['cases:SearchAllRelatedItems'].perSecond * (Number.parseFloat(defaultShare) / 100);
  const take = (milliseconds: number): void => void (state.now = addMilliseconds(state.now, milliseconds));
  state.now = createdAt;
  while (seen.size < overdue && runs < mostRuns) {
    const dueAt = addSeconds(createdAt, runs * periodSeconds);
    if (state.now < dueAt) state.now = dueAt;
    runs += 1;
    await runSweepSlas(
      {
        ...ports,
        ledger: {
          load: async (caseId) => {
            if (caseId.startsWith('Overdue') && !seen.has(caseId)) lastSeenAt = state.now;
            if (caseId.startsWith('Overdue')) seen.add(caseId);
            return adoptedItem(caseId);
          },
        },
        rows: {
          progress: async () => progress,
          save: async (next) => {
            progress = { ...next, version: next.version + 1 };
            return true;
          },
        },
        slas: {
          page: async ({ status, newestFirst, from }) => {
            searches += 1;
            take(searchMilliseconds);
            const all = found[status];
            const start = from === undefined ? 0 : Number(from);
            const slas = newestFirst
              ? all.slice(start, start + pageSize)
              : all.slice(Math.max(0, all.length - start - pageSize), all.length - start).toReversed();
            const next = start + pageSize;
            return { slas, ...(next < all.length ? { next: String(next) } : {}) };
          },
        },
      },
      { policyHash, ratePerSecond: perSecond * sweepPart, timeoutSeconds: sweepSlasSpec.timeoutSeconds },
    );
  }
  return { runs, searches, seen: seen.size, seconds: (Date.parse(lastSeenAt) - Date.parse(createdAt)) / 1000 };
}

/** As the ledger has a case once the inbox has taken in what the sweep told. */
function adoptedItem(caseId: string) {
  return { templateId, adopted: [{ relatedItemId: `sla-${caseId}` }] } as never;
}
