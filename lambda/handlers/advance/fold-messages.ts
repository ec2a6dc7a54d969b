import type { CaseItem } from '../../contract/case-item.ts';
import type { InboxMessage } from '../../contract/inbox-message.ts';
import { followedPolicy } from '../../domain/open-case.ts';
import type { Hours, Policies } from '../../domain/ports.ts';
import { withoutOutdatedRead } from '../../domain/shared-read.ts';
import { step } from '../../domain/step.ts';
import type { RunningPolicy } from '../../domain/running-policy.ts';
import { loadPolicy } from '../shared/load-policy.ts';
import type { Received, Refused } from './messages.ts';

export interface Folded {
  /** The item after all of them; undefined when nobody wants the case. */
  readonly item: CaseItem | undefined;
  readonly changed: boolean;
  /** The policy by which the last of them was judged; undefined when none could be. */
  readonly running: RunningPolicy | undefined;
  /** Those that were folded, whether or not they told anything new. */
  readonly taken: readonly Received[];
  readonly refused: readonly Refused[];
}

/**
 * Folds messages of one case one after another, each over what the one before has made; one that throws changes nothing. What
 * came together is heard before anything is done that a moment asks for: nobody is warned of a case that was just answered.
 */
export async function foldMessages(
  ports: { readonly policies: Policies; readonly hours: Hours },
  newestPolicy: string,
  loaded: CaseItem | undefined,
  messages: readonly Received[],
  now: string,
): Promise<Folded> {
  const taken: Received[] = [];
  const refused: Refused[] = [];
  let item = loaded;
  let judgedBy: RunningPolicy | undefined;
  for (const received of [...messages.filter(isNews), ...messages.filter((one) => !isNews(one))]) {
    const { message, messageId } = received;
    try {
      const running = await loadPolicy(ports, policyHash(item, message, newestPolicy));
      const stepped = step(item, message, running, now).item;
      item = stepped && withoutOutdatedRead(stepped, message);
      judgedBy = running;
      taken.push(received);
    } catch (error) {
      refused.push({ messageId, error });
    }
  }
  return { item, changed: item !== loaded, running: judgedBy, taken, refused };
}

const isNews = ({ message }: Received): boolean => !isOwnHint(message);

const isOwnHint = (message: InboxMessage): boolean =>
  !('source' in message) && (message.kind === 'due' || message.kind === 'outcome');

/** A moment that has come and an effect that has ended are no news of the case: they leave an item with its policy. */
function policyHash(item: CaseItem | undefined, message: InboxMessage, newest: string): string {
  return isOwnHint(message) && item !== undefined ? item.policyHash : followedPolicy(item, newest);
}
