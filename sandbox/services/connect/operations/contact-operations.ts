import type * as connect from '@aws-sdk/client-connect';
import { AwsError, type Operation } from '../../../kernel/service.ts';
import type { Contact, ContactReference } from '../contact.ts';
import { findContact } from '../contact-centre.ts';
import {
  apiAttributesProblem,
  longestClientToken,
  longestTaskDescription,
  longestTaskName,
  referencesProblem,
} from '../contact-limits.ts';
import { check, refuse, refuseUnsupported, requireInstance, type ConnectContext } from '../context.ts';

/**
 * Documented for chats; for tasks no life is stated, and the sandbox uses the same.
 * Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
 */
const tokenLifeMilliseconds = 7 * 24 * 3_600_000;

/** Operations on contacts. */
export function contactOperations(context: ConnectContext): Readonly<Record<string, Operation>> {
  const { store, centre, world } = context;
  const { clock, identifiers } = world.kernel;

  /** The same token gives the same contact for as long as the token lives, whatever else the call says. */
  const once = <T extends object>(
    channel: Contact['channel'],
    token: string | undefined,
    start: () => T & { ContactId: string },
  ): T => {
    check.optionalText(token, 'ClientToken', { max: longestClientToken });
    const key = `${channel} ${token}`;
    const earlier = token === undefined ? undefined : store.tokens.get(key);
    if (earlier && earlier.until > clock.now()) return earlier.answer as T;
    const answer = start();
    if (token !== undefined)
      store.tokens.set(key, { contactId: answer.ContactId, until: clock.now() + tokenLifeMilliseconds, answer });
    return answer;
  };
  const attributes = (given: Record<string, string> | undefined): Record<string, string> => {
    const problem = apiAttributesProblem(given ?? {});
    if (problem) throw refuse(problem);
    return given ?? {};
  };

  return {
    StartChatContact(input: connect.StartChatContactRequest): connect.StartChatContactResponse {
      requireInstance(context, input.InstanceId);
      refuseUnsupported({ ...input }, 'StartChatContact', [
        'PersistentChat',
        'ParticipantConfiguration',
        'DisconnectOnCustomerExit',
      ]);
      return once('CHAT', input.ClientToken, () => {
        const contentType = input.InitialMessage?.ContentType;
        if (contentType !== undefined && contentType !== 'text/plain')
          throw refuse(`InitialMessage.ContentType must be text/plain, got ${contentType}`);
        const contact = centre.startChat({
          flowId: check.text(input.ContactFlowId, 'ContactFlowId'),
          displayName: check.text(input.ParticipantDetails?.DisplayName, 'ParticipantDetails.DisplayName', {
            max: 256,
          }),
          attributes: attributes(input.Attributes),
          initialMessage: check.optionalText(input.InitialMessage?.Content, 'InitialMessage.Content', { max: 16_384 }),
          customerId: check.optionalText(input.CustomerId, 'CustomerId', { max: 128 }),
          segmentAttributes: segmentAttributes(input.SegmentAttributes),
          relatedContactId: input.RelatedContactId,
          durationMinutes:
            input.ChatDurationInMinutes === undefined
              ? undefined
              : check.integer(input.ChatDurationInMinutes, 'ChatDurationInMinutes', { min: 60, max: 10_080 }),
        });
        return {
          ContactId: contact.contactId,
          ParticipantId: identifiers.uuid(),
          ParticipantToken: identifiers.hex(64),
        };
      });
    },

    StartTaskContact(input: connect.StartTaskContactRequest): connect.StartTaskContactResponse {
      requireInstance(context, input.InstanceId);
      const targets = ['ContactFlowId', 'QuickConnectId', 'TaskTemplateId'].filter(
        (name) => input[name as 'ContactFlowId' | 'QuickConnectId' | 'TaskTemplateId'] !== undefined,
      );
      if (targets.length !== 1)
        throw refuse(
          `Exactly one of ContactFlowId, QuickConnectId and TaskTemplateId must be given, got ${targets.join(', ') || 'none'}`,
        );
      refuseUnsupported({ ...input }, 'StartTaskContact', ['QuickConnectId', 'TaskTemplateId', 'Attachments']);
      if (input.PreviousContactId !== undefined && input.RelatedContactId !== undefined)
        throw refuse('PreviousContactId and RelatedContactId must not both be given');
      return once('TASK', input.ClientToken, () => {
        const contact = centre.startTask({
          flowId: check.text(input.ContactFlowId, 'ContactFlowId'),
          name: check.text(input.Name, 'Name', { max: longestTaskName }),
          description: check.optionalText(input.Description, 'Description', { min: 0, max: longestTaskDescription }),
          attributes: attributes(input.Attributes),
          references: references(input.References),
          previousContactId: input.PreviousContactId,
          relatedContactId: input.RelatedContactId,
          scheduledAt: input.ScheduledTime?.getTime(),
          segmentAttributes: segmentAttributes(input.SegmentAttributes),
        });
        return { ContactId: contact.contactId };
      });
    },

    DescribeContact(input: connect.DescribeContactRequest): connect.DescribeContactResponse {
      requireInstance(context, input.InstanceId);
      return { Contact: describe(context, findContact(store, String(input.ContactId))) };
    },
    GetContactAttributes(input: connect.GetContactAttributesRequest): connect.GetContactAttributesResponse {
      requireInstance(context, input.InstanceId);
      return { Attributes: { ...findContact(store, String(input.InitialContactId)).attributes } };
    },
    UpdateContactAttributes(input: connect.UpdateContactAttributesRequest): connect.UpdateContactAttributesResponse {
      requireInstance(context, input.InstanceId);
      const contact = findContact(store, String(input.InitialContactId));
      Object.assign(contact.attributes, attributes({ ...contact.attributes, ...input.Attributes }));
      contact.lastUpdatedAt = clock.now();
      return {};
    },
    StopContact(input: connect.StopContactRequest): connect.StopContactResponse {
      requireInstance(context, input.InstanceId);
      const contact = findContact(store, String(input.ContactId));
      if (contact.disconnectedAt !== undefined)
        throw new AwsError('ContactNotFoundException', `Contact ${contact.contactId} has ended`, { statusCode: 410 });
      centre.end(contact, input.DisconnectReason?.Code ?? 'API');
      return {};
    },
  };
}

