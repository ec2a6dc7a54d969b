import { arnOf } from '../../kernel/arn.ts';
import { AwsError } from '../../kernel/service.ts';
import type { World } from '../../kernel/world.ts';
import { createInputChecks } from '../shared/input-checks.ts';
import { pageOf } from '../shared/pages.ts';
import type { AppIntegrationsStore, EventIntegration } from './store.ts';

/** Source: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html */
const mostIntegrations = 10;
const namePattern = /^[a-zA-Z0-9/._-]+$/;
/** Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-appintegrations-eventintegration-eventfilter.html */
const sourcePattern = /^aws\.(partner\/.*|cases)$/;

const invalid = (message: string): AwsError => new AwsError('InvalidRequestException', message, { statusCode: 400 });
const check = createInputChecks(invalid);

interface NewEventIntegration {
  readonly Name?: unknown;
  readonly EventFilter?: { readonly Source?: unknown } | undefined;
  readonly EventBridgeBus?: unknown;
  readonly Description?: unknown;
  readonly Tags?: Readonly<Record<string, string>> | undefined;
}

/** What the service does, for its API and for CloudFormation. */
export interface AppIntegrations {
  /** @throws AwsError InvalidRequestException, DuplicateResourceException, ResourceQuotaExceededException */
  create(input: NewEventIntegration): EventIntegration;
  /** @throws AwsError ResourceNotFoundException */
  get(name: unknown): EventIntegration;
  list(maxResults: unknown, nextToken: string | undefined): ReturnType<typeof pageOf<EventIntegration>>;
  /** @throws AwsError ResourceNotFoundException; InvalidRequestException while an instance is associated with it */
  delete(name: unknown): void;
  /** Changes what can be changed without a new integration. */
  describe(name: string, description: string | undefined, tags: ReadonlyMap<string, string>): EventIntegration;
}

export function createAppIntegrations(world: World, store: AppIntegrationsStore, instanceArn: string): AppIntegrations {
  const { place } = world.kernel;

  const get = (name: unknown): EventIntegration => {
    const found = store.get(String(name));
    if (!found)
      throw new AwsError('ResourceNotFoundException', `The event integration ${String(name)} does not exist.`, {
        statusCode: 404,
      });
    return found;
  };

  return {
    get,
    create(input) {
      const name = check.text(input.Name, 'Name', { max: 255, pattern: namePattern });
      const source = check.text(input.EventFilter?.Source, 'EventFilter.Source', { max: 256, pattern: sourcePattern });
      const eventBridgeBus = check.text(input.EventBridgeBus, 'EventBridgeBus', { max: 255, pattern: namePattern });
      const description = check.optionalText(input.Description, 'Description', { min: 0, max: 1_000 });
      if (store.has(name))
        throw new AwsError('DuplicateResourceException', `An event integration named ${name} exists already.`, {
          statusCode: 409,
        });
      if (store.size >= mostIntegrations)
        throw new AwsError(
          'ResourceQuotaExceededException',
          `An account holds at most ${mostIntegrations} event integrations.`,
          { statusCode: 429 },
        );
      const integration: EventIntegration = {
        name,
        arn: arnOf(place, 'app-integrations', `event-integration/${name}`),
        source,
        eventBridgeBus,
        description,
        tags: new Map(Object.entries(input.Tags ?? {})),
      };
      store.set(name, integration);
      return integration;
    },
    list(maxResults, nextToken) {
      const size = check.integer(maxResults, 'MaxResults', { min: 1, max: 50, fallback: 50 });
      return pageOf([...store.values()], nextToken, size, invalid);
    },
    delete(name) {
      const { arn, name: found } = get(name);
      const associated = world.connect
        .integrationAssociations(instanceArn)
        .some(({ integrationType, integrationArn }) => integrationType === 'EVENT' && integrationArn === arn);
      if (associated)
        throw invalid(
          `The event integration ${found} is associated with ${instanceArn}; delete the association first.`,
        );
      store.delete(found);
    },
    describe(name, description, tags) {
      const changed = { ...get(name), description, tags };
      store.set(name, changed);
      return changed;
    },
  };
}
