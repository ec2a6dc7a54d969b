import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from '../architecture/imports.ts';
import { seconds, spreadOf } from './figures.ts';

/** Runs a command to its end and answers how long the whole process took. @throws when it fails */
async function wholeRun(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const start = performance.now();
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with status ${status}:\n${complaint.slice(-2_000)}`);
  return performance.now() - start;
}

/** Starts a command, waits until a line on standard output or error fits, then ends it politely. */
async function untilLine(args: readonly string[], line: RegExp): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const ready = new Promise<number>((resolve, reject) => {
    const look = (chunk: Buffer): void => {
      text += chunk.toString();
      if (line.test(text)) resolve(performance.now() - start);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('exit', (status) =>
      reject(new Error(`ended with status ${status} before it was ready:\n${text.slice(-2_000)}`)),
    );
  });
  try {
    return await ready;
  } finally {
    child.removeAllListeners('exit');
    const gone = once(child, 'exit');
    child.kill('SIGINT');
    await gone;
  }
}

async function repeat(rounds: number, measure: () => Promise<number>): Promise<string> {
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) values.push(await measure());
  const spread = spreadOf(values);
  return `${seconds(spread.median)} (${seconds(spread.minimum)} to ${seconds(spread.maximum)}, ${rounds} runs)`;
}

/** Whole processes, as a person waits for them. The assembly is present before the first measurement. */
export async function benchProcesses(directory: string, rounds: number): Promise<readonly string[]> {
  await wholeRun(process.execPath, ['bin/casewarden.mjs', 'synth']);
  let run = 0;
  return [
    `synth (npx cdk synth --strict)        goal 15 s  ${await repeat(rounds, () => wholeRun('npx', ['cdk', 'synth', '--strict', '--quiet', '--output', `${directory}/cdk.out.${(run += 1)}`], { CDK_DISABLE_CLI_TELEMETRY: 'true' }))}`,
    `sandbox ready, assembly present       goal  5 s  ${await repeat(rounds, () => untilLine(['bin/casewarden.mjs', 'sandbox', '--port', '0', '--no-scenario'], /http:\/\/127\.0\.0\.1:\d+/))}`,
    `npm start -- --scenario … --exit      goal 30 s  ${await repeat(rounds, () => wholeRun('npm', ['start', '--silent', '--', '--scenario', 'consultation', '--exit']))}`,
  ];
}
