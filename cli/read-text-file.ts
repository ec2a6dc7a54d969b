import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError, type CommandIo } from './command.ts';

/** The text of a file that the user named. @throws UserError that says why it cannot be read */
export async function readTextFile(given: string, io: Pick<CommandIo, 'workingDirectory'>): Promise<string> {
  try {
    return await readFile(resolve(io.workingDirectory, given), 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    const reason =
      { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'it may not be read' }[code] ?? code;
    throw new UserError(`${given} cannot be read: ${reason}`, { cause });
  }
}
