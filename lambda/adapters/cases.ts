import {
  CreateRelatedItemCommand,
  GetCaseCommand,
  UpdateCaseCommand,
  type ConnectCasesClient,
  type FieldValueUnion,
  type GetCaseCommandOutput,
} from '@aws-sdk/client-connectcases';
import type { FieldValue } from '../contract/case-item.ts';
import { RequestRefusedError } from '../domain/errors.ts';
import { ownEntity } from '../domain/own-writes.ts';
import type { CaseReader, CaseWriter } from '../domain/ports.ts';
import { isAwsError, translateAwsErrors } from './translate-aws-error.ts';

/** Marks our writes in the events that they cause, so that everybody can tell them from a person's. */
export const performedBy = { customEntity: ownEntity };

export function createCaseReader(client: ConnectCasesClient, domainId: string): CaseReader {
  return {
    read: async (caseId, fieldIds) =>
      await translateAwsErrors({ operation: 'Cases GetCase', changes: false }, async () => {
        const fields: Record<string, FieldValue> = {};
        let page: GetCaseCommandOutput | undefined;
        try {
          do {
            page = await client.send(
              new GetCaseCommand({
                domainId,
                caseId,
                fields: fieldIds.map((id) => ({ id })),
                ...(page?.nextToken === undefined ? {} : { nextToken: page.nextToken }),
              }),
            );
            for (const field of page.fields ?? []) fields[field.id ?? ''] = fromFieldValue(field.value);
          } while (page.nextToken !== undefined);
        } catch (error) {
          if (isMissingCase(error)) return undefined;
          throw error;
        }
        if (page.templateId === undefined) throw new RequestRefusedError('Cases GetCase: the answer has no templateId');
        return { caseId, templateId: page.templateId, fields };
      }),
  };
}

export function createCaseWriter(client: ConnectCasesClient, domainId: string): CaseWriter {
  return {
    setFields: async (caseId, fields) => {
      const command = new UpdateCaseCommand({
        domainId,
        caseId,
        fields: Object.entries(fields).map(([id, value]) => ({ id, value: toFieldValue(value) })),
        performedBy,
      });
      await translateAwsErrors({ operation: 'Cases UpdateCase', changes: true }, () => client.send(command));
    },

    linkContact: async (caseId, contactArn) => {
      const command = new CreateRelatedItemCommand({
        domainId,
        caseId,
        type: 'Contact',
        content: { contact: { contactArn } },
        performedBy,
      });
      await translateAwsErrors({ operation: 'Cases CreateRelatedItem', changes: true }, () => client.send(command));
    },
  };
}

/** A missing domain is a wrong setting, not a deleted case; where the service names no type, the case is meant. */
function isMissingCase(error: unknown): boolean {
  if (!isAwsError(error, 'ResourceNotFoundException')) return false;
  const resourceType = (error as { readonly resourceType?: unknown }).resourceType;
  return typeof resourceType !== 'string' || /case$/i.test(resourceType);
}

/** `assigned_user` may come back as text or as a user; both are the ARN of the user. */
export function fromFieldValue(value: FieldValueUnion | undefined): FieldValue {
  return value?.stringValue ?? value?.doubleValue ?? value?.booleanValue ?? value?.userArnValue ?? null;
}

/** Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_FieldValueUnion.html */
function toFieldValue(value: FieldValue): FieldValueUnion {
  if (value === null) return { emptyValue: {} };
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'number') return { doubleValue: value };
  return { booleanValue: value };
}
