import {
  CreateIntegrationAssociationCommand,
  DeleteIntegrationAssociationCommand,
  paginateListIntegrationAssociations,
  type ConnectClient,
} from '@aws-sdk/client-connect';
import type { ConnectAssociation, ConnectAssociations } from '../domain/deployment-ports.ts';
import { lookUp, make } from './deployment-errors.ts';
import { translateAwsErrors } from './translate-aws-error.ts';

/** Connect's API takes the id of the instance, CloudFormation and people use its ARN. */
function idOf(instanceArn: string): string {
  return instanceArn.slice(instanceArn.lastIndexOf('/') + 1);
}

export function createConnectAssociations(client: ConnectClient): ConnectAssociations {
  return {
    list: (instanceArn, type) =>
      translateAwsErrors({ operation: 'Connect ListIntegrationAssociations', changes: false }, async () => {
        const found: ConnectAssociation[] = [];
        const pages = paginateListIntegrationAssociations(
          { client },
          { InstanceId: idOf(instanceArn), IntegrationType: type },
        );
        for await (const { IntegrationAssociationSummaryList = [] } of pages) {
          for (const { IntegrationAssociationId, IntegrationArn, SourceType } of IntegrationAssociationSummaryList) {
            if (IntegrationAssociationId === undefined || IntegrationArn === undefined) continue;
            found.push({
              associationId: IntegrationAssociationId,
              integrationArn: IntegrationArn,
              sourceType: SourceType,
            });
          }
        }
        return found;
      }),
    create: async (instanceArn, type, integrationArn) => {
      const { IntegrationAssociationId = '' } = await make('Connect CreateIntegrationAssociation', () =>
        client.send(
          new CreateIntegrationAssociationCommand({
            InstanceId: idOf(instanceArn),
            IntegrationType: type,
            IntegrationArn: integrationArn,
            ...(type === 'EVENT' ? { SourceType: 'CASES' } : {}),
          }),
        ),
      );
      return IntegrationAssociationId;
    },
    remove: async (instanceArn, associationId) => {
      await lookUp('Connect DeleteIntegrationAssociation', () =>
        client.send(
          new DeleteIntegrationAssociationCommand({
            InstanceId: idOf(instanceArn),
            IntegrationAssociationId: associationId,
          }),
        ),
      );
    },
  };
}
