/** Edits (insert, delete, replace, swap of neighbours) that turn one word into the other. */
function editDistance(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
        cost = Math.min(cost, (beforePrevious[column - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[to.length] ?? 0;
}

/** The known name that somebody probably meant by `given`, or undefined when none is close. */
export function nearestName(given: string, known: Iterable<string>): string | undefined {
  if (given.length > 80) return undefined;
  const allowedEdits = given.length < 3 ? 0 : Math.max(1, Math.floor(given.length / 3));
  let best: { name: string; edits: number } | undefined;
  for (const name of known) {
    if (Math.abs(name.length - given.length) > allowedEdits) continue;
    const edits = editDistance(given.toLowerCase(), name.toLowerCase());
    if (edits <= allowedEdits && (best === undefined || edits < best.edits)) best = { name, edits };
  }
  return best?.name;
}

/** `; did you mean "x"?`, or nothing. */
export function suggestion(given: string, known: Iterable<string>): string {
  const name = nearestName(given, known);
  return name === undefined ? '' : `; did you mean ${JSON.stringify(name)}?`;
}
