/**
 * Stretches of open time in one part of the time line, in order and apart from each other. Times count from the start of
 * the part, so that parts with the same week share one.
 */
export interface OpenTimes {
  readonly opens: readonly number[];
  readonly closes: readonly number[];
  /** Open time until `closes[i]`. */
  readonly sums: readonly number[];
  /** Open time of all. */
  readonly total: number;
}

/** Puts stretches in order and joins those that touch or overlap; stretches without length fall away. */
export function joinTimes(given: readonly (readonly [open: number, close: number])[]): OpenTimes {
  const opens: number[] = [];
  const closes: number[] = [];
  for (const [open, close] of given.toSorted((a, b) => a[0] - b[0])) {
    if (close <= open) continue;
    const last = closes.length - 1;
    if (last >= 0 && open <= closes[last]!) closes[last] = Math.max(closes[last]!, close);
    else {
      opens.push(open);
      closes.push(close);
    }
  }
  let total = 0;
  const sums = closes.map((close, index) => (total += close - opens[index]!));
  return { opens, closes, sums, total };
}

/** Index of the first value above `bound`; the length when there is none. */
export function firstAbove(values: readonly number[], bound: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! > bound) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Open time from the start of the part until `time`. */
export function openUntil({ opens, closes, sums }: OpenTimes, time: number): number {
  const index = firstAbove(closes, time);
  const whole = index === 0 ? 0 : sums[index - 1]!;
  const open = opens[index];
  return open !== undefined && open < time ? whole + time - open : whole;
}
