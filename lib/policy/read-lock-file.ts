import { lockFile, type LockFile } from '../../lambda/contract/lock-file.ts';
import { isMapping, pathText } from './finding.ts';
import { PolicyFileError } from './policy-source.ts';
import { readText } from './read-text.ts';
import { parseYamlText } from './yaml-text.ts';

/** `desk.yaml` -> `desk.lock.json`, beside it. */
export function lockPathOf(policyPath: string): string {
  return `${policyPath.replace(/\.ya?ml$/i, '')}.lock.json`;
}

/** What to type to write the lock file of a policy file. */
export function resolveCommandOf(policyPath: string): string {
  return `npx casewarden resolve ${/\s/.test(policyPath) ? JSON.stringify(policyPath) : policyPath}`;
}

/**
 * Reads the lock file of a policy file.
 * @throws PolicyFileError when it is missing or not what `casewarden resolve` writes; says what to run
 */
export async function readLockFile(path: string, shownPath: string, resolveCommand: string): Promise<LockFile> {
  const text = await readText(path, shownPath, `names of users and queues are looked up there; run: ${resolveCommand}`);
  const parsed = parseYamlText(text, shownPath);
  const result = lockFile.safeParse(parsed.data);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const issuePath = (issue?.path ?? []).map((part) => (typeof part === 'number' ? part : String(part)));
  const what = isMapping(parsed.data)
    ? `${pathText(issuePath)} is not as casewarden writes it`
    : 'this is no lock file';
  const place = parsed.locate({ path: issuePath, at: 'value' });
  throw new PolicyFileError([{ file: shownPath, ...place, message: `${what}; write it anew: ${resolveCommand}` }]);
}
