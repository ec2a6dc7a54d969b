/*
 * Instants are ISO-8601 in UTC with milliseconds, so that they sort as text and compare with `<`.
 */

/** Turns any date-time text that carries a zone into our form; undefined when it is not one. */
export function toInstant(text: string): string | undefined {
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : instantOf(milliseconds);
}

export function addSeconds(instant: string, seconds: number): string {
  return addMilliseconds(instant, seconds * 1000);
}

export function addMilliseconds(instant: string, milliseconds: number): string {
  return instantOf(Date.parse(instant) + milliseconds);
}

/** Milliseconds from `from` to `to`; negative when `to` is earlier. */
export function millisecondsBetween(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from);
}

/** Whole seconds from `from` until `to` has certainly come; 0 when it already has. */
export function wholeSecondsUntil(from: string, to: string): number {
  return Math.max(0, Math.ceil(millisecondsBetween(from, to) / 1000));
}

export function earliest(instants: Iterable<string | undefined>): string | undefined {
  let first: string | undefined;
  for (const instant of instants)
    if (instant !== undefined && (first === undefined || instant < first)) first = instant;
  return first;
}

const dayMilliseconds = 86_400_000;
const twoDigits = Array.from({ length: 60 }, (_unused, number) => String(number).padStart(2, '0'));
const threeDigits = Array.from({ length: 1000 }, (_unused, number) => String(number).padStart(3, '0'));
/** The day that was asked for last, with its text up to `T`: instants that are told together are mostly of one day. */
const latest = { day: Number.NaN, text: '' };

/**
 * The instant of epoch milliseconds, in our form. As `toISOString`, and several times as fast: everything that is stored has instants.
 * @throws RangeError when there is no such date
 */
export function instantOf(milliseconds: number): string {
  const whole = Math.trunc(milliseconds);
  const day = Math.floor(whole / dayMilliseconds);
  if (day !== latest.day) {
    latest.text = new Date(whole).toISOString().slice(0, -'00:00:00.000Z'.length);
    latest.day = day;
  }
  const rest = whole - day * dayMilliseconds;
  const hour = twoDigits[Math.floor(rest / 3_600_000)]!;
  const minute = twoDigits[Math.floor(rest / 60_000) % 60]!;
  const second = twoDigits[Math.floor(rest / 1000) % 60]!;
  return `${latest.text}${hour}:${minute}:${second}.${threeDigits[rest % 1000]!}Z`;
}
