import * as z from 'zod';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../assembly/resource-provider.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { physicalName } from '../shared/physical-name.ts';
import { readProperties, tags } from '../shared/read-properties.ts';
import type { SesStore } from './store.ts';

/** Kept for GetConfigurationSet; of these only `SendingEnabled` changes what the sandbox does. */
const setProperties = z.strictObject({
  Name: z.string().optional(),
  DeliveryOptions: z
    .strictObject({ TlsPolicy: z.enum(['REQUIRE', 'OPTIONAL']).optional(), MaxDeliverySeconds: z.number().optional() })
    .optional(),
  ReputationOptions: z.strictObject({ ReputationMetricsEnabled: z.boolean().optional() }).optional(),
  SendingOptions: z.strictObject({ SendingEnabled: z.boolean().optional() }).optional(),
  SuppressionOptions: z
    .strictObject({ SuppressedReasons: z.array(z.enum(['BOUNCE', 'COMPLAINT'])).optional() })
    .optional(),
  Tags: tags.optional(),
});

const eventTypes = [
  'SEND',
  'REJECT',
  'BOUNCE',
  'COMPLAINT',
  'DELIVERY',
  'OPEN',
  'CLICK',
  'RENDERING_FAILURE',
  'DELIVERY_DELAY',
  'SUBSCRIPTION',
] as const;
/** CloudFormation writes them in camel case too: `renderingFailure`. */
const eventType = z
  .string()
  .transform((text) => text.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase())
  .pipe(z.enum(eventTypes));

const destinationProperties = z.strictObject({
  ConfigurationSetName: z.string(),
  EventDestination: z.strictObject({
    Name: z.string().min(1).max(64).optional(),
    Enabled: z.boolean().default(false),
    MatchingEventTypes: z.array(eventType).min(1),
    EventBridgeDestination: z.strictObject({
      EventBusArn: z.string().regex(/:event-bus\/default$/, 'the ARN of the default bus, the only one that SES takes'),
    }),
  }),
});

const identityProperties = z.strictObject({
  EmailIdentity: z.string().min(1),
  ConfigurationSetAttributes: z.strictObject({ ConfigurationSetName: z.string().optional() }).optional(),
  DkimAttributes: z.strictObject({ SigningEnabled: z.boolean().optional() }).optional(),
  FeedbackAttributes: z.strictObject({ EmailForwardingEnabled: z.boolean().optional() }).optional(),
  Tags: tags.optional(),
});

const providedSet = (name: string): ProvidedResource => ({ physicalId: name, attributes: {} });

function configurationSetProvider(kernel: Kernel, store: SesStore): ResourceProvider {
  const create = (request: ResourceRequest): ProvidedResource => {
    const { Name: given, Tags: _tags, ...options } = readProperties(setProperties, request);
    return providedSet(
      store.createConfigurationSet(given ?? physicalName(request, kernel.identifiers, 64), options).name,
    );
  };
  return {
    create,
    update(request, before) {
      const { Name: given, Tags: _tags, ...options } = readProperties(setProperties, request);
      if (given !== undefined && given !== before.physicalId) return create(request);
      store.setOptions(store.configurationSet(before.physicalId), options);
      return providedSet(before.physicalId);
    },
    delete: (_request, physicalId) => void store.configurationSets.delete(physicalId),
  };
}

function eventDestinationProvider(kernel: Kernel, store: SesStore): ResourceProvider {
  const remove = (physicalId: string): void => {
    const [setName = '', name = ''] = physicalId.split('|');
    store.configurationSets.get(setName)?.destinations.delete(name);
  };
  const save = (request: ResourceRequest, existingName: string | undefined): ProvidedResource => {
    const { ConfigurationSetName: setName, EventDestination: given } = readProperties(destinationProperties, request);
    const name = given.Name ?? existingName ?? physicalName(request, kernel.identifiers, 64);
    store.configurationSet(setName).destinations.set(name, {
      name,
      enabled: given.Enabled,
      eventTypes: given.MatchingEventTypes,
      busArn: given.EventBridgeDestination.EventBusArn,
    });
    return { physicalId: `${setName}|${name}`, attributes: { Id: `${setName}|${name}` } };
  };
  return {
    create: (request) => save(request, undefined),
    update: (request, before) => save(request, before.physicalId.split('|')[1]),
    delete: (_request, physicalId) => remove(physicalId),
  };
}

/** An identity from a template is pending: a person must still prove that the domain or the address is theirs. */
function identityProvider(kernel: Kernel, store: SesStore): ResourceProvider {
  const provided = (name: string): ProvidedResource => ({
    physicalId: name,
    attributes: Object.fromEntries(
      [1, 2, 3].flatMap((number) => {
        const token = kernel.identifiers.hex(32);
        return [
          [`DkimDNSTokenName${number}`, `${token}._domainkey.${name}`],
          [`DkimDNSTokenValue${number}`, `${token}.dkim.amazonses.com`],
        ];
      }),
    ),
  });
  const create = (request: ResourceRequest): ProvidedResource => {
    const read = readProperties(identityProperties, request);
    const name = read.EmailIdentity;
    if (store.identities.has(name)) throw new Error(`Email identity ${name} already exists.`);
    store.identities.set(name, {
      name,
      verified: false,
      configurationSet: read.ConfigurationSetAttributes?.ConfigurationSetName,
    });
    return provided(name);
  };
  return {
    create,
    update(request, before) {
      const read = readProperties(identityProperties, request);
      if (read.EmailIdentity !== before.physicalId) return create(request);
      const { verified } = store.identity(before.physicalId);
      const configurationSet = read.ConfigurationSetAttributes?.ConfigurationSetName;
      store.identities.set(before.physicalId, { name: before.physicalId, verified, configurationSet });
      return provided(before.physicalId);
    },
    delete: (_request, physicalId) => void store.identities.delete(physicalId),
  };
}

/** Stand-ins for `AWS::SES::ConfigurationSet`, `…EventDestination` and `AWS::SES::EmailIdentity`. */
export const sesResources = (kernel: Kernel, store: SesStore): Readonly<Record<string, ResourceProvider>> => ({
  'AWS::SES::ConfigurationSet': configurationSetProvider(kernel, store),
  'AWS::SES::ConfigurationSetEventDestination': eventDestinationProvider(kernel, store),
  'AWS::SES::EmailIdentity': identityProvider(kernel, store),
});
