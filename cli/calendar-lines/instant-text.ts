const pattern =
  /^(\d{4}-\d\d-(\d\d)T(?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,3})(\d*))?)?(?:Z|([+-])([01]\d|2[0-3])(?::?([0-5]\d))?)$/;

/**
 * Milliseconds of an ISO-8601 instant with its zone (`Z`, `+09:00`, `+0900`, `+09`); seconds may be left out. Undefined
 * for anything else: no zone, a date that does not exist, digits below a millisecond that are not zero.
 */
export function readInstant(text: string): number | undefined {
  const parts = text.length > 64 ? null : pattern.exec(text);
  if (parts === null) return undefined;
  const [, minute, day, second = '00', fraction = '', finer = '', sign, hours, minutes = '00'] = parts;
  if (/[^0]/.test(finer)) return undefined;
  const local = Date.parse(`${minute}:${second}.${fraction.padEnd(3, '0')}Z`);
  // The platform takes 30 February for 2 March.
  if (Number.isNaN(local) || new Date(local).getUTCDate() !== Number(day)) return undefined;
  const offset = sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '-' ? local + offset : local - offset;
}

/** `2026-01-05T01:30:00Z`; milliseconds only when there are any. */
export function instantText(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
