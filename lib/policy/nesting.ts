/** Levels of brackets or dashes beyond which a file is refused before it is parsed. A policy file has about eight. */
export const mostLevels = 100;

/**
 * Offset at which a text opens its hundred-and-first level of `[`, `{`, or of `- ` and `? ` on one line; -1 when it does
 * not. Quotes are not understood: a text that fools this has a hundred brackets more opened than closed.
 */
export function tooDeepAt(text: string): number {
  let open = 0;
  for (let offset = 0; offset < text.length; offset += 1) {
    const character = text[offset];
    if (character === '[' || character === '{') open += 1;
    else if (character === ']' || character === '}') open = Math.max(0, open - 1);
    if (open > mostLevels) return offset;
  }
  const dashes = new RegExp(`^[ ]*(?:[-?][ ]+){${mostLevels + 1}}`, 'm').exec(text);
  return dashes === null ? -1 : dashes.index;
}
