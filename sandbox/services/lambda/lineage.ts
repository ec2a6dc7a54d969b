import { createHash } from 'node:crypto';
import type { Kernel } from '../../kernel/kernel.ts';

/*
 * Lambda's loop detection: each invocation is counted, per function, in the `Lineage` of the X-Ray trace header, which
 * the SDK of a function passes on with every call and SQS keeps with every message. AWS documents that it does so and
 * where it stops, not how the header is written; the form here, `Lineage=<8 hex of the function's ARN>:<count>|…`, is
 * that of headers seen in the wild.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */

/** A chain may hold a function this many times; the next invocation of it is stopped. */
export const loopLimit = 16;

/** Functions are few and each is counted at every call: their keys are kept. */
const keys = new Map<string, string>();

function keyOf(functionArn: string): string {
  let key = keys.get(functionArn);
  if (key === undefined) {
    key = createHash('sha256').update(functionArn).digest('hex').slice(0, 8);
    keys.set(functionArn, key);
  }
  return key;
}

function parts(traceHeader: string | undefined): { rest: string[]; counts: Map<string, number> } {
  const all = (traceHeader ?? '').split(';').filter((part) => part !== '');
  const lineage = all.find((part) => part.startsWith('Lineage='))?.slice('Lineage='.length) ?? '';
  const counts = new Map<string, number>();
  for (const entry of lineage.split('|')) {
    const [key, count] = entry.split(':');
    if (key && Number.isInteger(Number(count))) counts.set(key, Number(count));
  }
  return { rest: all.filter((part) => !part.startsWith('Lineage=')), counts };
}

/** How often the function stands in the chain of calls that carries this header. */
export function timesInLineage(traceHeader: string | undefined, functionArn: string): number {
  return parts(traceHeader).counts.get(keyOf(functionArn)) ?? 0;
}

/**
 * The header for an invocation: those it was caused by, with this function counted once more. A batch of messages goes on
 * with the root of the first and, per function, the highest count of all.
 */
export function nextTraceHeader(kernel: Kernel, causes: readonly (string | undefined)[], functionArn: string): string {
  const read = causes.map(parts);
  const counts = new Map<string, number>();
  for (const { counts: some } of read)
    for (const [key, count] of some) counts.set(key, Math.max(count, counts.get(key) ?? 0));
  const key = keyOf(functionArn);
  counts.set(key, (counts.get(key) ?? 0) + 1);
  const seconds = Math.floor(kernel.clock.now() / 1000).toString(16);
  const fresh = () => [
    `Root=1-${seconds}-${kernel.identifiers.hex(24)}`,
    `Parent=${kernel.identifiers.hex(16)}`,
    'Sampled=0',
  ];
  const rest = read.find((cause) => cause.rest.length > 0)?.rest ?? fresh();
  return [...rest, `Lineage=${[...counts].map(([name, count]) => `${name}:${count}`).join('|')}`].join(';');
}
