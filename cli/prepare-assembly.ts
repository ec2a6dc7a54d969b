import { loadPolicy } from '../lib/policy/load-policy.ts';
import { synthIfStale } from './assembly.ts';
import type { CommandIo } from './command.ts';
import { phase } from './phase.ts';
import { policyPathForSynth, policyPathOf } from './policy-path.ts';

/**
 * Checks the policy file and synthesizes the app when anything it is made from has changed; says so on standard error.
 * @returns the folder of the assembly
 * @throws PolicyFileError, UserError
 */
export async function prepareAssembly(givenPolicy: string | undefined, io: CommandIo): Promise<string> {
  const path = policyPathOf(givenPolicy, io);
  await phase(io, `checking ${path}`, () => loadPolicy(path, { workingDirectory: io.workingDirectory }));
  const { directory } = await phase(
    io,
    'synthesizing the CDK app',
    () => synthIfStale(policyPathForSynth(path, io), undefined, { signal: io.signal }),
    ({ synthesized }) => (synthesized ? '' : 'nothing has changed since the last time'),
  );
  return directory;
}
