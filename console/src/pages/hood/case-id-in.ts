/** The first case that JSON speaks of: the value of a `caseId` anywhere in it. */
export function caseIdIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value);
  const own = entries.find(([name, inner]) => name === 'caseId' && typeof inner === 'string');
  if (own !== undefined) return own[1] as string;
  for (const [, inner] of entries) {
    const found = caseIdIn(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}
