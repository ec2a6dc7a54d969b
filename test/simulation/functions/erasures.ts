import type { CaseItem } from '../../../lambda/contract/case-item.ts';

/** A deleted case is judged for so long before its facts are removed. Source: docs/architecture.md. */
const factsKeptMilliseconds = 48 * 3_600_000;

/** When at the latest the facts of a case may be removed that are still there; undefined when there are none. */
export function lastErasure(items: Iterable<CaseItem>): number | undefined {
  const moments = [...items].flatMap((item) => erasureOf(item) ?? []);
  return moments.length === 0 ? undefined : Math.max(...moments);
}

/** When the facts of the case are to be removed, if it was deleted and they have not been. */
export function erasureOf({ deletedAt, erased }: CaseItem): number | undefined {
  return deletedAt === undefined || erased?.isDone === true ? undefined : Date.parse(deletedAt) + factsKeptMilliseconds;
}
