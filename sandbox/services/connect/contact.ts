import type { Timer } from '../../kernel/clock.ts';

export type Channel = 'CHAT' | 'TASK';
export type TranscriptRole = 'CUSTOMER' | 'SYSTEM' | 'AGENT';

/** Where a contact waits: a standard queue, or the queue of one agent. */
export type QueueTarget =
  | { readonly kind: 'queue'; readonly queueId: string }
  | { readonly kind: 'agent'; readonly userId: string };

export interface ContactReference {
  readonly type: string;
  readonly value: string;
}

/** A contact as the service keeps it. Instants are epoch milliseconds. */
export interface Contact {
  readonly contactId: string;
  readonly initialContactId: string;
  readonly previousContactId: string | undefined;
  readonly relatedContactId: string | undefined;
  readonly channel: Channel;
  readonly initiationMethod: 'API';
  /** Flow that it was started with. */
  readonly flowId: string;
  readonly initiatedAt: number;
  readonly scheduledAt: number | undefined;
  /** Shared by all contacts of a chain, as Connect shares them. */
  readonly attributes: Record<string, string>;
  readonly references: Readonly<Record<string, ContactReference>>;
  readonly segmentAttributes: Readonly<Record<string, unknown>>;
  /** Chat customer's name. */
  readonly displayName: string | undefined;
  readonly initialMessage: string | undefined;
  readonly transcript: { readonly at: number; readonly role: TranscriptRole; readonly text: string }[];
  name: string | undefined;
  description: string | undefined;
  languageCode: string | undefined;
  customerId: string | undefined;
  profileId: string | undefined;
  /** Last case that a flow of this contact created, found or updated. */
  caseId: string | undefined;
  /** Last task that a flow of this contact started. */
  taskContactId: string | undefined;
  targetQueue: QueueTarget | undefined;
  queued: { readonly target: QueueTarget; readonly at: number } | undefined;
  agent: { readonly userId: string; readonly acceptedAt: number } | undefined;
  lastUpdatedAt: number;
  disconnectedAt: number | undefined;
  endReason: string | undefined;
  /** Ends the contact when its life is over. */
  expiry: Timer | undefined;
}
