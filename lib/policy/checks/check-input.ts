import type { LockFile } from '../../../lambda/contract/lock-file.ts';
import { systemFields } from '../../../lambda/contract/policy-file.ts';
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
  readonly calendars: ReadonlySet<string> | undefined;
  readonly policies: ReadonlySet<string> | undefined;
  /** Undefined when the lock file is missing or broken, or nobody asked for it. */
  readonly lock: LockFile | undefined;
  /** Holidays of countries and regions are written out around it. */
  readonly year: number;
  /** True when the schema refused the value, or something in it: it may stand in the file and not in the draft. */
  readonly wasRefused: (path: ValuePath) => boolean;
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

/** A key that must be the name of a field, of the file or of Cases. */
export function knownField(path: ValuePath, name: string, fields: ReadonlySet<string> | undefined): readonly Finding[] {
  if (fields === undefined || fields.has(name) || systemFields.some((field) => field === name)) return [];
  const known = [...fields, ...systemFields];
  return [atKey(path, `unknown field ${JSON.stringify(name)}; allowed: ${listText(known)}${suggestion(name, known)}`)];
}

/** A name of the instance that must be in the lock file. */
export function lockedName(
  path: ValuePath,
  what: string,
  name: string,
  locked: Readonly<Record<string, unknown>> | undefined,
  { lock, resolveCommand }: CheckInput,
): readonly Finding[] {
  const known = Object.keys(locked ?? {});
  if (lock === undefined || known.includes(name)) return [];
  return [
    atValue(
      path,
      `${what} ${JSON.stringify(name)} ${what.endsWith('s') || what.startsWith('hours') ? 'are' : 'is'} not in the lock file; there: ${listText(known)}${suggestion(name, known)}; if ${what.startsWith('hours') ? 'they exist' : `the ${what} exists`} in the instance, run: ${resolveCommand}`,
    ),
  ];
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
