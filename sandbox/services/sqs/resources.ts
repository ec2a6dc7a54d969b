import * as z from 'zod';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../assembly/resource-provider.ts';
import { arnOf } from '../../kernel/arn.ts';
import type { World } from '../../kernel/world.ts';
import { physicalName } from '../shared/physical-name.ts';
import { readProperties, tags } from '../shared/read-properties.ts';
import type { Messages } from './behaviour.ts';
import { policyProblems } from '../shared/resource-policy.ts';
import { queueUrl } from './queue-url.ts';
import { defaultSettings, type Queue, type QueueSettings, type QueueStore } from './store.ts';

const longestName = 80;

/** CloudFormation takes numbers and their text alike. */
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max).optional();

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html */
const queueProperties = z.strictObject({
  QueueName: z
    .string()
    .regex(/^[\w-]{1,80}$/)
    .optional(),
  FifoQueue: z.literal(false, 'FIFO queues are not supported in this sandbox').optional(),
  DelaySeconds: whole(0, 900),
  MaximumMessageSize: whole(1024, 1_048_576),
  MessageRetentionPeriod: whole(60, 1_209_600),
  ReceiveMessageWaitTimeSeconds: whole(0, 20),
  VisibilityTimeout: whole(0, 43_200),
  SqsManagedSseEnabled: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  RedrivePolicy: z
    .strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number().int().min(1).max(1000) })
    .optional(),
  RedriveAllowPolicy: z
    .strictObject({
      redrivePermission: z.enum(['allowAll', 'denyAll', 'byQueue']),
      sourceQueueArns: z.array(z.string()).optional(),
    })
    .optional(),
  Tags: tags.optional(),
});

const policyProperties = z.strictObject({
  Queues: z.array(z.string()).min(1),
  PolicyDocument: z.record(z.string(), z.unknown()),
});

/** Providers of AWS::SQS::Queue and AWS::SQS::QueuePolicy. */
export function createSqsResources(
  world: World,
  store: QueueStore,
  messages: Messages,
): Record<string, ResourceProvider> {
  const { clock, identifiers, place } = world.kernel;

  const settingsOf = (properties: z.infer<typeof queueProperties>, arn: string): QueueSettings => {
    const redrive = properties.RedrivePolicy;
    if (redrive) {
      const target = store.queues.get(redrive.deadLetterTargetArn);
      if (!target)
        throw new Error(`RedrivePolicy.deadLetterTargetArn: there is no queue ${redrive.deadLetterTargetArn}`);
      const allow = target.settings.redriveAllow;
      const refused =
        allow?.redrivePermission === 'denyAll' ||
        (allow?.redrivePermission === 'byQueue' && !allow.sourceQueueArns?.includes(arn));
      if (refused) throw new Error(`the RedriveAllowPolicy of ${target.name} does not let ${arn} use it`);
    }
    return {
      delaySeconds: properties.DelaySeconds ?? defaultSettings.delaySeconds,
      maximumMessageBytes: properties.MaximumMessageSize ?? defaultSettings.maximumMessageBytes,
      retentionSeconds: properties.MessageRetentionPeriod ?? defaultSettings.retentionSeconds,
      visibilityTimeoutSeconds: properties.VisibilityTimeout ?? defaultSettings.visibilityTimeoutSeconds,
      receiveWaitSeconds: properties.ReceiveMessageWaitTimeSeconds ?? defaultSettings.receiveWaitSeconds,
      redrive,
      redriveAllow: properties.RedriveAllowPolicy as QueueSettings['redriveAllow'],
    };
  };

  const provided = (queue: Queue): ProvidedResource => {
    const url = queueUrl(world.kernel, queue.name);
    return { physicalId: url, attributes: { Arn: queue.arn, QueueName: queue.name, QueueUrl: url } };
  };

  const byUrl = (url: string): Queue | undefined =>
    store.queues.get(arnOf(place, 'sqs', url.slice(url.lastIndexOf('/') + 1)));

  const createQueue = (request: ResourceRequest): ProvidedResource => {
    const properties = readProperties(queueProperties, request);
    const name = properties.QueueName ?? physicalName(request, identifiers, longestName);
    const arn = arnOf(place, 'sqs', name);
    if (store.queues.has(arn)) throw new Error(`a queue named ${name} already exists`);
    const queue: Queue = {
      name,
      arn,
      createdAt: clock.now(),
      modifiedAt: clock.now(),
      settings: settingsOf(properties, arn),
      policy: undefined,
      messages: new Map(),
      listeners: new Set(),
      lastPurgedAt: undefined,
    };
    store.queues.set(arn, queue);
    return provided(queue);
  };

  const applyPolicy = (request: ResourceRequest): ProvidedResource => {
    const { Queues, PolicyDocument } = readProperties(policyProperties, request);
    const problems = policyProblems(PolicyDocument);
    if (problems.length > 0) throw new Error(`PolicyDocument: ${problems.join('; ')}`);
    const queues = Queues.map((url) => {
      const queue = byUrl(url);
      if (!queue) throw new Error(`Queues: there is no queue ${url}`);
      return queue;
    });
    for (const queue of queues) queue.policy = PolicyDocument;
    const id = `${request.stackName}-${request.logicalId}`;
    return { physicalId: id, attributes: { Id: id } };
  };

  return {
    'AWS::SQS::Queue': {
      create: createQueue,
      update(request, before) {
        const properties = readProperties(queueProperties, request);
        const queue = byUrl(before.physicalId);
        const renamed = (before.properties['QueueName'] ?? undefined) !== properties.QueueName;
        if (!queue || renamed) return createQueue(request);
        queue.settings = settingsOf(properties, queue.arn);
        queue.modifiedAt = clock.now();
        return provided(queue);
      },
      delete(_request, physicalId) {
        const queue = byUrl(physicalId);
        if (!queue) return;
        messages.purge(queue);
        store.queues.delete(queue.arn);
      },
    },
    'AWS::SQS::QueuePolicy': {
      create: applyPolicy,
      update(request, before) {
        const kept = new Set(request.properties['Queues'] as string[]);
        for (const url of before.properties['Queues'] as string[]) {
          const queue = byUrl(url);
          if (queue && !kept.has(url)) queue.policy = undefined;
        }
        return applyPolicy(request);
      },
      delete(request) {
        for (const url of request.properties['Queues'] as string[]) {
          const queue = byUrl(url);
          if (queue) queue.policy = undefined;
        }
      },
    },
  };
}
