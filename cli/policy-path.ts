import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommandIo } from './command.ts';

/** Folder of the repository: `cli/..`. */
export const repositoryRoot = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');

/**
 * Path of the policy file as a person would write it from where they stand: the one given, else `casewarden.yaml` here or
 * in the repository, else the shipped example.
 */
export function policyPathOf(given: string | undefined, io: Pick<CommandIo, 'workingDirectory'>): string {
  if (given !== undefined) return given;
  const candidates = [
    join(io.workingDirectory, 'casewarden.yaml'),
    join(repositoryRoot, 'casewarden.yaml'),
    join(repositoryRoot, 'examples', 'first-desk.yaml'),
  ];
  const found = candidates.find((path) => existsSync(path)) ?? join(repositoryRoot, 'examples', 'first-desk.yaml');
  const shown = relative(io.workingDirectory, found);
  return shown.startsWith('..') || isAbsolute(shown) ? found : shown;
}

/** The same file for a process that runs in the repository's folder. */
export function policyPathForSynth(path: string, io: Pick<CommandIo, 'workingDirectory'>): string {
  const absolute = resolve(io.workingDirectory, path);
  const shown = relative(repositoryRoot, absolute);
  return shown.startsWith('..') || isAbsolute(shown) ? absolute : shown;
}
