/** One line without its line feed; `tooLong` when it was longer than allowed and its text was thrown away. */
export type Line = { readonly text: string } | { readonly tooLong: true };

/** Characters of the longest line that is read: a century of holidays, day by day, takes less than a tenth. */
export const longestLine = 16 * 1024 * 1024;

/**
 * Cuts chunks of text into lines; a last line needs no line feed. Holds no more than one line, and of a line that is too
 * long nothing. Answers all lines of a chunk at once, so that few promises are made.
 */
export async function* splitLines(
  chunks: AsyncIterable<string>,
  longest = longestLine,
): AsyncGenerator<readonly Line[]> {
  let held: string[] = [];
  let heldLength = 0;
  let tooLong = false;

  const hold = (piece: string): void => {
    if (tooLong || piece === '') return;
    heldLength += piece.length;
    if (heldLength > longest) {
      tooLong = true;
      held = [];
    } else held.push(piece);
  };
  const release = (): Line => {
    const line: Line = tooLong ? { tooLong } : { text: held.join('') };
    held = [];
    heldLength = 0;
    tooLong = false;
    return line;
  };

  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let from = 0;
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', from)) {
      hold(chunk.slice(from, end));
      lines.push(release());
      from = end + 1;
    }
    hold(chunk.slice(from));
    if (lines.length > 0) yield lines;
  }
  if (heldLength > 0) yield [release()];
}
