import type { CaseItem, FieldValue } from '../../contract/case-item.ts';
import type { ReplayedCase } from '../../contract/replay.ts';
import { isFrozen } from '../erase.ts';
import { foldMessages, foldTimeline, type CaseTimeline, type MessageAt } from '../explain/fold-timeline.ts';
import { say } from '../explain/words.ts';
import type { RunningPolicy } from '../running-policy.ts';
import { differencesOf, owedWords } from './compare.ts';

/**
 * Plays what the ledger knows of a case from an empty item up to `now`, each thing at its own time, and says where the
 * result and the ledger part. Nobody acts; of what was owed only that it was owed is compared.
 * @param running the policy that the item follows
 * @param messages what happened to the case, in order of their instants, when others have kept it
 */
export function replayCase(
  item: CaseItem,
  running: RunningPolicy,
  now: string,
  messages?: readonly MessageAt[],
): ReplayedCase {
  const { caseId } = item;
  if (hasFollowedOthers(item))
    return {
      caseId,
      differences: [],
      unplayable: say(
        '途中でポリシーが変わったため、再生できません。',
        'It has followed more than one policy, so it cannot be played by one.',
      ),
    };
  if (isFrozen(item) || item.settled !== undefined)
    return {
      caseId,
      differences: [],
      unplayable: say(
        '判定の根拠の一部がもう台帳にないため (古い、消去済み、または大きすぎる)、再生できません。',
        'What it was judged by is not all kept (it is old, was erased or has become too large), so it cannot be played.',
      ),
    };
  const replayed =
    messages === undefined ? foldTimeline(timelineOf(item), running, now) : foldMessages(messages, running, now);
  return { caseId, differences: [...differencesOf(item, replayed, running, now)] };
}

/** What would be owed by `now` for a case of which no ledger tells; undefined when the policy is for no such case. */
export function owedByMessages(
  messages: readonly MessageAt[],
  running: RunningPolicy,
  now: string,
): readonly ReturnType<typeof say>[] | undefined {
  const replayed = foldMessages(messages, running, now);
  return replayed && owedWords(replayed, running);
}

function hasFollowedOthers(item: CaseItem): boolean {
  return item.pinnedAt !== undefined || item.clocks.some(({ policyHash }) => policyHash !== item.policyHash);
}

/** What happened to the case, as far as its item keeps it. What was seen at one instant is told at once. */
function timelineOf(item: CaseItem): CaseTimeline {
  const events = new Map<string, Record<string, FieldValue>>();
  for (const { at, fieldId, value } of item.observations) {
    events.set(at, { ...events.get(at), [fieldId]: value });
  }
  const { caseId, templateId, createdAt, deletedAt, signals } = item;
  return {
    caseId,
    templateId,
    createdAt,
    deletedAt,
    signals,
    events: [...events].map(([at, fields]) => ({ at, fields })),
  };
}
