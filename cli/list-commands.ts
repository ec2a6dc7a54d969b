import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Command } from './command.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Files of `cli/` that export a command; the others are parts of commands. */
function holdsCommand(path: string): boolean {
  return existsSync(path) && /^export const command\b/m.test(readFileSync(path, 'utf8'));
}

/** Path of the file of a command, or undefined when there is no such command. */
export function findCommand(name: string): string | undefined {
  if (!/^[a-z][a-z-]*$/.test(name)) return undefined;
  const path = join(folder, `${name}.ts`);
  return holdsCommand(path) ? path : undefined;
}

/** Names of all commands, sorted. */
export function listCommands(): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && holdsCommand(join(folder, file)))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}

/** Imports a command by name. */
export async function loadCommand(name: string): Promise<Command> {
  const module = (await import(pathToFileURL(join(folder, `${name}.ts`)).href)) as { command: Command };
  return module.command;
}