function references(given: Record<string, connect.Reference> | undefined): Record<string, ContactReference> {
  const read = Object.fromEntries(
    Object.entries(given ?? {}).map(([key, { Type: type, Value: value }]) => [
      key,
      { type: String(type), value: check.text(value, `References.${key}.Value`, { max: 4_096 }) },
    ]),
  );
  const problem = referencesProblem(read);
  if (problem) throw refuse(problem);
  return read;
}

/** Kept as the flow sees them: the plain value of what is text or number. */
function segmentAttributes(given: Record<string, connect.SegmentAttributeValue> | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given ?? {}).map(([key, value]) => [key, value.ValueString ?? value.ValueInteger ?? value.ValueMap]),
  );
}

function describe({ store }: ConnectContext, contact: Contact): connect.Contact {
  const date = (instant: number | undefined): Date | undefined =>
    instant === undefined ? undefined : new Date(instant);
  const target = contact.queued?.target ?? contact.targetQueue;
  return {
    Arn: `${store.instanceArn}/contact/${contact.contactId}`,
    Id: contact.contactId,
    InitialContactId: contact.initialContactId === contact.contactId ? undefined : contact.initialContactId,
    PreviousContactId: contact.previousContactId,
    RelatedContactId: contact.relatedContactId,
    InitiationMethod: contact.initiationMethod,
    Channel: contact.channel,
    Name: contact.name,
    Description: contact.description,
    CustomerId: contact.customerId,
    InitiationTimestamp: date(contact.initiatedAt),
    ScheduledTimestamp: date(contact.scheduledAt),
    LastUpdateTimestamp: date(contact.lastUpdatedAt),
    DisconnectTimestamp: date(contact.disconnectedAt),
    DisconnectReason: contact.endReason,
    QueueInfo:
      contact.queued && target
        ? {
            Id: target.kind === 'queue' ? target.queueId : target.userId,
            EnqueueTimestamp: date(contact.queued.at),
          }
        : undefined,
    AgentInfo: contact.agent
      ? { Id: contact.agent.userId, ConnectedToAgentTimestamp: date(contact.agent.acceptedAt) }
      : undefined,
  };
}
