import type { Identifiers } from './kernel.ts';

/** Hashes a text to 32 bits (FNV-1a). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ character.codePointAt(0)!, 0x01000193);
  return value >>> 0;
}

/** Ids from a seed (generator: mulberry32). Not secret, not random: the point is that a run repeats. */
export function createIdentifiers(seed: string): Identifiers {
  let state = hash(seed);
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
  const draw = (alphabet: string, length: number): string => {
    let text = '';
    for (let place = 0; place < length; place += 1) text += alphabet[Math.floor(random() * alphabet.length)]!;
    return text;
  };
  const hex = (length: number): string => draw('0123456789abcdef', length);
  return {
    random,
    hex,
    digits: (length) => draw('0123456789', length),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${draw('89ab', 1)}${hex(3)}-${hex(12)}`,
  };
}
