import type { ResourceProgress, Sandbox, SandboxOptions } from '../sandbox/start-sandbox.ts';
import { UserError, type CommandIo } from './command.ts';
import { phase } from './phase.ts';

/** The sandbox's code, with the schemas of a dozen AWS services: loaded while the app is synthesized, not for `--help`. */
export const loadSandbox = () => import('../sandbox/start-sandbox.ts');

/** Starts a sandbox with an assembly in it and says on standard error how it goes. @throws UserError */
export async function launch(options: SandboxOptions & { assemblyDirectory: string }, io: CommandIo): Promise<Sandbox> {
  const { startSandbox, DeploymentError, InstanceFileError } = await loadSandbox();
  let done = 0;
  const onProgress = ({ stackName, logicalId }: ResourceProgress): void => {
    done += 1;
    // A line for each resource would bury everything else; on a terminal one line follows the work.
    if (io.terminal) io.err(`\r\u001B[2Kdeploying into the sandbox … ${done} ${stackName}/${logicalId} `);
  };
  try {
    const sandbox = await phase(
      io,
      'deploying into the sandbox',
      () => startSandbox({ ...options, onProgress, signal: io.signal }),
      () => `${done} resources`,
    );
    if (sandbox.insteadOf !== undefined)
      io.err(`port ${sandbox.insteadOf} is in use; the sandbox took ${sandbox.port} instead\n`);
    return sandbox;
  } catch (error) {
    if (error instanceof DeploymentError)
      throw new UserError(`missing step: the deployment failed: ${error.message}`, {
        cause: error,
        next: 'What the sandbox can deploy: sandbox/services/*/README.md',
      });
    if (error instanceof InstanceFileError) throw new UserError(error.message, { cause: error });
    throw error;
  }
}
