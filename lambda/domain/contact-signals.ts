import type { CaseEvent } from '../contract/case-event.ts';
import type { ContactEvent } from '../contract/contact-event.ts';
import type { InboxMessage } from '../contract/inbox-message.ts';
import { readEventTime } from './fold-event.ts';
import { toInstant } from './instants.ts';

/*
 * Who spoke last, as far as contacts tell: a contact event says who began and when an agent came, an event of Cases says to
 * which case the contact belongs. Either may come first, and twice.
 */

/** What a contact event tells of a contact. */
export interface ContactNews {
  readonly channel?: string | undefined;
  readonly initiationMethod?: string | undefined;
  readonly startedAt?: string | undefined;
  /** An agent was connected: on this contact, or on one to which it was transferred. */
  readonly agent?: { readonly contactId: string; readonly connectedAt: string } | undefined;
}

export interface ContactLink {
  readonly contactId: string;
  readonly caseId: string;
  readonly linkedAt: string;
  readonly channel?: string | undefined;
}

/** Both halves, as far as they are known. */
export interface KnownContact {
  readonly contactId: string;
  readonly channel: string | undefined;
  readonly initiationMethod: string | undefined;
  readonly startedAt: string | undefined;
  readonly agents: readonly { readonly contactId: string; readonly connectedAt: string }[];
  readonly links: readonly { readonly caseId: string; readonly linkedAt: string }[];
}

type SignalMessage = Extract<InboxMessage, { readonly kind: 'signal' }>;
type Direction = 'inbound' | 'outbound';

/**
 * Who came to whom. Not in it: API, which depends on the channel; a contact that goes on from another (TRANSFER, QUEUE_TRANSFER,
 * DISCONNECT); CALLBACK, which is made when the customer asks for it, and whose answer is the agent who is connected; FLOW,
 * an automatic mail, which answers nobody.
 */
const directions: Readonly<Record<string, Direction>> = {
  INBOUND: 'inbound',
  WEBRTC_API: 'inbound',
  OUTBOUND: 'outbound',
  AGENT_REPLY: 'outbound',
};

/** StartChatContact is called for the customer, StartOutboundVoiceContact for the agent. */
const directionsOfApi: Readonly<Record<string, Direction>> = { CHAT: 'inbound', VOICE: 'outbound' };

/**
 * Methods at whose other end is not the customer, or not yet: a supervisor who listens, a third party, a preview. A method that
 * AWS adds later says nothing until it is known here.
 */
const withCustomer = new Set([
  'INBOUND',
  'OUTBOUND',
  'TRANSFER',
  'QUEUE_TRANSFER',
  'CALLBACK',
  'API',
  'WEBRTC_API',
  'AGENT_REPLY',
]);

/** The direction of a contact; undefined when it says nothing about who went to whom. Tasks never do. */
export function directionOf(channel: string | undefined, initiationMethod: string | undefined): Direction | undefined {
  const [where, how] = [channel?.toUpperCase() ?? '', initiationMethod?.toUpperCase() ?? ''];
  if (where === 'TASK' || where === '') return undefined;
  return how === 'API' ? directionsOfApi[where] : directions[how];
}

/**
 * What a contact event tells, by the contact of which it tells it; empty when it says nothing that matters. An agent who
 * takes a contact that was transferred also answers the one with which it began, which is the one that is linked.
 */
export function readContactEvent({ time, detail }: ContactEvent): ReadonlyMap<string, ContactNews> {
  const { contactId, channel, initiationMethod, initialContactId } = detail;
  const news = new Map<string, ContactNews>();
  if (channel?.toUpperCase() === 'TASK') return news;
  const startedAt = instantIn(detail.initiationTimestamp);
  const about = { channel, initiationMethod };
  switch (detail.eventType.toUpperCase()) {
    case 'INITIATED':
      return news.set(contactId, { ...about, startedAt: startedAt ?? instantIn(time) });
    case 'CONNECTED_TO_AGENT': {
      const connectedAt = instantIn((detail.agentInfo ?? detail.AgentInfo)?.connectedToAgentTimestamp ?? time);
      const isAnswer = withCustomer.has(initiationMethod?.toUpperCase() ?? '');
      const agent = connectedAt !== undefined && isAnswer ? { contactId, connectedAt } : undefined;
      news.set(contactId, { ...about, startedAt, agent });
      if (agent !== undefined && typeof initialContactId === 'string' && initialContactId !== '')
        if (initialContactId !== contactId) news.set(initialContactId, { agent });
      return news;
    }
    default:
      return news;
  }
}

/**
 * Reads from an event of Cases that a contact was linked; undefined when it says something else, or does not name the contact
 * (the domain's event configuration leaves contents out). Tasks are not looked at: they are ours, or between colleagues.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/case-event-streams-sample.html
 * @throws MessageInvalidError when the time of the event cannot be read
 */
export function readContactLink(event: CaseEvent): ContactLink | undefined {
  const { relatedItem, eventType } = event.detail;
  if (relatedItem?.relatedItemType?.toLowerCase() !== 'contact') return undefined;
  if (!eventType.toUpperCase().endsWith('CREATED')) return undefined;
  const contact = membersOf(relatedItem['contact']) ?? membersOf(membersOf(relatedItem['content'])?.['contact']);
  const contactId = textIn(contact?.['contactArn'])?.split('/').at(-1);
  const channel = textIn(contact?.['channel']);
  if (contactId === undefined || contactId === '' || channel?.toUpperCase() === 'TASK') return undefined;
  return { contactId, caseId: relatedItem.caseId, linkedAt: readEventTime(event), channel };
}

/**
 * Every signal that follows from what is known, each with an id by which doubles fold away. A signal counts from when the
 * contact belonged to the case: what was said before is news to it at that moment.
 */
export function signalsOf(contact: KnownContact): readonly SignalMessage[] {
  const direction = directionOf(contact.channel, contact.initiationMethod);
  if (contact.channel?.toUpperCase() === 'TASK') return [];
  return contact.links.flatMap(({ caseId, linkedAt }) => {
    const signal = (kind: SignalMessage['signal'], id: string, at: string | undefined): SignalMessage => ({
      kind: 'signal',
      caseId,
      signal: kind,
      id,
      at: at !== undefined && at > linkedAt ? at : linkedAt,
    });
    return [
      ...(direction === undefined ? [] : [signal(direction, contact.contactId, contact.startedAt)]),
      ...contact.agents.map((agent) => signal('agent', agent.contactId, agent.connectedAt)),
    ];
  });
}

const instantIn = (value: string | undefined): string | undefined =>
  value === undefined ? undefined : toInstant(value);
const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function membersOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
