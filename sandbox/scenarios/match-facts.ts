/** How far an instant may lie from the one that `~@` names. */
export const instantTolerance = 2 * 60_000;

/**
 * Whether `actual` holds what `wanted` says: scalars equal, a text that begins with `~` contained, `@<instant>` the same
 * instant however it is written, `~@<instant>` one within two minutes of it, maps and lists part by part. A list matches a
 * scalar when one of its entries does.
 */
export function matchesFacts(wanted: unknown, actual: unknown): boolean {
  if (Array.isArray(wanted))
    return Array.isArray(actual) && wanted.every((one) => actual.some((other) => matchesFacts(one, other)));
  if (typeof wanted === 'object' && wanted !== null)
    return (
      typeof actual === 'object' &&
      actual !== null &&
      Object.entries(wanted).every(([key, value]) => matchesFacts(value, (actual as Record<string, unknown>)[key]))
    );
  if (Array.isArray(actual)) return actual.some((one) => matchesFacts(wanted, one));
  if (typeof wanted === 'string') return matchesText(wanted, actual);
  return wanted === actual;
}

function matchesText(wanted: string, actual: unknown): boolean {
  const [, near, instant] = /^(~?)@(\d{4}-.+)$/.exec(wanted) ?? [];
  if (instant !== undefined) {
    const distance = typeof actual === 'string' ? Math.abs(Date.parse(actual) - Date.parse(instant)) : Number.NaN;
    return distance <= (near === '~' ? instantTolerance : 0);
  }
  if (wanted.startsWith('~')) return typeof actual === 'string' && actual.includes(wanted.slice(1));
  return wanted === actual;
}
