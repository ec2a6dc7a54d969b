import { addAbortSignal } from 'node:stream';
import { UserError, type CommandIo } from '../command.ts';

/** All of standard input as text, ended by Ctrl-C. @throws UserError when it cannot be read or is longer than that */
export async function readStandardInput(io: CommandIo, mostCharacters: number): Promise<string> {
  const { signal } = io;
  if (process.stdin.isTTY) io.err('casewarden: reading from the keyboard; Ctrl-D ends\n');
  const input = addAbortSignal(signal, process.stdin.setEncoding('utf8'));
  let text = '';
  try {
    for await (const chunk of input) {
      text += chunk as string;
      if (text.length > mostCharacters) break;
    }
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new UserError(`standard input cannot be read: ${(cause as Error).message}`, { cause });
  }
  if (text.length > mostCharacters) throw new UserError(`standard input is longer than ${mostCharacters} characters`);
  return text;
}
