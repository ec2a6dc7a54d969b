import { isObject, type JsonObject } from '../kernel/json-object.ts';

/* Entries of the journal are open: what stands in them is read with an answer for whatever is not there. */

/** The members of a value; none when it has none. */
export const factsOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** A text, or the empty one. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A text that says something; undefined for everything else. */
export const textGiven = (value: unknown): string | undefined => textOf(value) || undefined;
