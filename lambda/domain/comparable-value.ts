import type { FieldValue } from '../contract/case-item.ts';

/** Characters up to which a value is kept whole; options, flags and short texts are what conditions name. */
const longest = 256;
const keptCharacters = 64;

/**
 * A value as clocks need it: whether it is set, which one of a list it is, whether it is another than before. Of a long text
 * that much needs no more than its beginning and a number that stands for the rest; an item must not fill up with it.
 */
export function comparableValue(value: FieldValue): FieldValue {
  if (typeof value !== 'string' || value.length <= longest) return value;
  return `${value.slice(0, keptCharacters)}…${value.length}-${hash(value, 0x811c9dc5)}${hash(value, 0x1b873593)}`;
}

/** FNV-1a over the text, from a basis. Observations that are kept must compare with later ones, so this never changes. */
function hash(text: string, basis: number): string {
  let value = basis;
  for (let place = 0; place < text.length; place += 1) {
    value = Math.imul(value ^ text.charCodeAt(place), 0x01000193) >>> 0;
  }
  return value.toString(16).padStart(8, '0');
}
