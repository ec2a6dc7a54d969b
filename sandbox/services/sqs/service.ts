import { arnOf } from '../../kernel/arn.ts';
import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { QueueDelivery, SandboxService, World } from '../../kernel/world.ts';
import { createSqsApi } from './api.ts';
import { createMessages } from './behaviour.ts';
import { queueAttributes, systemAttributes } from './queue-attributes.ts';
import { policyAllows } from '../shared/resource-policy.ts';
import { createSqsResources } from './resources.ts';
import { createQueueStore } from './store.ts';

/** A queue in the snapshot. */
export interface QueueState {
  readonly name: string;
  readonly arn: string;
  /** As GetQueueAttributes gives them. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly messages: readonly {
    readonly messageId: string;
    readonly body: string;
    readonly sentAt: string;
    readonly visibleAt: string;
    readonly receiveCount: number;
    /** ARN of the queue from which it was dead-lettered. */
    readonly deadLetterSourceArn: string | null;
  }[];
}

/** Amazon SQS: standard queues in virtual time. */
export function createSqsService(world: World, _instance: InstanceFile): SandboxService & { access: QueueDelivery } {
  const { kernel } = world;
  const store = createQueueStore();
  const messages = createMessages(kernel, store);

  const queueNamed = (name: string) => store.queues.get(arnOf(kernel.place, 'sqs', name));

  const access: QueueDelivery = {
    sendFromService({ queueArn, body, principal, sourceArn, traceHeader }) {
      const queue = store.queues.get(queueArn);
      const context = {
        'aws:sourcearn': sourceArn,
        'aws:sourceaccount': kernel.place.accountId,
        'aws:securetransport': 'true',
        'aws:principalisawsservice': 'true',
        'aws:principalservicename': principal,
      };
      const request = { service: principal, action: 'sqs:SendMessage', resource: queueArn, context };
      if (!queue || !policyAllows(queue.policy, request)) return false;
      messages.send(queue, { body, senderId: principal, traceHeader });
      return true;
    },
    sendWithRole({ queueArn, body, roleArn, traceHeader }) {
      const queue = store.queues.get(queueArn);
      if (!queue) return false;
      messages.send(queue, { body, senderId: roleArn.split('/').at(-1) ?? roleArn, traceHeader });
      return true;
    },
    receiveForPoller(queueArn, max) {
      const queue = store.queues.get(queueArn);
      if (!queue) return [];
      return messages.receive(queue, max).map((received) => ({
        messageId: received.message.messageId,
        receiptHandle: received.receiptHandle,
        body: received.message.body,
        attributes: systemAttributes(received),
        traceHeader: received.message.traceHeader,
      }));
    },
    deleteForPoller(queueArn, receiptHandles) {
      const queue = store.queues.get(queueArn);
      if (queue) for (const handle of receiptHandles) messages.delete(queue, handle);
    },
    onVisible(queueArn, listener) {
      const queue = store.queues.get(queueArn);
      if (!queue) return () => undefined;
      queue.listeners.add(listener);
      if (messages.count(queue).visible > 0) listener();
      return () => void queue.listeners.delete(listener);
    },
    deadLetter(queueArn, receiptHandle, reason) {
      const queue = store.queues.get(queueArn);
      if (queue) messages.deadLetter(queue, receiptHandle, reason);
    },
    measure(queueName) {
      const queue = queueNamed(queueName);
      if (!queue) return undefined;
      if (queue.messages.size === 0) return { messages: 0, visible: 0, oldestAgeSeconds: 0 };
      const { visible } = messages.count(queue);
      const sentAt = [...queue.messages.values()].map((message) => message.sentAt);
      const oldestAgeSeconds = sentAt.length === 0 ? 0 : (kernel.clock.now() - Math.min(...sentAt)) / 1000;
      return { messages: sentAt.length, visible, oldestAgeSeconds };
    },
  };

  return {
    api: createSqsApi(world, store, messages),
    resources: createSqsResources(world, store, messages),
    access,
    snapshot: () => ({
      queues: [...store.queues.values()].map((queue): QueueState => ({
        name: queue.name,
        arn: queue.arn,
        attributes: queueAttributes(queue, messages),
        messages: [...queue.messages.values()].map((message) => ({
          messageId: message.messageId,
          body: message.body,
          sentAt: new Date(message.sentAt).toISOString(),
          visibleAt: new Date(message.visibleAt).toISOString(),
          receiveCount: message.receiveCount,
          deadLetterSourceArn: message.deadLetterSourceArn ?? null,
        })),
      })),
    }),
  };
}
