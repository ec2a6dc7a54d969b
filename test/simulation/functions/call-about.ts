/** The case of a call is its first argument, or stands in it. */
export function caseIdOf(first: unknown): string | undefined {
  if (typeof first === 'string') return first.startsWith('case-') && /^case-\d/.test(first) ? first : undefined;
  const caseId = typeof first === 'object' && first !== null && 'caseId' in first ? first.caseId : undefined;
  return typeof caseId === 'string' ? caseId : undefined;
}

/** The effect of a call, where its arguments name one. */
export function effectKeyOf(port: string, rest: readonly unknown[]): string | undefined {
  for (const argument of rest) {
    if (typeof argument !== 'object' || argument === null) continue;
    const { effectKey, key, token, caseId } = argument as Readonly<Record<string, unknown>>;
    if (typeof effectKey === 'string') return effectKey;
    if (typeof token === 'string') return token.slice(String(caseId).length + 1);
    if (port === 'ledger' && typeof key === 'string') return key;
  }
  return undefined;
}
