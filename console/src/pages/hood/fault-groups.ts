import type { Fault } from '../../../../sandbox/control/schema.ts';

/** The same fault several times in a row, told once. */
export interface FaultGroup {
  readonly latest: Fault;
  /** When it happened first. */
  readonly firstAt: string;
  readonly count: number;
}

const sameness = ({ kind, title, detail, about, caseId }: Fault): string =>
  JSON.stringify([kind, title.en, detail, about, caseId]);

/** Joins faults that say the same and follow each other. @param faults newest first, as the groups then are */
export function groupFaults(faults: readonly Fault[]): FaultGroup[] {
  const groups: FaultGroup[] = [];
  for (const fault of faults) {
    const last = groups.at(-1);
    if (last !== undefined && sameness(last.latest) === sameness(fault)) {
      groups[groups.length - 1] = { ...last, firstAt: fault.at, count: last.count + 1 };
    } else groups.push({ latest: fault, firstAt: fault.at, count: 1 });
  }
  return groups;
}
