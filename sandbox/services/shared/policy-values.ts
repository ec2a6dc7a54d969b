/** A member of a policy that may be left out, stand alone, or be a list. */
export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** Patterns come from deployed policies and are few; each call of a function is judged by many of them. */
const compiled = new Map<string, RegExp>();

/** `*` stands for any characters, `?` for one. */
export function matchesWildcard(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text;
  let known = compiled.get(pattern);
  if (!known) {
    const source = pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    known = new RegExp(`^${source}$`, 's');
    compiled.set(pattern, known);
  }
  return known.test(text);
}
