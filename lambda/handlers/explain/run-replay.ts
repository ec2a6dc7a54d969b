import * as z from 'zod/mini';
import { replayRequest, type ReplayAnswer, type ReplayedCase } from '../../contract/replay.ts';
import type { CasePages } from '../../domain/case-pages.ts';
import { MessageInvalidError, PolicyMissingError } from '../../domain/errors.ts';
import { say } from '../../domain/explain/words.ts';
import { addSeconds } from '../../domain/instants.ts';
import type { Clock, Hours, Policies } from '../../domain/ports.ts';
import { replayCase } from '../../domain/replay/replay-case.ts';
import { isTouched } from '../../domain/replay/touched.ts';
import { loadPolicy } from '../shared/load-policy.ts';

export interface ReplayPorts {
  readonly clock: Pick<Clock, 'now'>;
  readonly cases: CasePages;
  readonly policies: Policies;
  readonly hours: Hours;
}

/** What one piece of work lists at most before it lets its caller go on; an answer must fit into 6 MB. */
const enoughFound = 200;
/** Begin no further page after that; a run may take half a minute. */
const workSeconds = 10;

/** Whether somebody asks for a replay, and not for an explanation. */
export function asksForReplay(request: unknown): boolean {
  return z.safeParse(z.looseObject({ kind: z.literal('replay') }), request).success;
}

/**
 * Plays the cases of a piece of the ledger again to which something happened in a span, each by the policy that it follows.
 * @throws MessageInvalidError when the request does not follow its contract
 */
export async function runReplay(ports: ReplayPorts, request: unknown): Promise<ReplayAnswer> {
  const parsed = z.safeParse(replayRequest, request);
  // What was sent may be anything, so nothing of it is repeated.
  if (!parsed.success)
    throw new MessageInvalidError(
      'a replay takes {"kind": "replay", "from": "<instant>", "to": "<instant>"}; send that',
    );
  const { from, to } = parsed.data;
  const now = ports.clock.now();
  const found: ReplayedCase[] = [];
  const unreadable: string[] = [];
  let looked = 0;
  let agreed = 0;
  let next = parsed.data.next;
  do {
    const page = await ports.cases.page(next);
    looked += page.looked;
    unreadable.push(...page.unreadable);
    for (const item of page.items) {
      if (!isTouched(item, from, to)) continue;
      try {
        const running = await loadPolicy(ports, item.policyHash);
        const replayed = replayCase(item, running, now);
        if (replayed.differences.length > 0 || replayed.unplayable !== undefined) found.push(replayed);
        else agreed += 1;
      } catch (error) {
        if (!(error instanceof PolicyMissingError)) throw error;
        const unplayable = say(
          '従ったポリシーが台帳にありません。',
          'The policy that it follows is not in the ledger.',
        );
        found.push({ caseId: item.caseId, differences: [], unplayable });
      }
    }
    next = page.next;
  } while (next !== undefined && found.length < enoughFound && ports.clock.now() < addSeconds(now, workSeconds));
  return { kind: 'replay', now, looked, agreed, found, unreadable, ...(next === undefined ? {} : { next }) };
}
