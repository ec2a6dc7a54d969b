import type { AwsError } from '../../kernel/service.ts';

/** A part of a list and the token for the rest; `nextToken` is absent on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/** Cuts a page out of a list. Tokens are opaque to clients and hold an offset: a list that changes in between shifts. */
export function pageOf<T>(
  all: readonly T[],
  nextToken: string | undefined,
  size: number,
  refuse: (message: string) => AwsError,
): Page<T> {
  const start = nextToken === undefined ? 0 : offsetOf(nextToken);
  if (start === undefined) throw refuse('nextToken is not one that this operation returned.');
  const end = start + size;
  return { items: all.slice(start, end), nextToken: end < all.length ? tokenOf(end) : undefined };
}

const tokenOf = (offset: number): string => Buffer.from(`from:${offset}`).toString('base64url');

function offsetOf(token: string): number | undefined {
  const match = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  return match ? Number(match[1]) : undefined;
}
