import type { CaseItem } from '../../../lambda/contract/case-item.ts';
import type { ClockPolicy, CompiledPolicy, Condition } from '../../../lambda/contract/compiled-policy.ts';
import type { FreshCase } from '../../../lambda/domain/ports.ts';
import type { CaseHistory, Evidence } from './evidence.ts';
import { expectedOf, type Expected } from './oracle.ts';
import type { Hearing } from './sweep-sees.ts';

/* What the checks know of a case, and small words that they share. */

export interface KnownCase {
  readonly history: CaseHistory;
  readonly item: CaseItem | undefined;
  /** By all that happened. */
  readonly expected: Expected;
  /** By what anybody was told or has seen: the same unless an event was lost. */
  readonly told: Expected;
  /** Some of that counts as of a read. */
  readonly isDatedByReads: boolean;
  /** A fault of events touched the case: it was believed otherwise for a while. */
  readonly hasEventFaults: boolean;
  /** Whether what the event tells has left no trace for anybody. */
  readonly isNeverTold: (eventId: string) => boolean;
  /** Nothing of the case was ever told. */
  readonly isUnheard: boolean;
}

/** @param hearing how what was lost came to be known */
export function knowCase(evidence: Evidence, history: CaseHistory, hearing: Hearing): KnownCase {
  const { policy, endedAt, items, faults } = evidence;
  const { heardAt, isDatedByReads } = hearing;
  const hasFault = faults.some(({ event }) => event?.caseId === history.caseId);
  const expected = expectedOf(policy, history, endedAt);
  return {
    history,
    item: items.get(history.caseId),
    expected,
    told: heardAt.size === 0 ? expected : asKnown(evidence, history, hearing),
    isDatedByReads,
    hasEventFaults: hasFault || heardAt.size > 0,
    isNeverTold: (eventId) => heardAt.has(eventId) && heardAt.get(eventId) === undefined,
    isUnheard: history.changes.every(({ eventId }) => heardAt.has(eventId) && heardAt.get(eventId) === undefined),
  };
}

/** The ids of events of the case that nobody was ever told. */
export function lostEventsOf({ faults }: Evidence, { caseId }: CaseHistory): readonly string[] {
  return faults.flatMap(({ event }) => (event?.isLost === true && event.caseId === caseId ? [event.id] : []));
}

/**
 * Where events were lost, nobody knows of a case before the first that was told, and a read may tell what no event did: what it
 * shows ends the clock, as docs/architecture.md says of lanes.
 */
function asKnown(evidence: Evidence, history: CaseHistory, hearing: Hearing): Expected {
  const { policy, reads, endedAt } = evidence;
  const { caseId, changes } = history;
  const { heardAt } = hearing;
  const { cycles, owed } = expectedOf(policy, history, endedAt, hearing);
  const isHeard = (eventId: string): boolean => !heardAt.has(eventId) || heardAt.get(eventId) !== undefined;
  const firstAt =
    hearing.assumed === undefined ? changes.find(({ eventId }) => isHeard(eventId))?.at : history.createdAt;
  const ofCase = reads.filter((read) => read.caseId === caseId);
  const known = owed.map((one) => {
    const seen = ofCase.find(({ truth }) => whyUnneeded(policy, one.row, truth) !== undefined)?.at ?? Infinity;
    return { ...one, since: Math.max(one.since, firstAt ?? Infinity), until: Math.min(one.until, seen) };
  });
  return { cycles, owed: known.filter(({ since, until }) => since < until) };
}

/** Why the row's clock would not run with these fields, in the words of docs/decisions/0009; undefined when it would. */
export function whyUnneeded(
  policy: CompiledPolicy,
  row: ClockPolicy,
  truth: FreshCase | undefined,
): string | undefined {
  if (truth === undefined) return 'it was deleted';
  const holds = (condition: Condition): boolean =>
    condition.every((one) => {
      const value = truth.fields[one.fieldId] ?? null;
      if ('oneOf' in one) return value !== null && one.oneOf.includes(value);
      if ('noneOf' in one) return value === null || !one.noneOf.includes(value);
      return one.isSet === (value !== null && value !== '');
    });
  if (row.until !== undefined && holds(row.until)) return `it was answered (status ${String(truth.fields['status'])})`;
  if (row.cancel !== undefined && holds(row.cancel)) return 'its clock is cancelled';
  const match = policy.policies.find(
    (one) => one.kind === row.kind && one.for.templateId === truth.templateId && holds(one.for.where),
  );
  return match === row ? undefined : `${match?.name ?? 'no policy'} matches it`;
}

export const timeText = (at: number): string => (at === Infinity ? 'never' : new Date(at).toISOString());
