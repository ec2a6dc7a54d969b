/**
 * Whether `actual` holds what `wanted` says: scalars equal, a text that begins with `~` contained, maps and lists part
 * by part. A list matches a scalar when one of its entries does.
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
  if (typeof wanted === 'string' && wanted.startsWith('~'))
    return typeof actual === 'string' && actual.includes(wanted.slice(1));
  return wanted === actual;
}
