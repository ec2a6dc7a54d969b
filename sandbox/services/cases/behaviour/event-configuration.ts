import type { GetCaseEventConfigurationRequest, PutCaseEventConfigurationRequest } from '@aws-sdk/client-connectcases';
import type { CaseOperations, CasesContext } from '../context.ts';
import { check, invalid } from '../errors.ts';
import { fieldOf } from '../field-values.ts';
import { activeDomainOf } from '../store.ts';

/** Put replaces the whole configuration. Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_PutCaseEventConfiguration.html */
export const eventConfigurationOperations = (cases: CasesContext): CaseOperations => ({
  PutCaseEventConfiguration(input: PutCaseEventConfigurationRequest) {
    const domain = activeDomainOf(cases.store, input.domainId, cases.now());
    const given = input.eventBridge;
    if (typeof given?.enabled !== 'boolean')
      throw invalid('eventBridge.enabled is required and must be true or false.');
    const caseData = given.includedData?.caseData;
    const fieldIds =
      caseData &&
      check.list(caseData.fields, 'caseData.fields', { min: 0, max: 400 }).map(({ id }) => {
        const field = fieldOf(domain, check.text(id, 'caseData.fields.id'));
        if (field.deleted) throw invalid(`The field ${field.fieldId} was deleted.`);
        return field.fieldId;
      });
    const relatedItemData = given.includedData?.relatedItemData;
    if (relatedItemData && typeof relatedItemData.includeContent !== 'boolean')
      throw invalid('relatedItemData.includeContent must be true or false.');
    domain.events = {
      enabled: given.enabled,
      fieldIds: fieldIds && [...new Set(fieldIds)],
      includeContent: relatedItemData?.includeContent,
    };
    return {};
  },
  GetCaseEventConfiguration(input: GetCaseEventConfigurationRequest) {
    const domain = activeDomainOf(cases.store, input.domainId, cases.now());
    const { enabled, fieldIds, includeContent } = domain.events;
    const living = fieldIds?.filter((id) => !domain.fields.get(id)?.deleted);
    return {
      eventBridge: {
        enabled,
        includedData: {
          ...(living === undefined ? {} : { caseData: { fields: living.map((id) => ({ id })) } }),
          ...(includeContent === undefined ? {} : { relatedItemData: { includeContent } }),
        },
      },
    };
  },
});
