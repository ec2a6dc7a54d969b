/** Calls within one virtual second, as the control API tells them. */
export interface MeteredSecond {
  readonly at: string;
  readonly calls: number;
  readonly refused: number;
}

/** What was called within a stretch of time. */
export interface Bucket {
  /** When it began, epoch milliseconds. */
  readonly at: number;
  /** Most calls in one second. */
  readonly peak: number;
  /** Most refused calls in one second: never more than `peak`. */
  readonly refusedPeak: number;
  readonly calls: number;
  readonly refused: number;
}

/** A look back from now. */
export interface Span {
  readonly id: string;
  readonly minutes: number;
  /** Length of one bar. */
  readonly bucketMinutes: number;
}

/** Bars stay wide enough to be told apart: none of them has more than about seventy. */
export const spans = [
  { id: '15', minutes: 15, bucketMinutes: 1 },
  { id: '60', minutes: 60, bucketMinutes: 1 },
  { id: '360', minutes: 360, bucketMinutes: 5 },
] as const satisfies readonly Span[];

const minuteMilliseconds = 60_000;

/** Adds seconds up to whole buckets, oldest first; the last is the one that `now` (epoch milliseconds) is in. */
export function bucketsOf(seconds: readonly MeteredSecond[], now: number, { minutes, bucketMinutes }: Span): Bucket[] {
  const size = bucketMinutes * minuteMilliseconds;
  const count = Math.ceil(minutes / bucketMinutes);
  const first = Math.floor(now / size) * size - (count - 1) * size;
  const buckets = Array.from({ length: count }, (_, index) => ({
    at: first + index * size,
    peak: 0,
    refusedPeak: 0,
    calls: 0,
    refused: 0,
  }));
  for (const { at, calls, refused } of seconds) {
    const bucket = buckets[Math.floor((Date.parse(at) - first) / size)];
    if (bucket === undefined) continue;
    bucket.peak = Math.max(bucket.peak, calls);
    bucket.refusedPeak = Math.max(bucket.refusedPeak, refused);
    bucket.calls += calls;
    bucket.refused += refused;
  }
  return buckets;
}
