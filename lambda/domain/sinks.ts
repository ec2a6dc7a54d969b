import type { CaseItem, FieldValue } from '../contract/case-item.ts';
import type { CompiledPolicy, SalesforceSink } from '../contract/compiled-policy.ts';
import { announce, sinkReady } from './history.ts';

/** Name of the Salesforce sink in items and announcements. */
export const salesforceSinkName = 'salesforce';

/** True when some sink wants cases whether or not a policy matches them. */
export function isWantedBySinks(policy: CompiledPolicy): boolean {
  return policy.sinks.salesforce !== undefined;
}

/**
 * Raises the snapshot version that a sink should have when it wants the change from `before` to `item`: the case is new,
 * or a field changed that the sink maps. Returns the same item when no sink does.
 */
export function wantSinks(before: CaseItem | undefined, item: CaseItem, policy: CompiledPolicy, now: string): CaseItem {
  const sink = policy.sinks.salesforce;
  if (sink === undefined || item.deleted === true || !isWanted(before, item, sink)) return item;
  const known = item.sinks[salesforceSinkName] ?? { wanted: 0, delivered: 0 };
  const wanted = known.wanted + 1;
  return announce(
    { ...item, sinks: { ...item.sinks, [salesforceSinkName]: { ...known, wanted } } },
    sinkReady(item.caseId, salesforceSinkName, wanted, now),
  );
}

/** The record's fields as the newest snapshot has them; a field of which nothing is known is left out. */
export function mapFields(item: CaseItem, sink: SalesforceSink): Readonly<Record<string, FieldValue>> {
  const fields: Record<string, FieldValue> = {};
  for (const [target, fieldId] of Object.entries(sink.map)) {
    const known = item.shadow[fieldId];
    if (known !== undefined) fields[target] = known.value;
  }
  return fields;
}

function isWanted(before: CaseItem | undefined, item: CaseItem, sink: SalesforceSink): boolean {
  if (before === undefined) return sink.on.includes('created');
  if (!sink.on.includes('updated')) return false;
  return Object.values(sink.map).some((fieldId) => before.shadow[fieldId]?.value !== item.shadow[fieldId]?.value);
}
