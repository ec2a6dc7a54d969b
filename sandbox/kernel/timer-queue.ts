/** A binary heap of timers in order of (moment, order of scheduling). */
export interface QueuedTimer {
  readonly at: number;
  readonly sequence: number;
  readonly label: string;
  readonly action: () => void | Promise<void>;
  cancelled: boolean;
}

const before = (a: QueuedTimer, b: QueuedTimer): boolean => a.at < b.at || (a.at === b.at && a.sequence < b.sequence);

export class TimerQueue {
  #heap: QueuedTimer[] = [];

  push(timer: QueuedTimer): void {
    const heap = this.#heap;
    let index = heap.push(timer) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(timer, heap[parent]!)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = timer;
  }

  /** The earliest timer that was not cancelled. */
  peek(): QueuedTimer | undefined {
    while (this.#heap[0]?.cancelled) this.#remove();
    return this.#heap[0];
  }

  pop(): QueuedTimer | undefined {
    const first = this.peek();
    if (first) this.#remove();
    return first;
  }

  /** The earliest timers in order, cancelled ones left out. */
  list(limit: number): QueuedTimer[] {
    // Taken from a copy: sorting all would cost more when there are thousands, of which few are wanted.
    const copy = new TimerQueue();
    copy.#heap = [...this.#heap];
    const earliest: QueuedTimer[] = [];
    while (earliest.length < limit) {
      const next = copy.pop();
      if (!next) break;
      earliest.push(next);
    }
    return earliest;
  }

  clear(): void {
    this.#heap = [];
  }

  #remove(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = index * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
  }
}
