import * as z from 'zod';

/** One thing that can be asked of the control API. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** Below `controlBase`; `{name}` is a part of the path. */
  readonly path: string;
  readonly does: string;
  /** Query parameters; all optional, all text. */
  readonly query?: z.ZodType<Readonly<Record<string, unknown>>>;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** True when the answer is a stream of server-sent events, each with `answer` as its data. */
  readonly stream?: true;
}

/** A journal position in a query. */
export const position = z.coerce.number().int().nonnegative();

/** How many, in a query. */
export const count = z.coerce.number().int().positive();
