/**
 * How far ahead of their time `tick` sends due moments, in seconds. Twice its own period, so that one tick may fail; and the
 * nearness within which `advance` sends a moment by itself, because `tick` may already have looked past it.
 */
export const lookAheadSeconds = 120;
