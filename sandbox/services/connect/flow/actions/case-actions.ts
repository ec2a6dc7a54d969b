import { done, failed, reasonOf, type ActionContext, type ActionResult, type Performer } from '../action-result.ts';
import { isObject } from '../../../../kernel/json-object.ts';
import { fieldTypes, searchFilter, toCaseFields, valueText } from '../case-fields.ts';

/** Actions of the block "Cases". Source: https://docs.aws.amazon.com/connect/latest/adminguide/cases-block.html */
export const caseActions: Readonly<Record<string, Performer>> = {
  CreateCase: (context) =>
    withDomain(context, (domainId) => {
      const fields = context.texts('CaseRequestFields');
      const created = context.port.callCases('CreateCase', {
        domainId,
        templateId: context.parameter('CaseTemplateId'),
        fields: toCaseFields(fields, fieldTypes(context.port, domainId, Object.keys(fields))),
      });
      const caseId = isObject(created) ? String(created['caseId']) : '';
      context.frame.locals.case['case_id'] = caseId;
      context.contact.caseId = caseId;
      return link(context, domainId, caseId);
    }),

  GetCase: (context) =>
    withDomain(context, (domainId) => {
      const fields = context.texts('CaseRequestFields');
      if (Object.keys(fields).length === 0) return failed('CaseRequestFields has no search criterion');
      const listed = context.action.parameters['CaseResponseFields'];
      const wanted = Array.isArray(listed) ? listed.map(String) : [];
      const latest = context.parameter('GetLastUpdatedCase') === 'true';
      const found = context.port.callCases('SearchCases', {
        domainId,
        filter: searchFilter(fields, fieldTypes(context.port, domainId, Object.keys(fields))),
        fields: wanted.map((id) => ({ id })),
        sorts: [{ fieldId: 'last_updated_datetime', sortOrder: 'Desc' }],
      });
      const cases = isObject(found) && Array.isArray(found['cases']) ? found['cases'].filter(isObject) : [];
      if (cases.length === 0) return failed('no case matches', 'NoneFound');
      if (cases.length > 1 && !latest) return failed(`${cases.length} cases match`, 'MultipleFound');
      const [first] = cases;
      const caseId = String(first!['caseId']);
      const values: Record<string, string> = { ...context.frame.locals.case, case_id: caseId };
      for (const field of Array.isArray(first!['fields']) ? first!['fields'].filter(isObject) : []) {
        const text = valueText(field['value']);
        if (text !== undefined) values[String(field['id'])] = text;
      }
      context.frame.locals.case = values;
      context.contact.caseId = caseId;
      return link(context, domainId, caseId);
    }),

  UpdateCase: (context) =>
    withDomain(context, (domainId) => {
      const caseId = context.parameter('CaseId') ?? '';
      const fields = context.texts('CaseRequestFields');
      if (caseId === '') return failed('CaseId is empty');
      if (Object.keys(fields).length === 0) return failed('CaseRequestFields has no field');
      context.port.callCases('UpdateCase', {
        domainId,
        caseId,
        fields: toCaseFields(fields, fieldTypes(context.port, domainId, Object.keys(fields))),
      });
      context.contact.caseId = caseId;
      return link(context, domainId, caseId);
    }),
};

/** Runs with the instance's domain; none, and every refusal of the service, is the error branch. */
function withDomain(context: ActionContext, run: (domainId: string) => ActionResult): ActionResult {
  const domainId = context.port.casesDomainId();
  if (domainId === undefined) return failed('no Cases domain is associated with the instance');
  try {
    return run(domainId);
  } catch (error) {
    return failed(reasonOf(error));
  }
}

/** The case is there by now: a link that fails takes `ContactNotLinked`, never `NoMatchingError`. */
function link(context: ActionContext, domainId: string, caseId: string): ActionResult {
  if (context.parameter('LinkContactToCase') !== 'true') return done();
  try {
    context.port.callCases('CreateRelatedItem', {
      domainId,
      caseId,
      type: 'Contact',
      content: { contact: { contactArn: context.port.contactArn(context.contact.contactId) } },
    });
    return done();
  } catch (error) {
    return failed(reasonOf(error), 'ContactNotLinked');
  }
}
