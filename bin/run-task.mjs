import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureReady, root } from './ensure-ready.mjs';

/** Script of an installed tool, run by this Node: no shell and no PATH are needed. */
const tool = (path) => join(root, 'node_modules', ...path.split('/'));

/** What a seed leaves behind is short-lived: with room for it the collector has little to do, and does it on the core of the seeds. */
const simulator = [
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
  '--single-threaded-gc',
  join(root, 'test', 'simulation', 'start.mjs'),
];

/** Task -> the commands that make it up, in order; what is passed on goes to the first. */
const tasks = {
  test: (rest) => [[tool('vitest/vitest.mjs'), 'run', ...rest]],
  typecheck: (rest) => [
    [tool('typescript/bin/tsc'), '--project', '.', ...rest],
    // The page has the browser's globals, its tests have both.
    [tool('typescript/bin/tsc'), '--project', 'console'],
    [tool('typescript/bin/tsc'), '--project', 'test/console'],
  ],
  lint: (rest) => [
    [tool('oxlint/bin/oxlint'), '--type-aware', ...rest],
    [tool('oxfmt/bin/oxfmt'), '--check', '.'],
  ],
  format: (rest) => [[tool('oxfmt/bin/oxfmt'), ...(rest.length > 0 ? rest : ['.'])]],
  synth: (rest) => [[tool('aws-cdk/bin/cdk'), 'synth', '--strict', '--quiet', ...rest]],
  'build-console': (rest) => [['--import', 'tsx', join(root, 'console', 'build.ts'), ...rest]],
  pictures: () => [['--import', 'tsx', join(root, 'test', 'console', 'support', 'take-pictures.ts')]],
  simulate: (rest) => [[...simulator, ...rest]],
  'simulate-long': (rest) => [[...simulator, '--seeds', '1000000', '--seconds', '3600', ...rest]],
  mutants: (rest) => [['--import', 'tsx', join(root, 'test', 'mutants', 'main.ts'), ...rest]],
  bench: (rest) => [['--import', 'tsx', join(root, 'test', 'bench', 'main.ts'), ...rest]],
};

/** Settings under which the tools are quiet, offline and the same everywhere. */
const environment = { CDK_DISABLE_CLI_TELEMETRY: 'true', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

function run(command) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    // On Ctrl-C the terminal tells the child too; here it only must not end before the child has.
    const forward = (signal) => child.kill(signal);
    const wait = () => undefined;
    process.on('SIGTERM', forward);
    process.on('SIGINT', wait);
    child.on('error', (error) => {
      process.stderr.write(`casewarden: ${command[0]} could not be started: ${error.message}\n`);
      resolve(1);
    });
    child.on('close', (code) => {
      process.off('SIGTERM', forward);
      process.off('SIGINT', wait);
      resolve(code ?? 1);
    });
  });
}

/** Installs what is missing, then runs the task; the exit status is that of the first command that fails. */
export async function runTask([name, ...rest]) {
  const commands = Object.hasOwn(tasks, name ?? '') ? tasks[name](rest) : undefined;
  if (commands === undefined) {
    process.stderr.write(
      `casewarden: unknown task ${JSON.stringify(name ?? '')}; allowed: ${Object.keys(tasks).join(', ')}\n`,
    );
    process.exitCode = 2;
    return;
  }
  if (!(await ensureReady())) {
    process.exitCode = 1;
    return;
  }
  for (const command of commands) {
    const status = await run(command);
    if (status !== 0) {
      process.exitCode = status;
      return;
    }
  }
}
