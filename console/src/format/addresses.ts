/** A piece of text: plain, or an address of the web that was found in it. */
export type Piece = { readonly text: string } | { readonly address: string };

/**
 * Characters that an address may have without being escaped: RFC 3986. Japanese text right behind one is not part of it, nor is an
 * escaped angle bracket. The limit keeps hostile text from costing more than it is long.
 */
const address = /https?:\/\/(?:(?!&[lg]t;)[\w\-.~:/?#[\]@!$&'()*+,;=%]){1,2000}/iy;
const mayBegin = /h/gi;
const closing = new Set(`.,:;!?'*_~`);

/** True for what may become a link: http and https only, whatever the text around it says. */
export function isWebAddress(given: string): boolean {
  if (!URL.canParse(given)) return false;
  const { protocol } = new URL(given);
  return protocol === 'https:' || protocol === 'http:';
}

/** The address that begins at `index`, without the punctuation of the sentence it stands in; undefined when none does. */
export function addressAt(text: string, index: number): string | undefined {
  if (index > 0 && /\w/.test(text[index - 1]!)) return undefined;
  address.lastIndex = index;
  const found = address.exec(text)?.[0];
  if (found === undefined) return undefined;
  const kept = found.slice(0, endOf(found));
  return isWebAddress(kept) ? kept : undefined;
}

/** Text with the addresses in it apart, in order; nothing is lost. */
export function splitAddresses(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let said = 0;
  mayBegin.lastIndex = 0;
  for (let match = mayBegin.exec(text); match; match = mayBegin.exec(text)) {
    const found = addressAt(text, match.index);
    if (found === undefined) continue;
    if (match.index > said) pieces.push({ text: text.slice(said, match.index) });
    pieces.push({ address: found });
    said = match.index + found.length;
    mayBegin.lastIndex = said;
  }
  if (said < text.length) pieces.push({ text: text.slice(said) });
  return pieces;
}

/** Where an address ends that may carry the punctuation of its sentence: a bracket that it has not opened is not part of it. */
function endOf(found: string): number {
  const count = (sign: string): number => found.split(sign).length - 1;
  const surplus = new Map([
    [')', count(')') - count('(')],
    [']', count(']') - count('[')],
  ]);
  let end = found.length;
  for (; end > 0; end -= 1) {
    const last = found[end - 1]!;
    const left = surplus.get(last) ?? 0;
    if (left > 0) surplus.set(last, left - 1);
    else if (!closing.has(last)) break;
  }
  return end;
}
