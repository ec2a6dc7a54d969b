import { inboxMessage, type InboxMessage } from '../../contract/inbox-message.ts';
import { MessageInvalidError } from '../../domain/errors.ts';
import { parseJson } from '../shared/parse-json.ts';
import type { SqsBatch } from '../shared/sqs-records.ts';

/** A message of the inbox, with the id under which the queue knows it. */
export interface Received {
  readonly messageId: string;
  readonly message: InboxMessage;
}

/** A message that could not be folded, and why. */
export interface Refused {
  readonly messageId: string;
  readonly error: unknown;
}

export interface ReadBatch {
  /** Case id -> its messages, in the order in which they came. */
  readonly byCase: ReadonlyMap<string, readonly Received[]>;
  readonly refused: readonly Refused[];
}

/** Sorts the messages of a batch by the case that they are about; one that cannot be read stops no other. */
export function readBatch(batch: SqsBatch): ReadBatch {
  const byCase = new Map<string, Received[]>();
  const refused: Refused[] = [];
  for (const { messageId, body } of batch.Records) {
    try {
      const message = parseJson(inboxMessage, body, 'inbox message');
      const caseId = caseIdOf(message);
      byCase.set(caseId, [...(byCase.get(caseId) ?? []), { messageId, message }]);
    } catch (error) {
      refused.push({ messageId, error });
    }
  }
  return { byCase, refused };
}

function caseIdOf(message: InboxMessage): string {
  if (!('source' in message)) return message.caseId;
  const { detail, id } = message;
  const caseId = detail.case?.caseId ?? detail.relatedItem?.caseId;
  if (caseId === undefined) {
    throw new MessageInvalidError(
      `event ${id} of type ${detail.eventType} names no case; it cannot be folded into one`,
    );
  }
  return caseId;
}
