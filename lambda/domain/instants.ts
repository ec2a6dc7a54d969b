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

/** The instant of epoch milliseconds, in our form. */
export function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
