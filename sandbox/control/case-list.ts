import type { ControlParts } from './parts.ts';
import { presentCase } from './present.ts';
import type { CaseSummary, Control } from './schema.ts';

/** All cases, latest update first; with `after`, a journal position, only what changed or went away since then. */
export function casesOf(parts: ControlParts, after: number | undefined): Awaited<ReturnType<Control['cases']>> {
  const { views } = parts;
  const { cases: changed, removed } =
    after === undefined ? { cases: views.cases.all(), removed: [] } : views.cases.changedAfter(after);
  return {
    // Of those that changed at one instant, the one that changed last comes first.
    cases: changed
      .map((one) => presentCase(parts, one))
      .reverse()
      .sort(latestFirst),
    removed: [...removed],
    sequence: views.sequence(),
  };
}

/** Instants of one form compare as texts, at a fraction of what a comparison by locale costs. */
function latestFirst(one: CaseSummary, other: CaseSummary): number {
  if (one.updatedAt === other.updatedAt) return 0;
  return one.updatedAt < other.updatedAt ? 1 : -1;
}
