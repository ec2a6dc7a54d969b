import type { CommandIo, Style } from './command.ts';

const codes: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** Colours only on a terminal that takes them, as https://no-color.org asks. FORCE_COLOR overrides. */
function takesColours(terminal: boolean, env: NodeJS.ProcessEnv): boolean {
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return terminal && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
}

/** Aborts on Ctrl-C and on a polite kill; a second Ctrl-C ends the process at once. */
function signalOfProcess(): AbortSignal {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(name === 'SIGINT' ? 130 : 143);
    controller.abort(name);
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, stop);
  return controller.signal;
}

/** A reader that went away (`| head`) gets no complaint, but nobody may take the work for done: 128 + SIGPIPE. */
function endWithReader(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(141);
    throw error;
  });
}

/** The command line's view of the real process. Call it once. */
export function createProcessIo(): CommandIo {
  const terminal = process.stdout.isTTY;
  const colours = takesColours(terminal, process.env);
  endWithReader(process.stdout);
  endWithReader(process.stderr);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    paint: (style, text) => (colours ? `\u001B[${codes[style][0]}m${text}\u001B[${codes[style][1]}m` : text),
    terminal,
    env: process.env,
    // npm runs scripts in the package's folder and says where the person stood.
    workingDirectory:
      process.env.npm_lifecycle_event === 'start' ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd(),
    signal: signalOfProcess(),
  };
}

/** Resolves when everything that was written has left the process. */
export async function flushOutput(): Promise<void> {
  await Promise.all(
    [process.stdout, process.stderr].map(
      (stream) => new Promise<void>((resolve) => void stream.write('', () => resolve())),
    ),
  );
}
