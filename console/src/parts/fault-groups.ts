import type { Fault } from '../../../sandbox/control/schema.ts';

/** The same fault, however often it came, told once. */
export interface FaultGroup {
  readonly latest: Fault;
  /** When it happened first. */
  readonly firstAt: string;
  readonly count: number;
}

const sameness = ({ kind, title, detail, about, caseId }: Fault): string =>
  JSON.stringify([kind, title.en, detail, about, caseId]);

/** Joins faults that say the same of the same. @param faults newest first, as the groups then are by their latest */
export function groupFaults(faults: readonly Fault[]): FaultGroup[] {
  const groups = new Map<string, FaultGroup>();
  for (const fault of faults) {
    const key = sameness(fault);
    const { latest, count } = groups.get(key) ?? { latest: fault, count: 0 };
    groups.set(key, { latest, firstAt: fault.at, count: count + 1 });
  }
  return [...groups.values()];
}
