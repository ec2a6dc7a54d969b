import * as z from 'zod/mini';
import { text } from './primitives.ts';

const agentInfo = z.looseObject({ connectedToAgentTimestamp: z.optional(z.string()) });

/**
 * `Amazon Connect Contact Event` on the default bus, source `aws.connect`. Best effort, not ordered.
 *
 * What is documented: `eventType` is INITIATED (started or transferred), CONNECTED_TO_SYSTEM, CONTACT_DATA_UPDATED, QUEUED,
 * CONNECTED_TO_AGENT, DISCONNECTED and others, and more may be added. `contactId`; of a contact that was transferred also
 * `initialContactId` and `previousContactId`. `channel` is VOICE, CHAT, TASK or EMAIL; the older sample writes `Voice`, so it
 * is compared without regard to case. `instanceArn`. `initiationMethod`: INBOUND, OUTBOUND, TRANSFER, CALLBACK, API,
 * QUEUE_TRANSFER, DISCONNECT, WEBRTC_API, EXTERNAL_OUTBOUND, MONITOR, AGENT_REPLY, FLOW, CAMPAIGN_PREVIEW.
 * `initiationTimestamp` and, since an agent has it, `agentInfo.connectedToAgentTimestamp`, ISO-8601 in UTC; samples also
 * write `AgentInfo`, and older ones leave the timestamps out: then the `time` of the event is the nearest there is.
 *
 * Sources: https://docs.aws.amazon.com/connect/latest/adminguide/contact-events.html ,
 * https://docs.aws.amazon.com/connect/latest/adminguide/contact-initiation-methods.html ,
 * https://github.com/awsdocs/amazon-connect-admin-guide/blob/main/doc_source/contact-events.md
 */
export const contactEvent = z.looseObject({
  id: text,
  source: z.literal('aws.connect'),
  'detail-type': z.literal('Amazon Connect Contact Event'),
  /** Whole seconds. */
  time: text,
  detail: z.looseObject({
    eventType: text,
    contactId: text,
    initialContactId: z.optional(z.nullable(z.string())),
    channel: z.optional(z.string()),
    initiationMethod: z.optional(z.string()),
    initiationTimestamp: z.optional(z.string()),
    agentInfo: z.optional(agentInfo),
    AgentInfo: z.optional(agentInfo),
  }),
});
export type ContactEvent = z.infer<typeof contactEvent>;
