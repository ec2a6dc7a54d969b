import { canonicalJson } from '../../contract/canonical-json.ts';
import type { CaseItem, FieldValue } from '../../contract/case-item.ts';

export interface KnownField {
  readonly value: FieldValue;
  /** Since when it has had that value without a break, as far as was observed; undefined when nobody told us of the field. */
  readonly since: string | undefined;
}

/** Field id -> what it is at the instant that is explained. */
export type FieldOf = (fieldId: string) => KnownField;

interface Observed extends KnownField {
  readonly at: string;
}

/** Fields of a case at an instant: the latest observation of each at or before it; one that was never observed is null. */
export function fieldsAt(item: Pick<CaseItem, 'observations' | 'createdAt'>, now: string): FieldOf {
  const fields = new Map<string, Observed>();
  for (const { at: told, fieldId, value } of item.observations) {
    const at = told < item.createdAt ? item.createdAt : told;
    const known = fields.get(fieldId);
    if (at > now || (known !== undefined && !isLater(known, at, value))) continue;
    const since = known !== undefined && known.value === value ? known.since : at;
    fields.set(fieldId, { at, value, since });
  }
  return (fieldId) => fields.get(fieldId) ?? { value: null, since: undefined };
}

/** Of two observations at one instant the one whose JSON is greater counts. */
function isLater(known: Observed, at: string, value: FieldValue): boolean {
  return at > known.at || (at === known.at && canonicalJson(value) > canonicalJson(known.value));
}
