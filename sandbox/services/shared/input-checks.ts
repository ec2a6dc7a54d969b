import type { AwsError } from '../../kernel/service.ts';

/** Constraints that the SDK's schemas leave out: JSON types, lengths, patterns, ranges. */
export interface InputChecks {
  /** @returns the text; refused when it is absent, no string, or outside the limits (default 1 to 500 characters). */
  text(value: unknown, name: string, limits?: TextLimits): string;
  /** As `text`, but an absent value stays absent. */
  optionalText(value: unknown, name: string, limits?: TextLimits): string | undefined;
  list<T>(value: readonly T[] | undefined, name: string, limits: { min: number; max: number }): readonly T[];
  /** @returns `value`, or `fallback` when it is absent. */
  integer(value: unknown, name: string, limits: { min: number; max: number; fallback?: number }): number;
  oneOf<T extends string>(value: unknown, name: string, allowed: readonly T[]): T;
  /** The one member of a union that is set. */
  member(value: unknown, name: string, allowed: readonly string[]): readonly [name: string, value: unknown];
}

interface TextLimits {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
};

/** Checks that throw what `refuse` makes of the message, so that each service answers with its own error. */
export function createInputChecks(refuse: (message: string) => AwsError): InputChecks {
  const text: InputChecks['text'] = (value, name, { min = 1, max = 500, pattern } = {}) => {
    if (value === undefined || value === null) throw refuse(`${name} is required.`);
    if (typeof value !== 'string') throw refuse(`${name} must be a string, got ${shown(value)}.`);
    if (value.length < min || value.length > max)
      throw refuse(`${name} must have ${min} to ${max} characters, got ${value.length}.`);
    if (pattern && !pattern.test(value)) throw refuse(`${name} must match ${pattern.source}, got ${shown(value)}.`);
    return value;
  };
  return {
    text,
    optionalText: (value, name, limits) =>
      value === undefined || value === null ? undefined : text(value, name, limits),
    list(value, name, { min, max }) {
      if (value === undefined || value === null) {
        if (min === 0) return [];
        throw refuse(`${name} is required.`);
      }
      if (!Array.isArray(value)) throw refuse(`${name} must be a list, got ${shown(value)}.`);
      if (value.length < min || value.length > max)
        throw refuse(`${name} must have ${min} to ${max} members, got ${value.length}.`);
      return value;
    },
    integer(value, name, { min, max, fallback }) {
      const number = value ?? fallback;
      if (number === undefined) throw refuse(`${name} is required.`);
      if (typeof number !== 'number' || !Number.isInteger(number) || number < min || number > max)
        throw refuse(`${name} must be a whole number from ${min} to ${max}, got ${shown(number)}.`);
      return number;
    },
    oneOf(value, name, allowed) {
      const found = allowed.find((candidate) => candidate === value);
      if (found === undefined) throw refuse(`${name} must be one of ${allowed.join(', ')}, got ${shown(value)}.`);
      return found;
    },
    member(value, name, allowed) {
      if (typeof value !== 'object' || value === null) throw refuse(`${name} is required.`);
      const set = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
      const first = set[0];
      if (set.length !== 1 || !first || !allowed.includes(first[0]))
        throw refuse(
          `${name} must have exactly one of ${allowed.join(', ')}, got ${set.map(([key]) => key).join(', ') || 'none'}.`,
        );
      return first;
    },
  };
}
