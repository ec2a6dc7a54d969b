import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root: `test/mutants/../..`. */
export const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url));

/** One piece of product source that is replaced by another. */
export interface Edit {
  /** Below `lambda/`. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** A bug that somebody could write. The product knows nothing of it: only a build for this test has it. */
export interface Mutant extends Edit {
  /** Kebab-case, unique. */
  readonly name: string;
  /** One sentence: what the product does wrong then. */
  readonly says: string;
  /** What else has to change for the bug to be whole, like an import. */
  readonly also?: readonly Edit[];
  /**
   * Makes limits of the product so small that a story of a few cases meets them. Not a part of the bug: the seed that catches
   * the mutant must keep every promise with this alone.
   */
  readonly atScale?: readonly Edit[];
}

/** A mutant whose text does not fit the product any more. */
export class MutantOutdatedError extends Error {
  override readonly name = 'MutantOutdatedError';
  readonly retryable = false;
}

/** Everything that building the mutant changes. */
export function editsOf({ file, find, replace, also = [], atScale = [] }: Mutant): readonly Edit[] {
  return [...atScale, { file, find, replace }, ...also];
}

/** The files that the edits touch, by their path, as they stand with the edits. @throws MutantOutdatedError */
export function editedSources(edits: readonly Edit[]): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  for (const edit of edits) {
    const path = join(repositoryRoot, edit.file);
    sources.set(path, withEdit(sources.get(path) ?? readFileSync(path, 'utf8'), edit));
  }
  return sources;
}

function withEdit(source: string, { file, find, replace }: Edit): string {
  const times = source.split(find).length - 1;
  if (times !== 1) {
    throw new MutantOutdatedError(
      `${file} must hold the text to replace exactly once, it holds it ${times} times; adjust the mutant:\n${find}`,
    );
  }
  // As a function: `$` in the replacement means nothing.
  return source.replace(find, () => replace);
}
