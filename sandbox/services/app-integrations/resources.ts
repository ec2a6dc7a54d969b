import * as z from 'zod';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../assembly/resource-provider.ts';
import { AwsError } from '../../kernel/service.ts';
import { readProperties, tagsByKey } from '../shared/read-properties.ts';
import type { AppIntegrations } from './behaviour.ts';
import type { EventIntegration } from './store.ts';

/** Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-appintegrations-eventintegration.html */
const eventIntegrationProperties = z.strictObject({
  Name: z.string().min(1),
  EventBridgeBus: z.string().min(1),
  EventFilter: z.strictObject({ Source: z.string() }),
  Description: z.string().optional(),
  Tags: tagsByKey.optional(),
});

/** `Ref` is the name. Name, bus and filter make a new resource when they change. */
export function createAppIntegrationsResources(
  integrations: AppIntegrations,
): Readonly<Record<string, ResourceProvider>> {
  const provided = ({ name, arn }: EventIntegration): ProvidedResource => ({
    physicalId: name,
    attributes: { EventIntegrationArn: arn },
  });
  const create = (request: ResourceRequest): ProvidedResource => {
    const { Tags, ...properties } = readProperties(eventIntegrationProperties, request);
    return provided(integrations.create({ ...properties, Tags: Object.fromEntries(Tags ?? []) }));
  };
  return {
    'AWS::AppIntegrations::EventIntegration': {
      create,
      update(request, before) {
        const { Name, EventBridgeBus, EventFilter, Description, Tags } = readProperties(
          eventIntegrationProperties,
          request,
        );
        const old = integrations.get(before.physicalId);
        if (old.name !== Name || old.eventBridgeBus !== EventBridgeBus || old.source !== EventFilter.Source)
          return create(request);
        return provided(integrations.describe(Name, Description, Tags ?? new Map()));
      },
      delete(_request, physicalId) {
        try {
          integrations.delete(physicalId);
        } catch (error) {
          // Deleting what is gone already is a success for CloudFormation.
          if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error;
        }
      },
    },
  };
}
