import type { PolicyFile } from '../../../lambda/contract/policy-file.ts';
import { decidingFields } from '../../policy/deciding-fields.ts';
import { fieldIdIn } from '../case-schema/field-id.ts';

/**
 * What the rules engine needs; every custom field comes on top.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/cases-rules-integration-onboarding.html
 */
const rulesEngineFields = [
  'status',
  'title',
  'assigned_queue',
  'assigned_user',
  'case_reason',
  'last_closed_datetime',
  'created_datetime',
  'last_updated_datetime',
  'reference_number',
  'summary',
];
/** Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_EventIncludedData.html */
const maximumFields = 400;

/** Ids of the fields that events must carry for rules, policies and sinks together; sorted as they are first needed. */
export function eventFieldIds(policy: PolicyFile, fieldIds: Readonly<Record<string, string>>): readonly string[] {
  const sinkFields = Object.values(policy.sinks?.salesforce?.map ?? {}).map((name) => fieldIdIn(fieldIds, name));
  const clockFields = decidingFields(policy).map((name) => fieldIdIn(fieldIds, name));
  const union = [...new Set([...rulesEngineFields, ...Object.values(fieldIds), ...sinkFields, ...clockFields])];
  if (union.length > maximumFields) {
    throw new Error(`case events carry at most ${maximumFields} fields, the policy file needs ${union.length}`);
  }
  return union;
}
