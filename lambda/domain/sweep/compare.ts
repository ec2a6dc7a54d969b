import type { CaseItem, FieldValue } from '../../contract/case-item.ts';
import type { CompiledPolicy } from '../../contract/compiled-policy.ts';
import { mostSweptFields } from '../../contract/sweep-rows.ts';
import { adoptedFieldIds } from '../clock/adopted.ts';
import { comparableValue } from '../comparable-value.ts';
import { isFrozen } from '../erase.ts';
import { addSeconds } from '../instants.ts';
import { openWantedCase } from '../open-case.ts';
import { ownerFieldId } from '../ownership.ts';
import type { RunningPolicy } from '../running-policy.ts';
import type { FoundCase } from './sweep-ports.ts';

/** Asked for in every search, beside the fields that are compared. */
export const sweepSystemFields = { createdAt: 'created_datetime', lastUpdatedAt: 'last_updated_datetime' } as const;

/** Who has a case; asked for as well, for the statement. */
export const ownerFields = { user: ownerFieldId, queue: 'assigned_queue' } as const;

/**
 * How long a search may go on showing a case as it was before: longer than any lag that is reported. A difference that is
 * older is no lag.
 */
export const longestLagSeconds = 900;

/** The fields that a sweep compares: those that decide first, then those of sinks, as many as one search returns. */
export function sweptFieldIds(policy: CompiledPolicy): readonly string[] {
  const system: readonly string[] = Object.values(sweepSystemFields);
  const wanted = new Set(['status', ...policy.decidingFieldIds, ...policy.shadowFieldIds]);
  return [...wanted].filter((fieldId) => !system.includes(fieldId)).slice(0, mostSweptFields);
}

/**
 * `same`: nothing that the ledger should know and does not. `changed` and `unknown`: told to the inbox. `doubtful`: the ledger
 * claims to know something newer, and has done for too long; only the case itself can tell.
 */
export type Comparison = 'same' | 'changed' | 'unknown' | 'doubtful';

/**
 * Compares a case as it was found with what the ledger knows of it.
 * @param running the policy that the item follows; for a case without an item the newest
 * @param compared ids of the fields that were asked for
 */
export function compareCase(
  item: CaseItem | undefined,
  found: FoundCase,
  running: RunningPolicy,
  compared: readonly string[],
  now: string,
): Comparison {
  if (item === undefined) return openWantedCase(found, running) === undefined ? 'same' : 'unknown';
  // Of a case that was erased, or whose item takes nothing up any more, nothing is to be known.
  if (item.deleted === true || isFrozen(item)) return 'same';
  const differing = keptFields(item, running.policy, compared).filter(
    ({ fieldId, known }) => !isValue(known?.value ?? null, found.fields[fieldId] ?? null),
  );
  const since = found.lastUpdatedAt ?? '';
  if (differing.some(({ known }) => (known?.at ?? '') < since)) return 'changed';
  const isOld = ({ known }: Kept): boolean => (known?.at ?? '') < addSeconds(now, -longestLagSeconds);
  return differing.some(isOld) ? 'doubtful' : 'same';
}

/** Of long texts clocks keep less than the text. */
function isValue(known: FieldValue, found: FieldValue): boolean {
  return known === found || known === comparableValue(found);
}

interface Kept {
  readonly fieldId: string;
  readonly known: { readonly at: string; readonly value: FieldValue } | undefined;
}

/** The newest that the item knows of each field it keeps: once for clocks, once for sinks. */
function keptFields(item: CaseItem, policy: CompiledPolicy, compared: readonly string[]): readonly Kept[] {
  const deciding = new Set([...policy.decidingFieldIds, ...adoptedFieldIds(item)]);
  const newest = new Map(item.observations.map((observation) => [observation.fieldId, observation]));
  return compared.flatMap((fieldId) => {
    const shadow = item.shadow[fieldId];
    return [
      ...(deciding.has(fieldId) ? [{ fieldId, known: newest.get(fieldId) }] : []),
      ...(policy.shadowFieldIds.includes(fieldId)
        ? [{ fieldId, known: shadow && { at: shadow.changedAt, value: shadow.value } }]
        : []),
    ];
  });
}
