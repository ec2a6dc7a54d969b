import { AwsError } from '../kernel/service.ts';
import { ownCall } from './own-call.ts';
import type { ControlParts } from './parts.ts';

/** What it takes to ask the Cases API. */
export type CasesParts = Pick<ControlParts, 'service' | 'casesDomain'>;

/** A field of the instance's Cases domain. */
export interface FieldOfCases {
  readonly label: string;
  /** `Text`, `SingleSelect`, … */
  readonly type: string;
  /** Of a single-select, those that can be chosen now. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** A field as the Cases API describes it; undefined when there is no domain or no such field. */
export function fieldOfCases(parts: CasesParts, fieldId: string): FieldOfCases | undefined {
  const answer = callCases(parts, 'BatchGetField', { fields: [{ id: fieldId }] }) as
    | { fields?: readonly { name: string; type: string }[] }
    | undefined;
  const [field] = answer?.fields ?? [];
  if (!field) return undefined;
  return {
    label: field.name,
    type: field.type,
    options: field.type === 'SingleSelect' ? optionsOf(parts, fieldId) : [],
  };
}

/** Ids of the fields without which no case of a template can be created. */
export function requiredFields(parts: CasesParts, templateId: string): ReadonlySet<string> {
  try {
    const answer = callCases(parts, 'GetTemplate', { templateId }) as
      | { requiredFields?: readonly { fieldId: string }[] }
      | undefined;
    return new Set(answer?.requiredFields?.map(({ fieldId }) => fieldId));
  } catch (error) {
    // A flow may name a template that is not there, or read its id from somewhere: judged when it runs, not here.
    if (error instanceof AwsError) return new Set();
    throw error;
  }
}

interface OptionsPage {
  readonly options: readonly { readonly name: string; readonly value: string; readonly active: boolean }[];
  readonly nextToken?: string | undefined;
}

function optionsOf(parts: CasesParts, fieldId: string): FieldOfCases['options'] {
  const found: { value: string; label: string }[] = [];
  let nextToken: string | undefined;
  do {
    const page = callCases(parts, 'ListFieldOptions', { fieldId, maxResults: 100, nextToken }) as
      | OptionsPage
      | undefined;
    for (const { name, value, active } of page?.options ?? []) if (active) found.push({ value, label: name });
    nextToken = page?.nextToken;
  } while (nextToken !== undefined);
  return found;
}

/** @returns undefined when the instance has no Cases domain */
export function callCases(parts: CasesParts, operation: string, input: Readonly<Record<string, unknown>>): unknown {
  const api = parts.service('cases')?.api;
  const domainId = parts.casesDomain();
  return api && domainId !== undefined ? ownCall(api, operation, { domainId, ...input }) : undefined;
}
