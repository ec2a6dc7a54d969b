/** Which things changed after a position of the journal, without a look at those that did not. */
export interface ChangeLog {
  record(sequence: number, id: string): void;
  /** Ids of what changed after this position, each once, in the order of their last change. */
  after(sequence: number): readonly string[];
}

interface Change {
  readonly sequence: number;
  readonly id: string;
}

/** Changes of which a newer one is known are dropped when there are more of them than things, and more than this. */
const fewestBeforeCompacting = 1024;

/** Positions must not decrease from one record to the next. */
export function createChangeLog(): ChangeLog {
  let changes: Change[] = [];
  const latest = new Map<string, number>();
  const isLatest = ({ sequence, id }: Change): boolean => latest.get(id) === sequence;

  return {
    record(sequence, id) {
      if (latest.get(id) === sequence) return;
      latest.set(id, sequence);
      changes.push({ sequence, id });
      if (changes.length > 2 * latest.size + fewestBeforeCompacting) changes = changes.filter(isLatest);
    },
    after: (sequence) =>
      changes
        .slice(firstAfter(changes, sequence))
        .filter(isLatest)
        .map(({ id }) => id),
  };
}

/** Index of the first entry after a position, in a list that is ordered by it; the list's length when there is none. */
export function firstAfter(ordered: readonly { readonly sequence: number }[], sequence: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ordered[middle]!.sequence > sequence) high = middle;
    else low = middle + 1;
  }
  return low;
}
