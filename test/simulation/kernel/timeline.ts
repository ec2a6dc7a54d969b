/**
 * Something that happens at an instant.
 * @returns true when a run goes on by it: what it does next is awaited before anything else happens
 */
export type Happening = () => boolean | void;

/** What happens when, in virtual time: one thing after another, so that a simulation has exactly one course. */
export interface Timeline {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Has `act` done that much later; what falls on one instant is done in the order in which it was asked for. */
  readonly after: (milliseconds: number, act: Happening) => void;
  /** Plays until nothing is left before `until` (epoch milliseconds), then stands at `until`. */
  playUntil(until: number): Promise<void>;
}

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly act: Happening;
}

const isBefore = (left: Entry, right: Entry): boolean =>
  left.at < right.at || (left.at === right.at && left.order < right.order);

/** @param start epoch milliseconds */
export function createTimeline(start: number): Timeline {
  const heap: Entry[] = [];
  let now = start;
  let asked = 0;
  /** @returns false when nothing is left before `until` */
  const playOn = (until: number): boolean => {
    for (let next = heap[0]; next !== undefined && next.at <= until; next = heap[0]) {
      pop(heap);
      now = next.at;
      if (next.act() === true) return true;
    }
    now = Math.max(now, until);
    return false;
  };
  return {
    now: () => now,
    after: (milliseconds, act) => {
      push(heap, { at: now + Math.max(0, milliseconds), order: (asked += 1), act });
    },
    playUntil: async (until) => {
      while (playOn(until)) await settled();
    },
  };
}

/** Resolves when every continuation that can go on has gone on: ticks come after all microtasks. */
function settled(): Promise<void> {
  return new Promise<void>((resolve) => process.nextTick(resolve));
}

function push(heap: Entry[], entry: Entry): void {
  let place = heap.length;
  heap.push(entry);
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const above = heap[parent]!;
    if (!isBefore(entry, above)) break;
    heap[place] = above;
    place = parent;
  }
  heap[place] = entry;
}

function pop(heap: Entry[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
    if (!isBefore(heap[child]!, last)) break;
    heap[place] = heap[child]!;
    place = child;
  }
  heap[place] = last;
}
