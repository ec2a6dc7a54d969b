import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { lockPathOf } from '../lib/policy/read-lock-file.ts';
import { repositoryRoot } from './policy-path.ts';
import { runSynth } from './run-synth.ts';

/** Where assemblies are kept, one folder for each state of what they are made from. */
export const assembliesDirectory = join(repositoryRoot, '.casewarden', 'assemblies');

/** A cloud assembly that agrees with the sources. Its folder never changes once it is there. */
export interface Assembly {
  /** Folder with `manifest.json`. */
  readonly directory: string;
  /** False when an assembly of the same sources was there. */
  readonly synthesized: boolean;
}

/** Everything in the repository that an assembly is made from, beside the policy file and its lock file. */
const inputs = ['lambda', 'lib', 'bin/app.ts', 'cdk.json', 'package-lock.json', 'tsconfig.json'];

/** Assemblies beyond these are removed once nobody has used them for a day. */
const keptAssemblies = 4;
const keptMilliseconds = 24 * 60 * 60 * 1000;
const buildingPrefix = 'building-';

async function filesUnder(path: string): Promise<readonly string[]> {
  const state = await stat(path);
  if (!state.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
  return (await Promise.all(names.map((name) => filesUnder(join(path, name))))).flat();
}

/** Hash over the content and the name of every input; equal hashes give equal assemblies. */
async function hashInputs(policyPath: string): Promise<string> {
  const policy = isAbsolute(policyPath) ? policyPath : resolve(repositoryRoot, policyPath);
  const hash = createHash('sha256');
  const add = async (name: string, path: string): Promise<void> => {
    const content = await readFile(path);
    hash.update(`${name}\0${content.byteLength}\0`).update(content);
  };
  for (const input of inputs) {
    for (const path of await filesUnder(join(repositoryRoot, input))) {
      await add(path.slice(repositoryRoot.length), path);
    }
  }
  await add('policy', policy);
  await add('lock', lockPathOf(policy));
  return hash.digest('hex').slice(0, 20);
}

async function removeUnused(directory: string, current: string): Promise<void> {
  const found = await Promise.all(
    (await readdir(directory)).map(async (name) => ({ name, usedAt: await usedAt(join(directory, name)) })),
  );
  const old = found
    .filter(({ name, usedAt }) => name !== current && usedAt !== undefined && Date.now() - usedAt > keptMilliseconds)
    .sort((a, b) => (b.usedAt ?? 0) - (a.usedAt ?? 0));
  const surplus = [
    ...old.filter(({ name }) => !isBuilding(name)).slice(keptAssemblies),
    ...old.filter(({ name }) => isBuilding(name)),
  ];
  await Promise.all(surplus.map(({ name }) => rm(join(directory, name), { recursive: true, force: true })));
}

function isBuilding(name: string): boolean {
  return name.startsWith(buildingPrefix);
}

async function usedAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    // Another process tidies up at the same time.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Puts the finished folder in its place; when another process was faster, its equal folder is taken. */
async function settle(built: string, target: string): Promise<void> {
  try {
    await rename(built, target);
  } catch (error) {
    if (!existsSync(join(target, 'manifest.json'))) throw error;
  }
}

/**
 * The assembly of a policy file (absolute, or relative to the repository): the one that is there when nothing it is made from has
 * changed, else a new one. Safe to call in several processes at once: each builds in a folder of its own and moves it
 * into place in one step. The policy file must have been found valid.
 * @throws UserError when the app cannot be synthesized; nothing is left behind
 */
export async function synthIfStale(
  policyPath: string,
  outputDirectory: string = assembliesDirectory,
  options: { readonly signal?: AbortSignal; /** @default cdk synth */ readonly synth?: typeof runSynth } = {},
): Promise<Assembly> {
  const name = await hashInputs(policyPath);
  const directory = join(outputDirectory, name);
  if (existsSync(join(directory, 'manifest.json'))) {
    const now = new Date();
    await utimes(directory, now, now);
    return { directory, synthesized: false };
  }
  await mkdir(outputDirectory, { recursive: true });
  const building = join(outputDirectory, `${buildingPrefix}${randomUUID()}`);
  try {
    await (options.synth ?? runSynth)({ policyPath, outputDirectory: building, signal: options.signal });
    await settle(building, directory);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  await removeUnused(outputDirectory, name);
  return { directory, synthesized: true };
}
