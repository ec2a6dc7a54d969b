import type * as connect from '@aws-sdk/client-connect';
import type { Operation } from '../../../kernel/service.ts';
import { createAssociation } from '../associations.ts';
import { check, listPage, refuseUnsupported, requireInstance, type ConnectContext } from '../context.ts';
import { notFound } from '../flow-catalogue.ts';

/** Operations on integration associations. */
export function associationOperations(context: ConnectContext): Readonly<Record<string, Operation>> {
  const { store, world } = context;
  return {
    ListIntegrationAssociations(
      input: connect.ListIntegrationAssociationsRequest,
    ): connect.ListIntegrationAssociationsResponse {
      requireInstance(context, input.InstanceId);
      const found = [...store.associations.values()].filter(
        ({ integrationType, integrationArn }) =>
          (input.IntegrationType === undefined || input.IntegrationType === integrationType) &&
          (input.IntegrationArn === undefined || input.IntegrationArn === integrationArn),
      );
      const { items, NextToken } = listPage(found, input, 100);
      return {
        IntegrationAssociationSummaryList: items.map((each) => ({
          IntegrationAssociationId: each.id,
          IntegrationAssociationArn: each.arn,
          InstanceId: store.instanceId,
          IntegrationType: each.integrationType as connect.IntegrationType,
          IntegrationArn: each.integrationArn,
          SourceType: each.sourceType as connect.SourceType | undefined,
        })),
        NextToken,
      };
    },
    CreateIntegrationAssociation(
      input: connect.CreateIntegrationAssociationRequest,
    ): connect.CreateIntegrationAssociationResponse {
      requireInstance(context, input.InstanceId);
      refuseUnsupported({ ...input }, 'CreateIntegrationAssociation', [
        'SourceApplicationUrl',
        'SourceApplicationName',
      ]);
      const created = createAssociation(world, store, {
        integrationType: check.oneOf(input.IntegrationType, 'IntegrationType', ['CASES_DOMAIN', 'EVENT']),
        integrationArn: check.text(input.IntegrationArn, 'IntegrationArn', { max: 140, pattern: /^arn:/ }),
        sourceType: input.SourceType,
      });
      return { IntegrationAssociationId: created.id, IntegrationAssociationArn: created.arn };
    },
    DeleteIntegrationAssociation(input: connect.DeleteIntegrationAssociationRequest): void {
      requireInstance(context, input.InstanceId);
      const id = String(input.IntegrationAssociationId);
      if (!store.associations.delete(id)) throw notFound('integration association', id);
    },
  };
}
