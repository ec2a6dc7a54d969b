import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { UserError } from './command.ts';
import { repositoryRoot } from './policy-path.ts';

export interface SynthOptions {
  /** Policy file, absolute or relative to the repository. */
  readonly policyPath: string;
  /** Folder that does not exist yet; the assembly is written there. */
  readonly outputDirectory: string;
  /** Ends the synth. */
  readonly signal?: AbortSignal | undefined;
}

/** What the CDK's command line says that helps nobody who runs ours. */
const noise = /^(Successfully synthesized|Supply a stack id|\d+ feature flags are not configured)/;

/**
 * Synthesizes the CDK app with every check on, in a process of its own: no credentials, no network.
 * @throws UserError with what the CDK said, when it fails
 */
export async function runSynth(options: SynthOptions): Promise<void> {
  const { policyPath, outputDirectory, signal } = options;
  const command = [
    join(repositoryRoot, 'node_modules', 'aws-cdk', 'bin', 'cdk'),
    'synth',
    '--strict',
    '--quiet',
    '--no-color',
    '--output',
    outputDirectory,
    '--context',
    `casewarden-policyPath=${policyPath}`,
  ];
  const { code, output } = await new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    let output = '';
    const child = spawn(process.execPath, command, {
      cwd: repositoryRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true', FORCE_COLOR: '0' },
      ...(signal === undefined ? {} : { signal }),
    });
    const keep = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
  if (code === 0) return;
  const said = output
    .split('\n')
    .filter((line) => line.trim() !== '' && !noise.test(line))
    .join('\n');
  throw new UserError(`cdk synth failed${code === null ? '' : ` with status ${code}`}:\n${said}`, {
    next: 'Nothing was written. To see it by itself: npx cdk synth --strict',
  });
}
