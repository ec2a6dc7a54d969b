import type { CaseCall, CasesContext } from '../context.ts';
import { invalid } from '../errors.ts';
import { fieldOf, plain, plainValues, sameValue, type FieldWrites } from '../field-values.ts';
import {
  searchableOf,
  type AuditRecord,
  type CasesDomain,
  type CaseTemplate,
  type CaseValue,
  type PerformedBy,
  type StoredCase,
} from '../store.ts';
import { alwaysRequired, isReadOnly } from '../system-fields.ts';
import { checkCustomer } from './customer.ts';
import { announceCase } from './events.ts';
import { judgeSlas, refreshNextBreach } from './slas.ts';
import { tellRules } from './tell-rules.ts';

interface FieldChange {
  readonly id: string;
  readonly from?: CaseValue;
  readonly to?: CaseValue;
}

/** Stores a new case and lets the world know. The template was found active. */
export function createCase(
  cases: CasesContext,
  domain: CasesDomain,
  template: CaseTemplate,
  writes: FieldWrites,
  more: { performedBy: PerformedBy; tags: Readonly<Record<string, string>>; call: CaseCall },
): StoredCase {
  checkWritable(cases, domain, template, writes, undefined);
  const missing = [...new Set([...alwaysRequired, ...template.requiredFieldIds])].filter(
    (id) => id !== 'status' && isNoValue(writes.get(id)) && !domain.fields.get(id)?.deleted,
  );
  if (missing.length > 0) throw invalid(`The template ${template.templateId} needs values for ${missing.join(', ')}.`);
  const { identifiers, journal } = cases.world.kernel;
  const caseId = identifiers.uuid();
  const now = cases.now();
  const stored: StoredCase = {
    caseId,
    arn: `${domain.arn}/case/${caseId}`,
    templateId: template.templateId,
    createdAt: now,
    tags: new Map(Object.entries({ ...template.propagatedTags, ...more.tags })),
    values: new Map([
      ['case_id', { stringValue: caseId }],
      ['reference_number', { stringValue: identifiers.digits(8) }],
      ['status', { stringValue: 'open' }],
      ['created_datetime', instant(now)],
    ]),
    items: new Map(),
    audit: [],
  };
  const changes = applyWrites(stored, writes);
  stamp(stored, now, undefined, more.performedBy);
  domain.cases.set(caseId, stored);
  domain.searchable.record(caseId, searchableOf(stored));
  audit(cases, stored, 'Case.Created', changes, more.performedBy);
  journal.append({
    kind: 'case.created',
    caseId,
    detail: { templateId: template.templateId, fields: plainValues(stored.values), origin: more.call.origin },
  });
  announceCase(cases, domain, stored, { eventType: 'CASE.CREATED' }, more.performedBy, more.call);
  tellRules(cases, domain, stored, 'OnCaseCreate', more.call.chain);
  return stored;
}

/** An empty text is no value for a required field: the strict reading, see README. */
const isNoValue = (value: CaseValue | null | undefined): boolean =>
  value === undefined || value === null || ('stringValue' in value && value.stringValue === '');

/** Changes fields of a case; the last writer wins, as there is no precondition. */
export function updateCase(
  cases: CasesContext,
  domain: CasesDomain,
  stored: StoredCase,
  writes: FieldWrites,
  performedBy: PerformedBy,
  call: CaseCall,
): void {
  checkWritable(cases, domain, domain.templates.get(stored.templateId), writes, stored);
  const before = new Map(stored.values);
  const changes = applyWrites(stored, writes);
  stamp(stored, cases.now(), before.get('status'), performedBy);
  cases.world.kernel.journal.append({
    kind: 'case.updated',
    caseId: stored.caseId,
    detail: {
      changed: Object.fromEntries(
        changes.map(({ id, from, to }) => [id, { from: from ? plain(from) : null, to: to ? plain(to) : null }]),
      ),
      performedBy,
      // Flows and rules act under one role of Connect's, which does not tell them apart.
      ...(call.origin === 'api' ? {} : { origin: call.origin }),
      ...(call.ruleName === undefined ? {} : { ruleName: call.ruleName }),
    },
  });
  judgeSlas(cases, domain, stored, new Set(changes.map(({ id }) => id)), call);
  refreshNextBreach(stored);
  domain.searchable.record(stored.caseId, searchableOf(stored));
  audit(cases, stored, 'Case.Updated', changes, performedBy);
  const changedFieldIds = [...new Set([...before.keys(), ...stored.values.keys()])].filter(
    (id) => !sameValue(before.get(id), stored.values.get(id)),
  );
  announceCase(cases, domain, stored, { eventType: 'CASE.UPDATED', changedFieldIds }, performedBy, call);
  tellRules(cases, domain, stored, 'OnCaseUpdate', call.chain);
}

/** Records something in the case's audit history. */
export function audit(
  cases: CasesContext,
  stored: StoredCase,
  type: AuditRecord['type'],
  fields: AuditRecord['fields'],
  performedBy: PerformedBy,
  relatedItemType?: AuditRecord['relatedItemType'],
): void {
  stored.audit.push({
    eventId: cases.world.kernel.identifiers.uuid(),
    type,
    at: cases.now(),
    fields,
    performedBy,
    ...(relatedItemType === undefined ? {} : { relatedItemType }),
  });
}

/** Source for deleted fields: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_DeleteField.html */
function checkWritable(
  cases: CasesContext,
  domain: CasesDomain,
  template: CaseTemplate | undefined,
  writes: FieldWrites,
  stored: StoredCase | undefined,
): void {
  const required = new Set([...alwaysRequired, 'status', ...(template?.requiredFieldIds ?? [])]);
  for (const [id, value] of writes) {
    const field = fieldOf(domain, id);
    if (isReadOnly(id)) throw invalid(`The field ${id} is written by the service only.`);
    if (field.deleted && !stored?.values.has(id)) throw invalid(`The field ${id} was deleted.`);
    if (value === null && required.has(id) && !field.deleted)
      throw invalid(`The field ${id} is required by the template and cannot be emptied.`);
    if (id === 'customer_id' && value && 'stringValue' in value) checkCustomer(cases, value.stringValue);
  }
}

function applyWrites(stored: StoredCase, writes: FieldWrites): FieldChange[] {
  return [...writes].flatMap(([id, value]) => {
    const from = stored.values.get(id);
    if (sameValue(from, value ?? undefined)) return [];
    if (value === null) stored.values.delete(id);
    else stored.values.set(id, value);
    return [{ id, ...(from ? { from } : {}), ...(value ? { to: value } : {}) }];
  });
}

/** Sets what the service itself keeps: when and by whom, closed and reopened. */
function stamp(stored: StoredCase, now: number, statusBefore: CaseValue | undefined, { user }: PerformedBy): void {
  stored.values.set('last_updated_datetime', instant(now));
  if (user && 'userArn' in user) stored.values.set('last_updated_user', { userArnValue: user.userArn });
  else stored.values.delete('last_updated_user');
  const before = statusBefore && plain(statusBefore);
  const after = plain(stored.values.get('status')!);
  if (after === 'closed' && before !== 'closed') stored.values.set('last_closed_datetime', instant(now));
  if (before === 'closed' && after !== 'closed') stored.values.set('last_reopened_datetime', instant(now));
}

const instant = (at: number): CaseValue => ({ stringValue: new Date(at).toISOString() });
