import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { suggestion } from '../lib/policy/nearest-name.ts';
import { UsageError, type CommandIo, type ExitStatus } from './command.ts';
import { commandHelp, overview } from './help.ts';
import { findCommand, listCommands, loadCommand } from './list-commands.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { createProcessIo, flushOutput } from './process-io.ts';
import { reportError } from './report-error.ts';

async function printVersion(io: CommandIo): Promise<ExitStatus> {
  const text = await readFile(fileURLToPath(new URL('../package.json', import.meta.url)), 'utf8');
  io.out(`${(JSON.parse(text) as { version: string }).version}\n`);
  return 0;
}

async function dispatch(given: readonly string[], io: CommandIo): Promise<ExitStatus> {
  const [first, ...rest] = given;
  if (first === undefined || first === '--help' || first === '-h' || (first === 'help' && rest.length === 0)) {
    io.out(overview(await Promise.all(listCommands().map(loadCommand)), io));
    return 0;
  }
  if (first === '--version' || first === '-v') return printVersion(io);
  if (first === 'help') return dispatch([...rest, '--help'], io);
  const path = findCommand(first);
  if (path === undefined || !existsSync(path)) {
    const names = listCommands();
    const kind = first.startsWith('-') ? 'option' : 'command';
    throw new UsageError(
      `unknown ${kind} ${JSON.stringify(first)}; commands: ${names.join(', ')}${suggestion(first, names)}`,
    );
  }
  const command = await loadCommand(first);
  const parsed = parseCommandLine(command, rest);
  if (parsed === 'help') {
    io.out(commandHelp(command, io));
    return 0;
  }
  return command.run(parsed, io);
}

/** Runs one command line. Errors become one clear message; the exit status tells their kind. */
export async function main(given: readonly string[], io: CommandIo): Promise<ExitStatus> {
  try {
    return await dispatch(given, io);
  } catch (error) {
    return reportError(error, given, io);
  }
}

/** `main` for the real process: its streams, its signals, its exit status. */
export async function runMain(given: readonly string[]): Promise<void> {
  const io = createProcessIo();
  const status = await main(given, io);
  await flushOutput();
  // A stray handle (a kept connection) must not keep a finished command alive.
  process.exit(status);
}
