import { Token } from 'aws-cdk-lib';
import { systemFields } from '../../../lambda/contract/policy-file.ts';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';

/*
 * Which changes of a case the inbox hears of. A change of nothing but texts and times that no clock and no sink asks about would
 * only be read and written again.
 */

/** System fields that are watched only where a condition or a sink names them. */
const restless: ReadonlySet<string> = new Set([
  'title',
  'summary',
  'reference_number',
  'created_datetime',
  'last_updated_datetime',
  'last_closed_datetime',
]);

/**
 * Characters that are left for ids in a pattern of 2,048, beside source, domain and operators.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html (event pattern size)
 */
const roomForIds = 1500;
/** Of a custom field, whose id is only known when it has been made. */
const longestId = 36;

/**
 * Ids of the fields of whose changes events are heard: every custom field, whether or not this policy names it, since open
 * clocks may follow an older one, and of the system fields all but those that change with every keystroke. Undefined when every
 * change is: rules of the console may name any field in their SLAs, and too many ids fit into no pattern.
 * @param customFieldIds of the fields of the policy file; may be tokens
 */
export function watchedFieldIds(
  { adopt, decidingFieldIds, shadowFieldIds }: CompiledPolicy,
  customFieldIds: readonly string[],
): readonly string[] | undefined {
  if (adopt.length > 0) return undefined;
  const calm = systemFields.filter((name) => !restless.has(name));
  const watched = [...new Set([...calm, ...customFieldIds, ...decidingFieldIds, ...shadowFieldIds])];
  const characters = watched.reduce(
    (sum, id) => sum + (Token.isUnresolved(id) ? longestId : id.length) + '"",'.length,
    0,
  );
  return characters > roomForIds ? undefined : watched;
}

/**
 * The part of an event pattern that lets through whatever is not a change of fields, and changes of watched fields. An event that
 * does not say what has changed is let through. A pattern and an array in an event match when they have a value in common.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-arrays.html
 */
export function watchedChanges(fieldIds: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    $or: [
      { eventType: [{ 'anything-but': ['CASE.UPDATED'] }] },
      { changedFieldIds: [{ exists: false }] },
      { changedFieldIds: fieldIds },
    ],
  };
}
