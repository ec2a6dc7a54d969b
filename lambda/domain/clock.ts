import type { ClockState } from '../contract/case-item.ts';
import type { ClockPolicy, CompiledPolicy } from '../contract/compiled-policy.ts';
import type { CaseNews } from './fold-event.ts';
import { addMilliseconds, addSeconds } from './instants.ts';

/** What ends a clock, with the time at which it happened out there (not when we heard of it). */
export interface EndEvidence {
  readonly at: string;
  readonly by: 'answered' | 'deleted';
}

export function policiesFor(policy: CompiledPolicy, templateId: string): readonly ClockPolicy[] {
  return policy.policies.filter((row) => row.for.templateId === templateId);
}

/** A first clock: runs on the wall clock from the moment at which the case was created. */
export function startClock(row: ClockPolicy, policyHash: string, createdAt: string): ClockState {
  return {
    policy: row.name,
    policyHash,
    cycle: 1,
    startedAt: createdAt,
    targetSeconds: row.targetSeconds,
    deadline: addSeconds(createdAt, row.targetSeconds),
    verdict: 'running',
  };
}

/** Whether the fields satisfy the `until` of the row. */
export function isAnswered(row: ClockPolicy, fieldOf: (fieldId: string) => unknown): boolean {
  const value = fieldOf(row.until.fieldId);
  return typeof value === 'string' && row.until.values.includes(value);
}

/** What the news says about the end of a clock of that row; an answer counts more than the deletion that tells of it. */
export function endEvidence(row: ClockPolicy, news: CaseNews): EndEvidence | undefined {
  if (isAnswered(row, (fieldId) => news.fields.get(fieldId))) return { at: news.at, by: 'answered' };
  return news.kind === 'deleted' ? { at: news.at, by: 'deleted' } : undefined;
}

/**
 * Ends the clock at the earliest evidence, so that the order in which evidence arrives does not matter. A verdict is
 * final against everything that happens later than the end; only news of an earlier end, which reached us late, corrects it.
 * Met exactly at the deadline is met. Returns the same object when nothing changes.
 */
export function endClock(clock: ClockState, evidence: EndEvidence): ClockState {
  const endedAt = evidence.at < clock.startedAt ? clock.startedAt : evidence.at;
  if (clock.endedAt !== undefined) {
    const overrules = clock.verdict === 'cancelled' && evidence.by === 'answered';
    if (endedAt > clock.endedAt || (endedAt === clock.endedAt && !overrules)) return clock;
  }
  return { ...clock, endedAt, verdict: verdictOf(endedAt, clock.deadline, evidence.by) };
}

/** The moment from which a running clock counts as breached: the first millisecond after its deadline. */
export function breachMoment(clock: ClockState): string | undefined {
  if (clock.verdict !== 'running' || clock.breachedAt !== undefined) return undefined;
  return addMilliseconds(clock.deadline, 1);
}

/** `<policy>:<cycle>`, unique among the clocks of a case; the stem of every id that belongs to the clock. */
export function clockId(clock: { readonly policy: string; readonly cycle: number }): string {
  return `${clock.policy}:${clock.cycle}`;
}

function verdictOf(endedAt: string, deadline: string, by: EndEvidence['by']): ClockState['verdict'] {
  if (by === 'deleted') return 'cancelled';
  return endedAt <= deadline ? 'met' : 'met-late';
}
