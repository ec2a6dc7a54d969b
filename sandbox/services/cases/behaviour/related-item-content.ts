import type { RelatedItemInputContent, SlaInputConfiguration } from '@aws-sdk/client-connectcases';
import type { CasesContext } from '../context.ts';
import { check, invalid, notFound, quotaExceeded } from '../errors.ts';
import { checkValue, fieldOf, readUnion, readWrites } from '../field-values.ts';
import { quotas } from '../quotas.ts';
import {
  caseOf,
  relatedItemTypes,
  type CasesDomain,
  type CustomValue,
  type ItemContent,
  type SlaState,
  type StoredCase,
} from '../store.ts';

/** Member of the content union by type of related item. */
const memberOfType = {
  Contact: 'contact',
  Comment: 'comment',
  File: 'file',
  Sla: 'sla',
  ConnectCase: 'connectCase',
  Custom: 'custom',
} as const;

/** Reads the content of a new related item. @throws AwsError ValidationException, ResourceNotFoundException, ServiceQuotaExceededException */
export function readContent(
  cases: CasesContext,
  domain: CasesDomain,
  stored: StoredCase,
  givenType: unknown,
  given: RelatedItemInputContent | undefined,
): ItemContent {
  const type = check.oneOf(givenType, 'type', relatedItemTypes);
  check.member(given, 'content', [memberOfType[type]]);
  switch (type) {
    case 'Contact': {
      const contactArn = check.text(given?.contact?.contactArn, 'content.contact.contactArn');
      const contact = cases.world.connect.describeContact(contactArn);
      if (!contact) throw notFound('Contact', contactArn);
      return { type, contactArn, channel: contact.channel, connectedAt: contact.initiatedAt };
    }
    case 'Comment':
      return { type, body: readComment(given?.comment) };
    case 'File':
      return { type, fileArn: check.text(given?.file?.fileArn, 'content.file.fileArn') };
    case 'ConnectCase': {
      const other = caseOf(domain, check.text(given?.connectCase?.caseId, 'content.connectCase.caseId'));
      if (other === stored) throw invalid('A case cannot be related to itself.');
      return { type, caseId: other.caseId };
    }
    case 'Custom':
      return { type, fields: readCustomFields(domain, given?.custom?.fields) };
    case 'Sla':
      check.member(given?.sla, 'content.sla', ['slaInputConfiguration']);
      return { type, sla: readSla(domain, given?.sla?.slaInputConfiguration, cases.now()) };
    default:
      return type satisfies never;
  }
}

export function readComment(comment: { body?: unknown; contentType?: unknown } | undefined): string {
  check.oneOf(comment?.contentType, 'content.comment.contentType', ['Text/Plain']);
  return check.text(comment?.body, 'content.comment.body', { max: 15_000 });
}

export function readCustomFields(
  domain: CasesDomain,
  fields: Parameters<typeof readWrites>[1],
): readonly CustomValue[] {
  const writes = readWrites(domain, fields, { min: 1, max: 50 });
  if (writes.size > quotas.fieldsPerCustomItem)
    throw quotaExceeded(`A Custom item holds at most ${quotas.fieldsPerCustomItem} fields, got ${writes.size}.`);
  return [...writes].flatMap(([id, value]) => {
    if (fieldOf(domain, id).namespace === 'System') throw invalid(`A Custom item cannot hold the system field ${id}.`);
    return value === null ? [] : [{ id, value }];
  });
}

/** Source of the limits: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_SlaInputConfiguration.html */
function readSla(domain: CasesDomain, given: SlaInputConfiguration | undefined, now: number): SlaState {
  const name = check.text(given?.name, 'slaInputConfiguration.name', { max: 500, pattern: /\S$/ });
  check.oneOf(given?.type, 'slaInputConfiguration.type', ['CaseField']);
  const minutes = check.integer(given?.targetSlaMinutes, 'slaInputConfiguration.targetSlaMinutes', {
    min: 1,
    max: 1_051_200,
  });
  const fieldId = check.optionalText(given?.fieldId, 'slaInputConfiguration.fieldId');
  const values = given?.targetFieldValues;
  if ((fieldId === undefined) !== (values === undefined))
    throw invalid('slaInputConfiguration takes fieldId and targetFieldValues together or not at all.');
  const targetTime = now + minutes * 60_000;
  const unmet = { name, targetTime, status: 'Active', completionTime: undefined } as const;
  if (fieldId === undefined) return { ...unmet, fieldId, targetValue: undefined };
  const target = check.list(values, 'slaInputConfiguration.targetFieldValues', { min: 1, max: 1 })[0];
  const targetValue = readUnion(target, 'slaInputConfiguration.targetFieldValues[0]');
  const field = fieldOf(domain, fieldId);
  if (field.deleted) throw invalid(`The field ${fieldId} was deleted.`);
  if (targetValue !== null) checkValue(field, targetValue);
  return { ...unmet, fieldId, targetValue: targetValue ?? undefined };
}

/** Content as the API reads it back. */
export function contentOf(content: ItemContent): Record<string, unknown> {
  switch (content.type) {
    case 'Contact':
      return {
        contact: {
          contactArn: content.contactArn,
          channel: content.channel,
          connectedToSystemTime: new Date(content.connectedAt),
        },
      };
    case 'Comment':
      return { comment: { body: content.body, contentType: 'Text/Plain' } };
    case 'File':
      return { file: { fileArn: content.fileArn } };
    case 'ConnectCase':
      return { connectCase: { caseId: content.caseId } };
    case 'Custom':
      return { custom: { fields: content.fields } };
    case 'Sla': {
      const { name, status, fieldId, targetValue, targetTime, completionTime } = content.sla;
      return {
        sla: {
          slaConfiguration: {
            name,
            type: 'CaseField',
            status,
            fieldId,
            targetFieldValues: targetValue === undefined ? undefined : [targetValue],
            targetTime: new Date(targetTime),
            completionTime: completionTime === undefined ? undefined : new Date(completionTime),
          },
        },
      };
    }
    default:
      return content satisfies never;
  }
}
