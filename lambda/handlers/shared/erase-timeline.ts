import type { CaseItem } from '../../contract/case-item.ts';
import { timelineExpiry, withoutText } from '../../domain/erase.ts';
import { indexAttributes } from '../../domain/index-attributes.ts';
import type { CaseLedger, Clock } from '../../domain/ports.ts';

export interface EraseTimelinePorts {
  readonly clock: Clock;
  readonly ledger: Pick<CaseLedger, 'appendTimeline' | 'save' | 'timelinePage'>;
}

/**
 * Writes the timeline of an erased case anew without what may quote somebody, page by page from where it was left. A run that
 * dies or has no time left loses nothing: the item stays due until the last page, and a page may be written twice.
 * @param item as it is stored, with `erased` @param pages how many at most
 * @returns rows looked at, and whether that was the last of them
 */
export async function eraseTimeline(
  ports: EraseTimelinePorts,
  item: CaseItem,
  pages: number,
): Promise<{ readonly rows: number; readonly isDone: boolean }> {
  const { caseId, erased } = item;
  if (erased === undefined || erased.isDone) return { rows: 0, isDone: true };
  const expiresAt = timelineExpiry(item, ports.clock.now());
  if (item.timeline.length > 0) await ports.ledger.appendTimeline(caseId, item.timeline, expiresAt);
  let from = erased.timelineFrom;
  let rows = 0;
  let isDone = false;
  for (let page = 0; page < pages && !isDone; page += 1) {
    const { entries, next } = await ports.ledger.timelinePage(caseId, from);
    if (entries.length > 0) await ports.ledger.appendTimeline(caseId, entries.map(withoutText), expiresAt);
    rows += entries.length;
    isDone = next === undefined;
    from = next ?? from;
  }
  const { at } = erased;
  const next = { ...item, timeline: [], erased: { at, isDone, ...(from === undefined ? {} : { timelineFrom: from }) } };
  // Whoever has written meanwhile leaves the item due: the same pages are looked at once more.
  await ports.ledger.save(next, indexAttributes(next, ports.clock.now()));
  return { rows, isDone };
}
