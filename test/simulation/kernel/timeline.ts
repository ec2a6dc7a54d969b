/** What happens when, in virtual time: one thing after another, so that a simulation has exactly one course. */
export interface Timeline {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Has `act` done that much later; what falls on one instant is done in the order in which it was asked for. */
  readonly after: (milliseconds: number, act: () => void) => void;
  /** Plays until nothing is left before `until` (epoch milliseconds), then stands at `until`. */
  playUntil(until: number): Promise<void>;
}

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

const isBefore = (left: Entry, right: Entry): boolean =>
  left.at < right.at || (left.at === right.at && left.order < right.order);

/** @param start epoch milliseconds */
export function createTimeline(start: number): Timeline {
  const heap: Entry[] = [];
  let now = start;
  let asked = 0;
  return {
    now: () => now,
    after: (milliseconds, act) => push(heap, { at: now + Math.max(0, milliseconds), order: (asked += 1), act }),
    playUntil: async (until) => {
      while (heap[0] !== undefined && heap[0].at <= until) {
        const next = pop(heap)!;
        now = next.at;
        next.act();
        await settled();
      }
      now = Math.max(now, until);
    },
  };
}

/** Resolves when every continuation that can go on has gone on: ticks come after all microtasks. */
async function settled(): Promise<void> {
  await new Promise<void>((resolve) => process.nextTick(resolve));
}

function push(heap: Entry[], entry: Entry): void {
  heap.push(entry);
  for (let place = heap.length - 1; place > 0;) {
    const parent = (place - 1) >> 1;
    if (!isBefore(heap[place]!, heap[parent]!)) return;
    swap(heap, place, parent);
    place = parent;
  }
}

function pop(heap: Entry[]): Entry | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (heap.length === 0 || last === undefined) return first;
  heap[0] = last;
  for (let place = 0; ;) {
    const left = 2 * place + 1;
    const right = left + 1;
    let least = place;
    if (left < heap.length && isBefore(heap[left]!, heap[least]!)) least = left;
    if (right < heap.length && isBefore(heap[right]!, heap[least]!)) least = right;
    if (least === place) return first;
    swap(heap, place, least);
    place = least;
  }
}

function swap(heap: Entry[], one: number, other: number): void {
  const kept = heap[one]!;
  heap[one] = heap[other]!;
  heap[other] = kept;
}
