import {
  BatchPutFieldOptionsCommand,
  GetCaseEventConfigurationCommand,
  paginateListFieldOptions,
  PutCaseEventConfigurationCommand,
  type ConnectCasesClient,
} from '@aws-sdk/client-connectcases';
import type { CaseSchema, FieldOption } from '../domain/deployment-ports.ts';
import { RequestRefusedError } from '../domain/errors.ts';
import { lookUp, make } from './deployment-errors.ts';
import { translateAwsErrors } from './translate-aws-error.ts';

/** Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_BatchPutFieldOptions.html */
const mostOptionsPerCall = 50;

export function createCaseSchema(client: ConnectCasesClient): CaseSchema {
  return {
    options: (domainId, fieldId) =>
      translateAwsErrors({ operation: 'Cases ListFieldOptions', changes: false }, async () => {
        const found: FieldOption[] = [];
        for await (const { options = [] } of paginateListFieldOptions({ client }, { domainId, fieldId })) {
          for (const { value, name, active } of options) {
            if (value !== undefined && name !== undefined) found.push({ value, name, active: active ?? true });
          }
        }
        return found;
      }),
    putOptions: async (domainId, fieldId, options) => {
      for (let start = 0; start < options.length; start += mostOptionsPerCall) {
        const part = options.slice(start, start + mostOptionsPerCall);
        // The options that were refused stand inside a successful answer.
        const { errors = [] } = await translateAwsErrors(
          { operation: 'Cases BatchPutFieldOptions', changes: true },
          () =>
            client.send(
              new BatchPutFieldOptionsCommand({ domainId, fieldId, options: part.map((one) => ({ ...one })) }),
            ),
        );
        if (errors.length === 0) continue;
        const refused = errors.map(({ value, errorCode, message }) => `${value}: ${errorCode} ${message ?? ''}`.trim());
        throw new RequestRefusedError(
          `Cases BatchPutFieldOptions refused options of ${fieldId}: ${refused.join('; ')}`,
        );
      }
    },
    eventConfiguration: async (domainId) => {
      const found = await lookUp('Cases GetCaseEventConfiguration', () =>
        client.send(new GetCaseEventConfigurationCommand({ domainId })),
      );
      const included = found?.eventBridge?.includedData;
      return {
        enabled: found?.eventBridge?.enabled ?? false,
        fieldIds: (included?.caseData?.fields ?? []).flatMap(({ id }) => (id === undefined ? [] : [id])),
        includesRelatedItemContent: included?.relatedItemData?.includeContent ?? false,
      };
    },
    putEventConfiguration: async (domainId, { enabled, fieldIds, includesRelatedItemContent }) => {
      await make('Cases PutCaseEventConfiguration', () =>
        client.send(
          new PutCaseEventConfigurationCommand({
            domainId,
            eventBridge: {
              enabled,
              includedData: {
                caseData: { fields: fieldIds.map((id) => ({ id })) },
                relatedItemData: { includeContent: includesRelatedItemContent },
              },
            },
          }),
        ),
      );
    },
  };
}
