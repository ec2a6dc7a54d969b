import type { CaseItem } from '../contract/case-item.ts';
import type { ClockPolicy, CompiledPolicy } from '../contract/compiled-policy.ts';
import { isAnswered, policiesFor, startClock } from './clock.ts';
import type { CaseNews } from './fold-event.ts';
import { clockStarted } from './history.ts';
import { isWantedBySinks } from './sinks.ts';

/** A policy row together with the hash under which the ledger keeps it. */
export interface PinnedPolicy {
  readonly hash: string;
  readonly policy: CompiledPolicy;
}

/**
 * The first item of a case, from whichever of its events comes first; undefined when no policy and no sink wants the case,
 * or when the event does not say which template it has and when it was created.
 */
export function openCase(news: CaseNews, pinned: PinnedPolicy): CaseItem | undefined {
  const { templateId, createdAt } = news;
  if (templateId === undefined || createdAt === undefined) return undefined;
  const rows = policiesFor(pinned.policy, templateId);
  if (rows.length === 0 && !isWantedBySinks(pinned.policy)) return undefined;
  const clocks = rows
    .filter((row) => !isCreatedAnswered(row, news))
    .map((row) => startClock(row, pinned.hash, createdAt));
  return {
    schemaVersion: 1,
    version: 0,
    caseId: news.caseId,
    templateId,
    createdAt,
    policyHash: pinned.hash,
    shadow: {},
    clocks,
    effects: {},
    sinks: {},
    outbox: [],
    timeline: clocks.map(clockStarted),
  };
}

/** A case created already in an `until` value owes no answer and gets no clock. */
export function isCreatedAnswered(row: ClockPolicy, news: CaseNews): boolean {
  return news.kind === 'created' && isAnswered(row, (fieldId) => news.fields.get(fieldId));
}
