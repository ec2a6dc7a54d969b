import type { World } from '../../kernel/world.ts';
import type { Contact, QueueTarget } from './contact.ts';
import type { ConnectStore } from './store.ts';

export type ContactEventType = 'INITIATED' | 'QUEUED' | 'CONNECTED_TO_AGENT' | 'DISCONNECTED';

/**
 * Announces on the default bus what happens to a contact. Members that do not apply yet are left out, as in AWS's samples.
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/contact-events.html
 */
export function announceContact(
  world: World,
  store: ConnectStore,
  contact: Contact,
  eventType: ContactEventType,
): void {
  const contactArn = `${store.instanceArn}/contact/${contact.contactId}`;
  const { queued, agent, previousContactId } = contact;
  world.events.emit('default', {
    source: 'aws.connect',
    detailType: 'Amazon Connect Contact Event',
    resources: [contactArn, store.instanceArn],
    detail: {
      eventType,
      contactId: contact.contactId,
      ...(previousContactId === undefined ? {} : { initialContactId: contact.initialContactId, previousContactId }),
      channel: contact.channel,
      instanceArn: store.instanceArn,
      initiationMethod: contact.initiationMethod,
      initiationTimestamp: instant(contact.initiatedAt),
      ...(queued && {
        queueInfo: { ...queueOf(store, queued.target), enqueueTimestamp: instant(queued.at) },
      }),
      ...(agent && {
        agentInfo: {
          agentArn: store.users.find(({ id }) => id === agent.userId)?.arn,
          connectedToAgentTimestamp: instant(agent.acceptedAt),
        },
      }),
      ...(contact.disconnectedAt === undefined ? {} : { disconnectTimestamp: instant(contact.disconnectedAt) }),
    },
  });
}

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

const queueOf = (store: ConnectStore, target: QueueTarget): { queueArn: string; queueType: string } =>
  target.kind === 'agent'
    ? { queueArn: `${store.instanceArn}/queue/agent/${target.userId}`, queueType: 'AGENT' }
    : { queueArn: `${store.instanceArn}/queue/${target.queueId}`, queueType: 'STANDARD' };
