import type { Instant, Timer } from '../../kernel/clock.ts';

/** Attributes of a queue that a template can set, in their units; the defaults are those of SQS. */
export interface QueueSettings {
  readonly delaySeconds: number;
  readonly maximumMessageBytes: number;
  readonly retentionSeconds: number;
  readonly visibilityTimeoutSeconds: number;
  readonly receiveWaitSeconds: number;
  readonly redrive: { readonly deadLetterTargetArn: string; readonly maxReceiveCount: number } | undefined;
  readonly redriveAllow: RedriveAllow | undefined;
}

export interface RedriveAllow {
  readonly redrivePermission: 'allowAll' | 'denyAll' | 'byQueue';
  readonly sourceQueueArns?: readonly string[];
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export const defaultSettings: QueueSettings = {
  delaySeconds: 0,
  maximumMessageBytes: 1_048_576,
  retentionSeconds: 345_600,
  visibilityTimeoutSeconds: 30,
  receiveWaitSeconds: 0,
  redrive: undefined,
  redriveAllow: undefined,
};

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: Uint8Array | undefined;
}

export interface StoredMessage {
  readonly messageId: string;
  readonly body: string;
  readonly messageAttributes: Readonly<Record<string, MessageAttribute>>;
  readonly senderId: string;
  readonly traceHeader: string | undefined;
  readonly sentAt: Instant;
  /** Order of arrival, so that messages of one instant keep it. */
  readonly sequence: number;
  /** Set on a message that was moved here from another queue. */
  readonly deadLetterSourceArn: string | undefined;
  /** From then on it can be received. */
  visibleAt: Instant;
  receiveCount: number;
  firstReceivedAt: Instant | undefined;
  /** Number of the receive that hides it now; older receipt handles do nothing. */
  receipt: number;
  /** Fires when it becomes visible. */
  timer: Timer | undefined;
}

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Instant;
  modifiedAt: Instant;
  settings: QueueSettings;
  /** The queue policy as a document, undefined when there is none: then no other service may send. */
  policy: Readonly<Record<string, unknown>> | undefined;
  readonly messages: Map<string, StoredMessage>;
  readonly listeners: Set<() => void>;
  lastPurgedAt: Instant | undefined;
}

export interface MoveTask {
  readonly handle: string;
  readonly sourceArn: string;
  readonly destinationArn: string | undefined;
  readonly moved: number;
  readonly startedAt: Instant;
}

/** All queues of the account, by ARN. */
export interface QueueStore {
  readonly queues: Map<string, Queue>;
  readonly moveTasks: MoveTask[];
}

export const createQueueStore = (): QueueStore => ({ queues: new Map(), moveTasks: [] });
