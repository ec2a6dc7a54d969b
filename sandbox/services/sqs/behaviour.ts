import { AwsError } from '../../kernel/service.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { invalidParameter, invalidReceipt } from './errors.ts';
import { messageBytes } from './message-digest.ts';
import type { MessageAttribute, Queue, QueueStore, StoredMessage } from './store.ts';

/** Longest time a message can stay hidden, counted from its receive. */
const visibilityLimitSeconds = 43_200;

export interface NewMessage {
  readonly body: string;
  readonly delaySeconds?: number | undefined;
  readonly messageAttributes?: Readonly<Record<string, MessageAttribute>> | undefined;
  readonly senderId: string;
  readonly traceHeader?: string | undefined;
}

/** A message as it was handed out, with the handle of that receive. */
export interface ReceivedMessage {
  readonly message: StoredMessage;
  readonly receiptHandle: string;
}

/** What can be done with the messages of a queue, in virtual time. */
export interface Messages {
  /** @throws AwsError for a body that is empty or too large or a delay out of range. */
  send(queue: Queue, message: NewMessage): StoredMessage;
  /** Takes up to `max` visible messages, oldest first, and hides them. One received too often goes to the dead-letter queue instead. */
  receive(queue: Queue, max: number, visibilityTimeoutSeconds?: number): ReceivedMessage[];
  /** An old handle deletes nothing and is no error, as with SQS. @throws AwsError ReceiptHandleIsInvalid */
  delete(queue: Queue, receiptHandle: string): void;
  /** @throws AwsError MessageNotInflight, ReceiptHandleIsInvalid */
  changeVisibility(queue: Queue, receiptHandle: string, seconds: number): void;
  /** Moves a received message to the dead-letter queue, or drops it when there is none. */
  deadLetter(queue: Queue, receiptHandle: string, reason: string): void;
  /** Moves messages that were dead-lettered back; @returns how many. */
  moveAll(from: Queue, to: Queue | undefined): number;
  purge(queue: Queue): void;
  count(queue: Queue): { readonly visible: number; readonly inFlight: number; readonly delayed: number };
}

