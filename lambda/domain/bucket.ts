import type { ApiRate } from '../contract/quota-profile.ts';

/*
 * The bucket of one API: it fills at the API's rate up to its burst, and a draw takes turns out of it, those to come included.
 * A run draws a few turns at once, so that the bucket is written once for several calls. Over any stretch of W seconds, all
 * runs together spend at most burst + rate × W turns. Times are epoch milliseconds.
 */

export interface Bucket {
  /** Turns that are there at `at`. */
  readonly level: number;
  /** Lies ahead when turns to come have been drawn: that is how long they last. */
  readonly at: number;
  /** The API refused a call at `since`: from then on the rate is that part of what it should be. */
  readonly slowed?: { readonly since: number; readonly part: number } | undefined;
}

/** Turns of one API that a run holds. */
export interface Turns {
  /** From when on each may be spent, in order. */
  readonly from: readonly number[];
  /** How much later each may be spent. */
  readonly spare: number;
  /** When the last of them begins: the time until then is this run's, so that turns which come late may move up to it. */
  readonly end: number;
}

export interface Draw {
  readonly turns: Turns | undefined;
  readonly bucket: Bucket;
  /** When the first turn that was not drawn begins. */
  readonly readyAt: number;
}

/** The rate doubles again after as long as this without another refusal. */
const recoverMilliseconds = 60_000;
const leastPart = 1 / 8;
/** How long the turns of one draw may stretch: what a run does not spend of them is lost. */
const longestStretchMilliseconds = 5_000;
/** Calls of other runs that were under way when one was refused tell nothing new. */
const sameRefusalMilliseconds = 2_000;

/** A bucket that nobody has drawn on is full. */
export function fullBucket(rate: ApiRate, now: number): Bucket {
  return { level: capacity(rate), at: now };
}

/**
 * Draws up to `wanted` turns, a few seconds' worth at most, of which each begins before `until`; none spends nothing. Turns
 * that are not there yet are drawn from the time to come, at the present rate, and nobody else can have them then.
 */
export function draw(
  rate: ApiRate,
  bucket: Bucket,
  { wanted, now, until }: { readonly wanted: number; readonly now: number; readonly until: number },
): Draw {
  const filled = fill(rate, bucket, now);
  const gap = gapMilliseconds(rate, filled, now);
  const beginOf = (place: number): number => filled.at + Math.max(0, Math.ceil((place + 1 - filled.level) * gap));
  // After a refusal one by one, so that the next is heard before more is drawn.
  const stretch = partAt(filled, now) < 1 ? 0 : longestStretchMilliseconds;
  const last = Math.min(until - 1, beginOf(0) + stretch);
  const from: number[] = [];
  while (from.length < wanted && beginOf(from.length) <= last) from.push(beginOf(from.length));
  const readyAt = beginOf(from.length);
  const end = from.at(-1);
  if (end === undefined) return { turns: undefined, bucket, readyAt };
  const spare = Math.floor((rate.burst - capacity(rate)) * usualGapMilliseconds(rate));
  const level = filled.level - from.length;
  // Turns to come were drawn at the present rate, which may be another when they have passed.
  const left = { level: Math.max(0, level), at: filled.at + Math.ceil(Math.max(0, -level) * gap) };
  return { turns: { from, spare, end }, bucket: { ...filled, ...left }, readyAt };
}

/**
 * Spends the next turn: at once or, when it has not begun, at its beginning. Turns of a run that is slower than the rate move
 * on together, and what would move past the end of what was drawn is lost, because others may have drawn from there on.
 * @returns undefined when none is left
 */
export function spend(held: Turns, now: number): { readonly at: number; readonly rest: Turns } | undefined {
  const [first = now] = held.from;
  const late = Math.max(0, now - (first + held.spare));
  const from = late === 0 ? held.from : held.from.map((turn) => turn + late).filter((turn) => turn <= held.end);
  const [next, ...others] = from;
  return next === undefined ? undefined : { at: Math.max(now, next), rest: { ...held, from: others } };
}

/**
 * The API refused a call as one too many: others spend more than their part. Halves the rate, once what has been drawn is
 * spent, and lets it double again after each minute without a refusal.
 */
export function slowDown(bucket: Bucket, now: number): Bucket {
  if (bucket.slowed !== undefined && now < bucket.slowed.since + sameRefusalMilliseconds) return bucket;
  const slowed = { since: now, part: Math.max(leastPart, partAt(bucket, now) / 2) };
  return { level: 0, at: Math.max(bucket.at, now), slowed };
}

function usualGapMilliseconds(rate: ApiRate): number {
  return 1000 / rate.perSecond;
}

/**
 * Half of the burst comes at once; the rest is what lets a turn be spent a little later than it begins and still keeps to
 * the burst. One is always there.
 */
function capacity({ burst }: ApiRate): number {
  return Math.max(1, Math.ceil(burst / 2));
}

/** Until the time of the bucket has come, it stays as it is. While the rate recovers, the slower one counts for the whole time. */
function fill(rate: ApiRate, bucket: Bucket, now: number): Bucket {
  const at = Math.max(bucket.at, now);
  const level = Math.min(capacity(rate), bucket.level + (at - bucket.at) / gapMilliseconds(rate, bucket, bucket.at));
  return { ...bucket, level, at };
}

function gapMilliseconds(rate: ApiRate, bucket: Bucket, now: number): number {
  return usualGapMilliseconds(rate) / partAt(bucket, now);
}

function partAt({ slowed }: Bucket, now: number): number {
  if (slowed === undefined) return 1;
  return Math.min(1, slowed.part * 2 ** Math.floor(Math.max(0, now - slowed.since) / recoverMilliseconds));
}
