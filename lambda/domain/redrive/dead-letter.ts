import type { RedriveFilter } from '../../contract/redrive.ts';
import { say } from '../explain/words.ts';
import type { DeadLetter } from './ports.ts';

type Said = ReturnType<typeof say>;

/** What can be told of a message without repeating what it says of people. */
export interface LetterNews {
  readonly caseId: string | undefined;
  readonly what: Said;
  readonly reason: Said;
}

/** Ids and names of kinds; anything else is outside text and is not shown. */
const plain = /^[\w:.-]{1,128}$/;

/** Reads a dead letter as far as it can be read: it may be anything. */
export function readDeadLetter({ body, errorCode }: Pick<DeadLetter, 'body' | 'errorCode'>): LetterNews {
  const message = membersOf(jsonOf(body));
  const detail = membersOf(message['detail']);
  const caseId =
    plainText(message['caseId']) ??
    plainText(membersOf(detail['case'])['caseId']) ??
    plainText(membersOf(detail['relatedItem'])['caseId']) ??
    plainText(detail['caseId']);
  const kind = plainText(message['kind']) ?? plainText(detail['eventType']) ?? plainText(message['source']);
  const reason =
    errorCode === undefined
      ? say(
          '何度受け取っても処理できませんでした。関数のログに理由があります。',
          'It was received again and again and never handled; the log of its function says why.',
        )
      : say(
          `EventBridge が届けられませんでした: ${shown(errorCode)}。`,
          `EventBridge could not deliver it: ${shown(errorCode)}.`,
        );
  return {
    caseId,
    what:
      kind === undefined
        ? say('読み取れないメッセージ', 'a message that cannot be read')
        : say(`メッセージ ${kind}`, `message ${kind}`),
    reason,
  };
}

/** Whether the letter is one that was asked for. */
export function isWantedLetter(
  letter: Pick<DeadLetter, 'sentAt'>,
  { caseId, reason }: LetterNews,
  filter: RedriveFilter,
): boolean {
  return (
    (filter.caseId === undefined || filter.caseId === caseId) &&
    (filter.reason === undefined || [reason.ja, reason.en].some((text) => contains(text, filter.reason ?? ''))) &&
    (filter.since === undefined || letter.sentAt >= filter.since) &&
    (filter.until === undefined || letter.sentAt < filter.until)
  );
}

/** Whether the text contains the other, whatever its case. */
export function contains(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}

const shown = (text: string): string => (plain.test(text) ? text : 'an error that cannot be shown');

function plainText(value: unknown): string | undefined {
  return typeof value === 'string' && plain.test(value) ? value : undefined;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    // What is no JSON tells nothing of a case.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
