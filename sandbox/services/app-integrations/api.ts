import type { AwsService } from '../../kernel/service.ts';
import type { AppIntegrations } from './behaviour.ts';
import { appIntegrationsSchemas } from './schemas.ts';
import type { EventIntegration } from './store.ts';

export const createAppIntegrationsApi = (integrations: AppIntegrations): AwsService => ({
  signingName: 'app-integrations',
  title: 'Amazon AppIntegrations',
  protocol: 'restJson1',
  schemas: appIntegrationsSchemas,
  operations: {
    CreateEventIntegration: (input) => ({ EventIntegrationArn: integrations.create(input).arn }),
    GetEventIntegration: (input) => described(integrations.get(input.Name)),
    ListEventIntegrations(input) {
      const page = integrations.list(input.MaxResults, input.NextToken);
      return { EventIntegrations: page.items.map(described), NextToken: page.nextToken };
    },
    DeleteEventIntegration(input) {
      integrations.delete(input.Name);
      return {};
    },
  },
});

const described = ({ name, arn, source, eventBridgeBus, description, tags }: EventIntegration) => ({
  Name: name,
  Description: description,
  EventIntegrationArn: arn,
  EventBridgeBus: eventBridgeBus,
  EventFilter: { Source: source },
  Tags: Object.fromEntries(tags),
});
