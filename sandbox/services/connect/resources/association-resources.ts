import * as z from 'zod';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../../assembly/resource-provider.ts';
import { readProperties, tags } from '../../shared/read-properties.ts';
import { associationTypes, createAssociation } from '../associations.ts';
import type { ConnectContext } from '../context.ts';
import { requireInstanceArn } from './property-checks.ts';

const associationProperties = z.strictObject({
  /** The instance's ARN, whatever the name says. */
  InstanceId: z.string(),
  IntegrationArn: z.string().min(1).max(140),
  IntegrationType: z.enum(associationTypes),
  SourceType: z.enum(['CASES']).optional(),
  Tags: tags.optional(),
});

/** AWS::Connect::IntegrationAssociation: nothing of it can be updated, so every change replaces. */
export function integrationAssociationProvider(context: ConnectContext): ResourceProvider {
  const { world, store } = context;
  const create = (request: ResourceRequest): ProvidedResource => {
    const properties = readProperties(associationProperties, request);
    requireInstanceArn(context, properties.InstanceId);
    const { id, integrationType, integrationArn } = createAssociation(world, store, {
      integrationType: properties.IntegrationType,
      integrationArn: properties.IntegrationArn,
      sourceType: properties.SourceType,
    });
    return {
      physicalId: `${properties.InstanceId}|${integrationType}|${integrationArn}`,
      attributes: { IntegrationAssociationId: id },
    };
  };
  return {
    create,
    update: create,
    delete(_request, physicalId) {
      const [, integrationType, integrationArn] = physicalId.split('|');
      for (const association of store.associations.values())
        if (association.integrationType === integrationType && association.integrationArn === integrationArn)
          store.associations.delete(association.id);
    },
  };
}
