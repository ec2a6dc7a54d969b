import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { instanceFile, type InstanceFile } from './kernel/instance-file.ts';

/** An instance file that cannot be read; each line of the message is `file:line:column: what`. */
export class InstanceFileError extends Error {
  override readonly name = 'InstanceFileError';
  readonly retryable = false;
}

/** Reads the world before anything is deployed. @throws InstanceFileError */
export function readInstanceFile(path: string): InstanceFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new InstanceFileError(`${path}:1:1: cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };
  if (document.errors.length > 0)
    throw new InstanceFileError(
      document.errors.map(({ pos, message }) => `${place(pos[0])}: ${message.split('\n', 1)[0]}`).join('\n'),
      { cause: document.errors[0] },
    );
  const parsed = instanceFile.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    // What is missing has no node of its own: then the nearest one around it tells the place.
    for (let depth = issue.path.length; depth >= 0; depth -= 1) {
      const node: unknown = document.getIn(issue.path.slice(0, depth), true);
      const range = (node as { range?: [number, number, number] } | undefined)?.range;
      if (range) return `${place(range[0])}: ${issue.path.map(String).join('.')}: ${issue.message}`;
    }
    return `${path}:1:1: ${issue.path.map(String).join('.')}: ${issue.message}`;
  });
  throw new InstanceFileError(problems.join('\n'), { cause: parsed.error });
}
