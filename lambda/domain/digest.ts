import type { Effect } from '../contract/case-item.ts';

/*
 * When more notices wait than their API takes in a bounded time, the less severe ones of one recipient are told in one message.
 * Nothing is left out: each case stands in it, and each effect ends by itself.
 */

/** Notices that would take longer than this one by one are put together. */
export const longestBacklogSeconds = 300;
/** Cases in one digest: so many lines fit into a message of Slack with their links, and can be read afresh in good time. */
export const mostInDigest = 10;

/** Notices that go out one by one within the bound; when more wait, they are put together. */
export function noticesWithinBound(perSecond: number): number {
  return Math.max(1, Math.floor(perSecond * longestBacklogSeconds));
}

/** Whether a notice may stand in a digest. Severe ones go by themselves, and before the others: the order of the lane sees to it. */
export function mayBeGathered({ severity, action }: Pick<Effect, 'severity' | 'action'>): boolean {
  const isNotice = action.kind === 'slack' || action.kind === 'email';
  return isNotice && (severity === 'low' || severity === 'medium');
}

/**
 * Puts notices of one recipient together, in their order, as many as one digest holds.
 * @param recipientOf undefined says that the notice goes by itself
 */
export function gather<Notice>(
  notices: readonly Notice[],
  recipientOf: (notice: Notice) => string | undefined,
): readonly (readonly Notice[])[] {
  const groups: Notice[][] = [];
  const open = new Map<string, Notice[]>();
  for (const notice of notices) {
    const recipient = recipientOf(notice);
    const known = recipient === undefined ? undefined : open.get(recipient);
    if (known !== undefined && known.length < mostInDigest) {
      known.push(notice);
      continue;
    }
    const begun = [notice];
    groups.push(begun);
    if (recipient !== undefined) open.set(recipient, begun);
  }
  return groups;
}