/** The rules of messages, on one store and one clock. */
export function createMessages(kernel: Kernel, store: QueueStore): Messages {
  const { clock, identifiers, journal } = kernel;
  let sequence = 0;

  const notify = (queue: Queue): void => {
    for (const listener of queue.listeners) listener();
  };

  /** Hides or shows a message; whoever listens hears when it can be received. */
  const setVisibleAt = (queue: Queue, message: StoredMessage, visibleAt: number): void => {
    message.timer?.cancel();
    message.timer = undefined;
    message.visibleAt = visibleAt;
    if (visibleAt <= clock.now()) notify(queue);
    else message.timer = clock.schedule(visibleAt, `message visible in ${queue.name}`, () => notify(queue));
  };

  const remove = (queue: Queue, message: StoredMessage): void => {
    message.timer?.cancel();
    queue.messages.delete(message.messageId);
  };

  const dropExpired = (queue: Queue): void => {
    const oldest = clock.now() - queue.settings.retentionSeconds * 1000;
    for (const message of queue.messages.values()) if (message.sentAt < oldest) remove(queue, message);
  };

  const put = (
    queue: Queue,
    message: Omit<StoredMessage, 'sequence' | 'timer' | 'visibleAt'>,
    visibleAt: number,
  ): StoredMessage => {
    const stored: StoredMessage = { ...message, sequence: (sequence += 1), visibleAt, timer: undefined };
    queue.messages.set(stored.messageId, stored);
    setVisibleAt(queue, stored, visibleAt);
    return stored;
  };

  /** On a standard queue a moved message keeps the moment it was first sent, and with it its remaining retention. */
  const move = (from: Queue, to: Queue, message: StoredMessage, deadLetterSourceArn: string | undefined): void => {
    remove(from, message);
    const { sequence: _sequence, timer: _timer, visibleAt: _visibleAt, ...kept } = message;
    put(to, { ...kept, deadLetterSourceArn, receiveCount: 0, firstReceivedAt: undefined, receipt: 0 }, clock.now());
  };

  const deadLetterMessage = (queue: Queue, message: StoredMessage, reason: string): void => {
    const target = queue.settings.redrive && store.queues.get(queue.settings.redrive.deadLetterTargetArn);
    const to = target ? { deadLetterQueue: target.name } : { dropped: true };
    journal.append({
      kind: 'message.dead-lettered',
      detail: { queue: queue.name, messageId: message.messageId, reason, ...to },
    });
    if (target) move(queue, target, message, queue.arn);
    else remove(queue, message);
  };

  const handleOf = (message: StoredMessage): string =>
    Buffer.from(`${message.messageId}/${message.receipt}`).toString('base64');

  /** @returns undefined when the message is gone or was received again since. */
  const findByHandle = (queue: Queue, receiptHandle: string): StoredMessage | undefined => {
    const match = /^([0-9a-f-]{36})\/(\d+)$/.exec(Buffer.from(receiptHandle, 'base64').toString());
    if (!match) throw invalidReceipt(receiptHandle);
    const message = queue.messages.get(match[1]!);
    return message && message.receipt === Number(match[2]) ? message : undefined;
  };

  return {
    send(queue, { body, delaySeconds, messageAttributes = {}, senderId, traceHeader }) {
      const limit = queue.settings.maximumMessageBytes;
      if (body === '') throw invalidParameter('Message must be at least one character.');
      if (messageBytes(body, messageAttributes) > limit)
        throw invalidParameter(`Message must be shorter than ${limit} bytes.`);
      const delay = delaySeconds ?? queue.settings.delaySeconds;
      if (!Number.isInteger(delay) || delay < 0 || delay > 900)
        throw invalidParameter(`Value ${delay} for parameter DelaySeconds is invalid. Must be between 0 and 900.`);
      const message = {
        messageId: identifiers.uuid(),
        body,
        messageAttributes,
        senderId,
        traceHeader,
        sentAt: clock.now(),
        deadLetterSourceArn: undefined,
        receiveCount: 0,
        firstReceivedAt: undefined,
        receipt: 0,
      };
      return put(queue, message, clock.now() + delay * 1000);
    },

    receive(queue, max, visibilityTimeoutSeconds = queue.settings.visibilityTimeoutSeconds) {
      dropExpired(queue);
      const now = clock.now();
      const visible = [...queue.messages.values()]
        .filter((message) => message.visibleAt <= now)
        .sort((a, b) => a.visibleAt - b.visibleAt || a.sequence - b.sequence);
      const received: ReceivedMessage[] = [];
      for (const message of visible) {
        if (received.length === max) break;
        const redrive = queue.settings.redrive;
        if (redrive && message.receiveCount >= redrive.maxReceiveCount) {
          deadLetterMessage(
            queue,
            message,
            `received ${message.receiveCount} times, maxReceiveCount is ${redrive.maxReceiveCount}`,
          );
          continue;
        }
        message.receiveCount += 1;
        message.receipt += 1;
        message.firstReceivedAt ??= now;
        if (visibilityTimeoutSeconds > 0) setVisibleAt(queue, message, now + visibilityTimeoutSeconds * 1000);
        received.push({ message, receiptHandle: handleOf(message) });
      }
      return received;
    },

    delete(queue, receiptHandle) {
      const message = findByHandle(queue, receiptHandle);
      if (message) remove(queue, message);
    },

    changeVisibility(queue, receiptHandle, seconds) {
      const message = findByHandle(queue, receiptHandle);
      if (!message || message.visibleAt <= clock.now())
        throw new AwsError('MessageNotInflight', 'The message referred to is not in flight.');
      if (!Number.isInteger(seconds) || seconds < 0 || seconds > visibilityLimitSeconds)
        throw invalidParameter(
          `Value ${seconds} for parameter VisibilityTimeout is invalid. Must be between 0 and 43200.`,
        );
      setVisibleAt(queue, message, clock.now() + seconds * 1000);
    },

    deadLetter(queue, receiptHandle, reason) {
      const message = findByHandle(queue, receiptHandle);
      if (message) deadLetterMessage(queue, message, reason);
    },

    moveAll(from, to) {
      dropExpired(from);
      let moved = 0;
      for (const message of Array.from(from.messages.values())) {
        const target = to ?? (message.deadLetterSourceArn ? store.queues.get(message.deadLetterSourceArn) : undefined);
        if (!target || message.visibleAt > clock.now()) continue;
        move(from, target, message, undefined);
        moved += 1;
      }
      return moved;
    },

    purge(queue) {
      for (const message of queue.messages.values()) remove(queue, message);
    },

    count(queue) {
      dropExpired(queue);
      const now = clock.now();
      const all = [...queue.messages.values()];
      const hidden = all.filter((message) => message.visibleAt > now);
      const inFlight = hidden.filter((message) => message.receiveCount > 0).length;
      return { visible: all.length - hidden.length, inFlight, delayed: hidden.length - inFlight };
    },
  };
}
