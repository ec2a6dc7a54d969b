import type { CaseField, FieldOption, FieldType } from './store.ts';

interface SystemField {
  readonly id: string;
  readonly name: string;
  readonly type: FieldType;
  /** `service`: callers may read it only. */
  readonly writtenBy: 'caller' | 'service';
}

/**
 * The fields that exist in every domain. Whether `assigned_user` is Text or User, and whether `last_reopened_datetime`
 * and `next_sla_breach_datetime` are listed, differs between AWS's pages; here they are, and owners are Text as in
 * https://docs.aws.amazon.com/connect/latest/adminguide/case-fields.html.
 */
const systemFields: readonly SystemField[] = [
  { id: 'case_id', name: 'Case Id', type: 'Text', writtenBy: 'service' },
  { id: 'reference_number', name: 'Reference number', type: 'Text', writtenBy: 'service' },
  { id: 'customer_id', name: 'Customer Id', type: 'Text', writtenBy: 'caller' },
  { id: 'title', name: 'Title', type: 'Text', writtenBy: 'caller' },
  { id: 'summary', name: 'Summary', type: 'Text', writtenBy: 'caller' },
  { id: 'status', name: 'Status', type: 'SingleSelect', writtenBy: 'caller' },
  { id: 'case_reason', name: 'Case reason', type: 'SingleSelect', writtenBy: 'caller' },
  { id: 'assigned_queue', name: 'Assigned queue', type: 'Text', writtenBy: 'caller' },
  { id: 'assigned_user', name: 'Assigned user', type: 'Text', writtenBy: 'caller' },
  { id: 'created_datetime', name: 'Date/Time opened', type: 'DateTime', writtenBy: 'service' },
  { id: 'last_updated_datetime', name: 'Date/Time updated', type: 'DateTime', writtenBy: 'service' },
  { id: 'last_closed_datetime', name: 'Date/Time closed', type: 'DateTime', writtenBy: 'service' },
  { id: 'last_reopened_datetime', name: 'Date/Time reopened', type: 'DateTime', writtenBy: 'service' },
  { id: 'last_updated_user', name: 'Last updated user', type: 'User', writtenBy: 'service' },
  { id: 'next_sla_breach_datetime', name: 'Next SLA breach', type: 'DateTime', writtenBy: 'service' },
];

/** Options of `status` that cannot be changed. */
export const builtInStatuses: readonly FieldOption[] = [
  { name: 'Open', value: 'open', active: true },
  { name: 'Closed', value: 'closed', active: true },
];

/** Fields that every case needs, whatever its template says. `status` is set by the service when the caller does not. */
export const alwaysRequired: readonly string[] = ['customer_id', 'title'];

const readOnly = new Set(systemFields.filter(({ writtenBy }) => writtenBy === 'service').map(({ id }) => id));

export const isReadOnly = (fieldId: string): boolean => readOnly.has(fieldId);

/** The system fields of a new domain. */
export const createSystemFields = (domainArn: string, now: number): Map<string, CaseField> =>
  new Map(
    systemFields.map(({ id, name, type }) => [
      id,
      {
        fieldId: id,
        arn: `${domainArn}/field/${id}`,
        name,
        type,
        namespace: 'System',
        description: undefined,
        isMultiline: id === 'summary' ? true : undefined,
        createdAt: now,
        lastModifiedAt: now,
        deleted: false,
        tags: new Map(),
        options: new Map(id === 'status' ? builtInStatuses.map((option) => [option.value, option]) : []),
      },
    ]),
  );
