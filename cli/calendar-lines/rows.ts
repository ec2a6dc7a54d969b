import * as z from 'zod';
import { readInstant } from './instant-text.ts';

/** Name of a line; what is a number stays one in the answer. */
export const lineId = z.union([z.string().min(1).max(1000), z.int()]);
export type LineId = z.infer<typeof lineId>;

const instant = z.string().transform((text, context) => {
  const milliseconds = readInstant(text);
  if (milliseconds !== undefined) return milliseconds;
  context.issues.push({
    code: 'custom',
    input: text,
    message: 'an instant with its zone, like 2026-01-05T09:00:00+09:00, to the millisecond at most',
  });
  return z.NEVER;
});

/** In seconds on the line, in milliseconds here. */
const length = z
  .number()
  .refine(
    (seconds) => seconds >= 0 && Math.round(seconds * 1000) / 1000 === seconds,
    'seconds, zero or more, with at most three decimals',
  )
  .transform((seconds) => Math.round(seconds * 1000));

const pauses = z
  .array(z.tuple([instant, instant]).refine(([from, to]) => to >= from, 'a pause that ends after it begins'))
  .optional();

const about = { id: lineId, cal: lineId };

/** What may be asked, by `op`. */
export const rows = {
  deadline: z.strictObject({ ...about, op: z.literal('deadline'), start: instant, seconds: length, pauses }),
  elapsed: z.strictObject({ ...about, op: z.literal('elapsed'), start: instant, end: instant, pauses }),
  before: z.strictObject({ ...about, op: z.literal('before'), start: instant, seconds: length }),
} as const;

/** A question that was understood. */
export type Row = z.infer<(typeof rows)[keyof typeof rows]>;

/** True when `value` is an `op`. */
export function isOperation(value: unknown): value is keyof typeof rows {
  return typeof value === 'string' && Object.hasOwn(rows, value);
}
