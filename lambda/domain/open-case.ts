import type { CaseItem } from '../contract/case-item.ts';
import { rowsFor } from './clock/rows.ts';
import type { RunningPolicy } from './running-policy.ts';
import { isWantedBySinks } from './sinks.ts';

/** What must be known of a case before it can have an item. */
export interface CaseOrigin {
  readonly caseId: string;
  readonly templateId: string | undefined;
  readonly createdAt: string | undefined;
}

/** The first item of a case that a policy or a sink wants, from whichever of its events comes first; else undefined. */
export function openWantedCase(origin: CaseOrigin, running: RunningPolicy): CaseItem | undefined {
  const { policy } = running;
  const isWanted =
    isWantedBySinks(policy) || (origin.templateId !== undefined && rowsFor(policy, origin.templateId).length > 0);
  return isWanted ? openCase(origin, running) : undefined;
}

/** An item without facts; undefined when nobody says which template the case has and when it was created. */
export function openCase({ caseId, templateId, createdAt }: CaseOrigin, running: RunningPolicy): CaseItem | undefined {
  if (templateId === undefined || createdAt === undefined) return undefined;
  return {
    schemaVersion: 3,
    version: 0,
    caseId,
    templateId,
    createdAt,
    policyHash: running.hash,
    shadow: {},
    observations: [],
    signals: [],
    clocks: [],
    adopted: [],
    effects: {},
    ended: {},
    sinks: {},
    outbox: [],
    timeline: [],
  };
}

/** The policy that what is new about an item is judged by: its own while a clock of it is open, else the newest. */
export function followedPolicy(item: CaseItem | undefined, newest: string): string {
  return item?.clocks.some(({ verdict }) => verdict === 'running') === true ? item.policyHash : newest;
}
