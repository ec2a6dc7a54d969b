import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPolicy } from '../../../lib/policy/load-policy.ts';
import { PolicyFileError, type PolicyProblem, type PolicySource } from '../../../lib/policy/policy-source.ts';

const example = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url)), 'utf8');

export const examplePolicy = example('first-desk.yaml');
export const exampleLock = example('first-desk.lock.json');

/** The example with one piece of its text replaced; fails when the piece is not there, so that a test cannot pass by accident. */
export function exampleWith(piece: string, replacement: string): string {
  if (!examplePolicy.includes(piece)) throw new Error(`the example does not hold ${JSON.stringify(piece)}`);
  return examplePolicy.replace(piece, () => replacement);
}

/** Line and column, from 1, at which a piece of a text begins. */
export function placeOf(text: string, piece: string): { line: number; column: number } {
  const before = text.slice(0, text.indexOf(piece)).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

export interface PolicyFiles {
  readonly policy: string | Uint8Array;
  /** null leaves it out. @default the example's */
  readonly lock?: string | null;
}

/** Runs `work` in a new folder that holds `desk.yaml` and `desk.lock.json`. */
export async function inPolicyFolder<Result>(
  files: PolicyFiles,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'casewarden-policy-'));
  try {
    writeFileSync(join(folder, 'desk.yaml'), files.policy);
    if (files.lock !== null) writeFileSync(join(folder, 'desk.lock.json'), files.lock ?? exampleLock);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function load(files: PolicyFiles): Promise<PolicySource> {
  return inPolicyFolder(files, (folder) => loadPolicy('desk.yaml', { workingDirectory: folder }));
}

/** What `loadPolicy` says is wrong; empty when it takes the files. */
export async function problemsOf(files: PolicyFiles): Promise<readonly PolicyProblem[]> {
  try {
    await load(files);
    return [];
  } catch (error) {
    if (error instanceof PolicyFileError) return error.problems;
    throw error;
  }
}
