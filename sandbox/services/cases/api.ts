import * as connectCases from '@aws-sdk/client-connectcases';
import type { AwsService, Operation } from '../../kernel/service.ts';
import { caseOperations } from './behaviour/cases.ts';
import { domainOperations } from './behaviour/domains.ts';
import { eventConfigurationOperations } from './behaviour/event-configuration.ts';
import { fieldOperations } from './behaviour/fields.ts';
import { layoutOperations } from './behaviour/layouts.ts';
import { relatedItemOperations } from './behaviour/related-items.ts';
import { searchCasesOperations } from './behaviour/search-cases.ts';
import { searchRelatedItemsOperations } from './behaviour/search-related-items.ts';
import { tagOperations } from './behaviour/tags.ts';
import { templateOperations } from './behaviour/templates.ts';
import { callOfClient, type CaseOperations, type CasesContext } from './context.ts';

/** Everything that the sandbox does of the Cases API, whoever asks for it. */
export const caseServiceOperations = (cases: CasesContext): CaseOperations => ({
  ...domainOperations(cases),
  ...fieldOperations(cases),
  ...layoutOperations(cases),
  ...templateOperations(cases),
  ...eventConfigurationOperations(cases),
  ...caseOperations(cases),
  ...relatedItemOperations(cases),
  ...searchCasesOperations(cases),
  ...searchRelatedItemsOperations(cases),
  ...tagOperations(cases),
});

/** The API as clients reach it. */
export const createCasesApi = (cases: CasesContext, operations: CaseOperations): AwsService => ({
  signingName: 'cases',
  title: 'Amazon Connect Cases',
  protocol: 'restJson1',
  schemas: connectCases,
  operations: Object.fromEntries(
    Object.entries(operations).map(([name, operation]): [string, Operation] => [
      name,
      (input, context) => operation(input, callOfClient(context, cases.world.kernel.place)),
    ]),
  ),
});
