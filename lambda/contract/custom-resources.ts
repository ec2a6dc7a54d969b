import * as z from 'zod/mini';
import { text } from './primitives.ts';

/*
 * Properties and answers of Casewarden's custom resources: what the CDK app writes into the template and the ensure
 * functions parse. CloudFormation turns every scalar into a string; lists stay lists. Each resource looks up, adopts or
 * creates; `Origin` in the answer is `created` or `adopted`, and only what was created here is ever deleted again
 * (a Cases domain, fields' options and cases' data never).
 */

const origin = z.enum(['created', 'adopted']);

/** Function `ensure-instance`, resource type `Custom::CustomerProfilesAssociation`. */
export const customerProfilesAssociation = z.looseObject({
  InstanceArn: text,
  /** Domain to create and associate when the instance has none yet. */
  DomainName: text,
});
export interface CustomerProfilesAssociationAnswer {
  DomainName: string;
  DomainArn: string;
  Origin: z.infer<typeof origin>;
}

/** Function `ensure-instance`, resource type `Custom::CasesDomain`. */
export const casesDomain = z.looseObject({ InstanceArn: text, DomainName: text });
export interface CasesDomainAnswer {
  DomainId: string;
  DomainArn: string;
  Origin: z.infer<typeof origin>;
}

/** Function `ensure-instance`, resource type `Custom::CasesAssociation`: Cases domain and instance (CASES_DOMAIN). */
export const casesAssociation = z.looseObject({ InstanceArn: text, DomainArn: text });
/** Function `ensure-instance`, resource type `Custom::CaseEventsAssociation`: event integration and instance (EVENT, SourceType CASES). */
export const caseEventsAssociation = z.looseObject({ InstanceArn: text, EventIntegrationArn: text });
export interface AssociationAnswer {
  IntegrationAssociationId: string;
  IntegrationArn: string;
  Origin: z.infer<typeof origin>;
}

/** Function `ensure-case-schema`, resource type `Custom::CaseFieldOptions`. Options already there are kept and re-activated, never removed. */
export const caseFieldOptions = z.looseObject({
  DomainId: text,
  FieldId: text,
  Options: z.array(z.looseObject({ Value: text, Name: text })),
});
/** Function `ensure-case-schema`, resource type `Custom::CaseEventConfiguration`: union of what is there and what we need. */
export const caseEventConfiguration = z.looseObject({ DomainId: text, FieldIds: z.array(text) });

/** Function `store-policy`, resource type `Custom::CompiledPolicy`. `Policy` is the JSON of a `CompiledPolicy`. */
export const compiledPolicyRow = z.looseObject({ Policy: text });
export interface CompiledPolicyAnswer {
  Hash: string;
}
