import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { loadPolicy } from '../lib/policy/load-policy.ts';
import { defineCommand } from './command.ts';
import { phase } from './phase.ts';
import { policyPathForSynth, policyPathOf, repositoryRoot } from './policy-path.ts';
import { runSynth } from './run-synth.ts';

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
