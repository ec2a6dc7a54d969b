import * as z from 'zod/mini';

/**
 * How far ahead of their time `tick` sends due moments, in seconds. Twice its own period, so that one tick may fail; and the
 * nearness within which `advance` sends a moment by itself, because `tick` may already have looked past it. Both functions
 * read it from their environment, since they must agree; a queue message can be delayed by 900 at most.
 */
export const lookAheadSeconds = 120;

/** The environment variable `LOOK_AHEAD_SECONDS`, as a text. */
export const lookAheadText = z
  .string()
  .check(z.refine((text) => /^[1-9]\d{0,2}$/.test(text) && Number(text) <= 900, 'seconds from 1 to 900'));
