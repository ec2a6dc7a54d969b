import * as z from 'zod';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../assembly/resource-provider.ts';
import { arnOf } from '../../kernel/arn.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { physicalName } from '../shared/physical-name.ts';
import { readProperties, tags } from '../shared/read-properties.ts';
import { policyProblems } from '../shared/resource-policy.ts';
import type { TopicStore } from './store.ts';

const topicProperties = z.strictObject({
  TopicName: z
    .string()
    .regex(/^[\w-]{1,256}$/)
    .optional(),
  DisplayName: z.string().max(100).optional(),
  KmsMasterKeyId: z.string().optional(),
  Tags: tags.optional(),
});
const policyDocument = z.looseObject({ Statement: z.array(z.looseObject({})).min(1) });
const policyProperties = z.strictObject({ PolicyDocument: policyDocument, Topics: z.array(z.string()).min(1) });
const subscriptionProperties = z.strictObject({
  TopicArn: z.string(),
  Protocol: z.literal('email'),
  Endpoint: z.email(),
});

/** Stand-ins for `AWS::SNS::Topic`, `AWS::SNS::TopicPolicy` and `AWS::SNS::Subscription`. */
export function snsResources(kernel: Kernel, store: TopicStore): Readonly<Record<string, ResourceProvider>> {
  const { identifiers, place } = kernel;

  const putTopic = (request: ResourceRequest, arn: string): ProvidedResource => {
    const { DisplayName, KmsMasterKeyId } = readProperties(topicProperties, request);
    const name = arn.slice(arn.lastIndexOf(':') + 1);
    const policy = store.topics.get(arn)?.policy;
    store.topics.set(arn, { name, arn, displayName: DisplayName, keyId: KmsMasterKeyId, policy });
    return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } };
  };
  const createTopic = (request: ResourceRequest): ProvidedResource => {
    const name = readProperties(topicProperties, request).TopicName ?? physicalName(request, identifiers, 256);
    const arn = arnOf(place, 'sns', name);
    if (store.topics.has(arn)) throw new Error(`a topic named ${name} already exists`);
    return putTopic(request, arn);
  };

  const setPolicy = (topicArns: readonly string[], policy: Readonly<Record<string, unknown>> | undefined): void => {
    for (const arn of topicArns) {
      const topic = store.topics.get(arn);
      if (!topic) throw new Error(`the topic ${arn} does not exist`);
      topic.policy = policy;
    }
  };
  const putPolicy = (request: ResourceRequest, physicalId: string): ProvidedResource => {
    const { PolicyDocument, Topics } = readProperties(policyProperties, request);
    const problems = policyProblems(PolicyDocument);
    if (problems.length > 0) throw new Error(`${request.logicalId}: ${problems.join('; ')}`);
    setPolicy(Topics, PolicyDocument);
    return { physicalId, attributes: { Id: physicalId } };
  };

  const subscribe = (request: ResourceRequest): ProvidedResource => {
    const { TopicArn, Protocol, Endpoint } = readProperties(subscriptionProperties, request);
    if (!store.topics.has(TopicArn)) throw new Error(`the topic ${TopicArn} does not exist`);
    const arn = `${TopicArn}:${identifiers.uuid()}`;
    store.subscriptions.set(arn, { arn, topicArn: TopicArn, protocol: Protocol, endpoint: Endpoint });
    return { physicalId: arn, attributes: { Arn: arn } };
  };

  return {
    'AWS::SNS::Topic': {
      create: createTopic,
      update(request, before) {
        const renamed = before.properties['TopicName'] !== request.properties['TopicName'];
        return renamed ? createTopic(request) : putTopic(request, before.physicalId);
      },
      delete: (_request, arn) => void store.topics.delete(arn),
    },
    'AWS::SNS::TopicPolicy': {
      create: (request) => putPolicy(request, physicalName(request, identifiers, 128)),
      update: (request, before) => putPolicy(request, before.physicalId),
      delete(request) {
        const { Topics } = readProperties(policyProperties, request);
        setPolicy(
          Topics.filter((arn) => store.topics.has(arn)),
          undefined,
        );
      },
    },
    'AWS::SNS::Subscription': {
      create: subscribe,
      // Every property of it replaces it.
      update: (request, before) =>
        JSON.stringify(before.properties) === JSON.stringify(request.properties)
          ? { physicalId: before.physicalId, attributes: { Arn: before.physicalId } }
          : subscribe(request),
      delete: (_request, arn) => void store.subscriptions.delete(arn),
    },
  };
}
