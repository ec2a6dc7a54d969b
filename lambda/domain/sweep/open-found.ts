import type { CaseItem, FieldValue } from '../../contract/case-item.ts';
import type { CaseSeenMessage } from '../../contract/inbox-message.ts';
import { assumeAtCreation } from '../clock/facts.ts';
import { rowsFor } from '../clock/rows.ts';
import { openWantedCase } from '../open-case.ts';
import type { RunningPolicy } from '../running-policy.ts';

/**
 * The item of a case of which no event ever reached us; undefined when nobody wants it. Its clocks run from its true creation.
 * How it began nobody can say: it is taken to have been open, and to have had from the beginning what decides which row is
 * for it. Whatever is told of its beginning later counts instead.
 */
export function openFound(seen: CaseSeenMessage, running: RunningPolicy): CaseItem | undefined {
  const { caseId, templateId, createdAt, seenAt } = seen;
  const opened = openWantedCase({ caseId, templateId, createdAt }, running);
  if (opened === undefined) return undefined;
  const pinned = seen.isFromBefore === true ? { ...opened, pinnedAt: seenAt } : opened;
  return assumeAtCreation(pinned, beginning(seen, running));
}

function beginning({ templateId, fields }: CaseSeenMessage, { policy }: RunningPolicy): Map<string, FieldValue> {
  const choosing = rowsFor(policy, templateId).flatMap((row) => row.for.where.map(({ fieldId }) => fieldId));
  const begun = new Map<string, FieldValue>();
  for (const fieldId of choosing) if (fields[fieldId] !== undefined) begun.set(fieldId, fields[fieldId]);
  // Amazon Connect Cases opens every case with this status.
  if (policy.decidingFieldIds.includes('status')) begun.set('status', 'open');
  return begun;
}
