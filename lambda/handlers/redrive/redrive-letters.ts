import type { DeadLettersAnswer, DeadLettersRequest, FoundLetter } from '../../contract/redrive.ts';
import { MessageInvalidError } from '../../domain/errors.ts';
import { addSeconds } from '../../domain/instants.ts';
import type { Clock } from '../../domain/ports.ts';
import { isWantedLetter, readDeadLetter } from '../../domain/redrive/dead-letter.ts';
import type { DeadLetter, DeadLetters } from '../../domain/redrive/ports.ts';

export interface LetterPorts {
  readonly clock: Pick<Clock, 'now'>;
  readonly deadLetters: DeadLetters;
}

/** Letters that one piece of work looks at, and lists; what it lists must fit into an answer of 6 MB. */
const mostLetters = 1000;
/** Begin no further receive after that; a run may take a minute. */
const workSeconds = 40;

/**
 * Looks at the dead letters of one queue, and sends on what fits. A letter is removed only when the queue from which it came
 * has taken it: who dies in between leaves it in both, and a hint may come twice. What was only looked at is given back.
 */
export async function redriveLetters(ports: LetterPorts, request: DeadLettersRequest): Promise<DeadLettersAnswer> {
  const { queue, act, filter, limit = mostLetters } = request;
  const { queues } = ports.deadLetters;
  if (!queues.includes(queue)) throw new MessageInvalidError(`queue must be one of ${queues.join(', ')}`);
  const stopAt = addSeconds(ports.clock.now(), workSeconds);
  const found = new Map<string, FoundLetter>();
  const held = new Set<DeadLetter>();
  let looked = 0;
  let hasMore = false;
  try {
    while (!hasMore) {
      const letters = await ports.deadLetters.receive(queue);
      if (letters.length === 0) break;
      for (const letter of letters) held.add(letter);
      looked += letters.length;
      for (const letter of letters) {
        const news = readDeadLetter(letter);
        if (found.size >= limit || found.has(letter.id) || !isWantedLetter(letter, news, filter)) continue;
        if (act) {
          await ports.deadLetters.sendOn(queue, letter);
          await ports.deadLetters.remove(queue, letter);
          held.delete(letter);
        }
        const { what, reason, caseId = null } = news;
        found.set(letter.id, { id: letter.id, caseId, what, reason, since: letter.sentAt, redriven: act });
      }
      hasMore = found.size >= limit || looked >= mostLetters || ports.clock.now() >= stopAt;
    }
  } finally {
    await ports.deadLetters.giveBack(queue, [...held]);
  }
  return { kind: 'dead-letters', queue, found: [...found.values()], looked, hasMore };
}
