import { AwsError } from '../../kernel/service.ts';
import type { Contact, QueueTarget } from './contact.ts';
import { findContact, type ContactCentre } from './contact-centre.ts';
import { longestMessageBytes } from './contact-limits.ts';
import type { FlowCatalogue } from './flow-catalogue.ts';
import { statusOf } from './staffing.ts';
import type { ConnectStore } from './store.ts';

/** Where a contact is on its way to somebody, or with whom it is. */
export interface ContactPlace {
  /** Where it waits, or waited last. */
  readonly target: QueueTarget | undefined;
  readonly isWaiting: boolean;
  /** Who took it. */
  readonly agentId: string | undefined;
}

/**
 * What a person at an agent's desk and a customer at a chat window do, and what they see; for the control API. The
 * operations stand in for the agent workspace and for the Participant Service, which the sandbox has not on the wire.
 */
export interface AgentDesk extends Pick<ContactCentre, 'acceptTask' | 'completeTask'> {
  /** The customer of a chat says something while it lasts. @throws AwsError */
  customerSays(contactId: string, text: string): void;
  /** The customer of a chat closes it. @throws AwsError */
  customerLeaves(contactId: string): void;
  isOnDuty(userId: string): boolean;
  servesQueue(userId: string, queueId: string): boolean;
  /** @returns undefined for a contact that this instance has not had */
  placeOf(contactId: string): ContactPlace | undefined;
  /** Published flows and modules, by the references that flows use. */
  readonly catalogue: Pick<FlowCatalogue, 'flow' | 'module'>;
}

export function createDesk(store: ConnectStore, centre: ContactCentre, catalogue: FlowCatalogue): AgentDesk {
  const openChat = (contactId: string): Contact => {
    const contact = findContact(store, contactId);
    if (contact.channel !== 'CHAT')
      throw new AwsError(
        'InvalidRequestException',
        `Contact ${contactId} is a task and has no customer at its other end`,
      );
    if (contact.disconnectedAt !== undefined)
      throw new AwsError(
        'InvalidRequestException',
        `The chat ${contactId} ended at ${new Date(contact.disconnectedAt).toISOString()} (${contact.endReason})`,
      );
    return contact;
  };
  const userOf = (userId: string) => store.users.find(({ id }) => id === userId);

  return {
    acceptTask: (contactId, userId) => centre.acceptTask(contactId, userId),
    completeTask: (contactId, userId) => centre.completeTask(contactId, userId),
    customerSays(contactId, text) {
      const contact = openChat(contactId);
      const bytes = Buffer.byteLength(text);
      if (bytes < 1 || bytes > longestMessageBytes)
        throw new AwsError(
          'ValidationException',
          `A message of a chat has 1 to ${longestMessageBytes} bytes in UTF-8, got ${bytes}`,
        );
      centre.say(contact, 'CUSTOMER', text);
    },
    customerLeaves: (contactId) => centre.end(openChat(contactId), 'CUSTOMER_DISCONNECT'),
    isOnDuty(userId) {
      const user = userOf(userId);
      return user !== undefined && statusOf(store, user).type === 'ROUTABLE';
    },
    servesQueue: (userId, queueId) => userOf(userId)?.queueIds.includes(queueId) ?? false,
    placeOf(contactId) {
      const contact = store.contacts.get(contactId);
      return (
        contact && {
          target: contact.queued?.target ?? contact.targetQueue,
          isWaiting: contact.queued !== undefined,
          agentId: contact.agent?.userId,
        }
      );
    },
    catalogue,
  };
}
