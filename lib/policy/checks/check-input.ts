import type { LockFile } from '../../../lambda/contract/lock-file.ts';
import type { Draft } from '../draft.ts';
import type { Finding, ValuePath } from '../finding.ts';
import { listText, pathText } from '../finding.ts';
import { suggestion } from '../nearest-name.ts';

/** What every check is given. Sets are undefined when the part that would define the names is broken. */
export interface CheckInput {
  readonly draft: Draft;
  readonly fields: ReadonlySet<string> | undefined;
  readonly statuses: ReadonlySet<string> | undefined;
  readonly templates: ReadonlySet<string> | undefined;
  readonly teams: ReadonlySet<string> | undefined;
  /** Undefined when the lock file is missing or broken, or nobody asked for it. */
  readonly lock: LockFile | undefined;
  /** Command that writes the lock file, for messages. */
  readonly resolveCommand: string;
}

export type Check = (input: CheckInput) => readonly Finding[];

/** A finding at a value. */
export function atValue(path: ValuePath, message: string): Finding {
  return { path, at: 'value', message: `${pathText(path)}: ${message}` };
}

/** A finding at the key of a value. */
export function atKey(path: ValuePath, message: string): Finding {
  return { path, at: 'key', message: `${pathText(path)}: ${message}` };
}

/** A name that must be one of those known; nothing when it is, or when nothing is known. */
export function namedOneOf(
  path: ValuePath,
  what: string,
  name: string | undefined,
  known: ReadonlySet<string> | undefined,
  where: string,
): readonly Finding[] {
  if (name === undefined || known === undefined || known.has(name)) return [];
  const hint = suggestion(name, known);
  const message = `${what} ${JSON.stringify(name)} is not defined ${where}; allowed: ${listText(known)}${hint}`;
  return [atValue(path, message)];
}

/** Each entry of a list that stood before. */
export function repeatedEntries(
  path: ValuePath,
  list: readonly (string | undefined)[] | undefined,
): readonly Finding[] {
  const seen = new Set<string>();
  return (list ?? []).flatMap((name, index) => {
    if (name === undefined) return [];
    if (seen.has(name)) return [atValue([...path, index], `found ${JSON.stringify(name)} twice; allowed: once`)];
    seen.add(name);
    return [];
  });
}
