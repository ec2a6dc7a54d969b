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

/**
 * The instant of epoch milliseconds, in our form; parts of a millisecond are dropped. Everything that is done is dated, many
 * times over, and nearly all of it on one day: so the text of the day is kept, which makes it several times as fast as Date.
 * @throws RangeError when it is no number that a Date takes
 */
export function instantOf(milliseconds: number): string {
  const whole = Math.trunc(milliseconds);
  const number = Math.floor(whole / dayMilliseconds);
  if (number !== lastDay.number) {
    const text = new Date(number * dayMilliseconds).toISOString();
    lastDay = { number, text: text.slice(0, text.indexOf('T') + 1) };
  }
  const ofDay = whole - number * dayMilliseconds;
  const seconds = Math.floor(ofDay / 1000);
  const minutes = Math.floor(seconds / 60);
  return `${lastDay.text}${twoDigits[Math.floor(minutes / 60)]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}.${threeDigits[ofDay % 1000]}Z`;
}

const dayMilliseconds = 86_400_000;
let lastDay = { number: Number.NaN, text: '' };
const twoDigits = Array.from({ length: 60 }, (_unused, value) => String(value).padStart(2, '0'));
const threeDigits = Array.from({ length: 1000 }, (_unused, value) => String(value).padStart(3, '0'));
