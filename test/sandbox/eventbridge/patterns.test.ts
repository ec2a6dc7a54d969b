import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from '../../../sandbox/kernel/service.ts';
import { compilePattern } from '../../../sandbox/services/eventbridge/pattern/compile-pattern.ts';
import { matchesEvent } from '../../../sandbox/services/eventbridge/pattern/match-event.ts';

/*
 * A case is a file: `patterns/<what it shows>-<verdict>.json` with a pattern and, unless the pattern is invalid, an
 * event. Adding one needs no code.
 */
const folder = new URL('patterns/', import.meta.url);
const verdicts = ['no-match', 'match', 'invalid'];

test.each(readdirSync(folder).toSorted())('%s', (file) => {
  const verdict = verdicts.find((each) => file.endsWith(`-${each}.json`));
  const { pattern, event } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as {
    pattern: unknown;
    event: Record<string, unknown>;
  };
  if (verdict === 'invalid') {
    expect(() => compilePattern(pattern)).toThrow(AwsError);
    expect(() => compilePattern(pattern)).toThrow('Event pattern is not valid. Reason: ');
  } else {
    expect(verdict).toBeDefined();
    expect(matchesEvent(compilePattern(pattern), event)).toBe(verdict === 'match');
  }
});

const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const fieldName = fc.stringMatching(/^[a-z]{1,4}$/);
const { object } = fc.letrec<{ object: Record<string, unknown>; value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, leaf, fc.array(leaf, { minLength: 1, maxLength: 3 }), tie('object')),
  object: fc.dictionary(fieldName, tie('value'), { minKeys: 1, maxKeys: 4 }),
}));

/** The pattern that asks for exactly what an event holds. */
const patternOf = (event: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(event).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? value
        : typeof value === 'object' && value !== null
          ? patternOf(value as Record<string, unknown>)
          : [value],
    ]),
  );

test('a pattern made from an event matches it', () => {
  fc.assert(
    fc.property(object, (event) => {
      expect(matchesEvent(compilePattern(patternOf(event)), event)).toBe(true);
    }),
  );
});

test('a pattern that also asks for a field which the event lacks does not match, and does once it may be absent', () => {
  fc.assert(
    fc.property(object, (event) => {
      const pattern = patternOf(event);
      expect(matchesEvent(compilePattern({ ...pattern, absent: [{ exists: true }] }), event)).toBe(false);
      expect(matchesEvent(compilePattern({ ...pattern, absent: [{ exists: false }] }), event)).toBe(true);
    }),
  );
});

test('a value and anything but that value never both match a single leaf', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.integer()), fc.oneof(leaf), (wanted, found) => {
      const event = { x: found };
      const is = matchesEvent(compilePattern({ x: [wanted] }), event);
      const isNot = matchesEvent(compilePattern({ x: [{ 'anything-but': wanted }] }), event);
      expect(is).toBe(!isNot);
    }),
  );
});
