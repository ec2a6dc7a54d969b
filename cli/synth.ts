import { randomUUID } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { loadPolicy } from '../lib/policy/load-policy.ts';
import { defineCommand, UserError } from './command.ts';
import { phase } from './phase.ts';
import { policyPathForSynth, policyPathOf, repositoryRoot } from './policy-path.ts';
import { runSynth } from './run-synth.ts';

/** A folder that holds something else than an assembly is somebody's; it is not ours to replace. */
async function refuseForeignFolder(target: string): Promise<void> {
  let names: readonly string[];
  try {
    names = await readdir(target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    if (code === 'ENOTDIR') throw new UserError(`${target} is a file; --output takes a folder`, { cause: error });
    throw error;
  }
  if (names.length === 0 || names.includes('manifest.json')) return;
  throw new UserError(`${target} holds something else than a cloud assembly and would be replaced`, {
    next: 'Give --output a folder that is empty, new, or an earlier output.',
  });
}

/** Replaces a folder by another one that is complete. */
async function replaceFolder(built: string, target: string): Promise<void> {
  const old = `${target}.${randomUUID()}`;
  try {
    await rename(target, old);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  await rename(built, target);
  await rm(old, { recursive: true, force: true });
}

export const command = defineCommand({
  name: 'synth',
  summary: 'write the CloudFormation templates and the bundled functions',
  usage: '[file] [--output FOLDER]',
  help: `Checks the policy file, then synthesizes the CDK app with every check on: CloudFormation's schemas and the cdk-nag packs. Needs
no credentials and no network. A failed run leaves the folder as it was. The stacks are deployed with: npx cdk deploy --all`,
  examples: [
    { line: 'casewarden synth', does: 'the policy file of this folder, into cdk.out' },
    { line: 'casewarden synth desk.yaml --output out', does: 'another file and folder' },
  ],
  options: {
    output: { type: 'string', value: 'FOLDER', help: 'where to write; replaced as a whole (default: cdk.out)' },
  },
  positionals: 1,
  async run({ values, positionals }, io) {
    const path = policyPathOf(positionals[0], io);
    await loadPolicy(path, { workingDirectory: io.workingDirectory });
    const target =
      values.output === undefined ? join(repositoryRoot, 'cdk.out') : resolve(io.workingDirectory, values.output);
    await refuseForeignFolder(target);
    const building = `${target}.${randomUUID()}`;
    await phase(io, `synthesizing ${path}`, async () => {
      try {
        await runSynth({ policyPath: policyPathForSynth(path, io), outputDirectory: building, signal: io.signal });
        await replaceFolder(building, target);
      } finally {
        await rm(building, { recursive: true, force: true });
      }
    });
    io.out(`${io.paint('green', 'ok')} ${relative(io.workingDirectory, target) || '.'}\n`);
    return 0;
  },
});
