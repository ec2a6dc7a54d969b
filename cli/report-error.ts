import { PolicyFileError } from '../lib/policy/policy-source.ts';
import { UsageError, UserError, type CommandIo, type ExitStatus } from './command.ts';

/** Errors of Casewarden say whether the same input can succeed later; such an error explains itself. */
function explainsItself(error: unknown): error is Error {
  return error instanceof Error && 'retryable' in error && typeof error.retryable === 'boolean';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Says what went wrong: a user's mistake in one message without a stack trace, a fault of ours as such. `CASEWARDEN_DEBUG=1`
 * adds the trace.
 */
export function reportError(error: unknown, given: readonly string[], io: CommandIo): ExitStatus {
  const debug = (io.env.CASEWARDEN_DEBUG ?? '') !== '' && io.env.CASEWARDEN_DEBUG !== '0';
  if (debug) io.err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  if (io.signal.aborted) {
    io.err('casewarden: stopped\n');
    return 130;
  }
  if (error instanceof UsageError) {
    const [command] = given;
    const about =
      command === undefined || command.startsWith('-') || error.message.startsWith('unknown command')
        ? ''
        : `${command} `;
    io.err(`${io.paint('red', 'casewarden:')} ${error.message}\nSee: casewarden ${about}--help\n`);
    return 2;
  }
  if (error instanceof PolicyFileError) {
    io.err(`${error.message}\n`);
    return 1;
  }
  if (error instanceof UserError) {
    io.err(`${io.paint('red', 'casewarden:')} ${error.message}\n${error.next === undefined ? '' : `${error.next}\n`}`);
    return 1;
  }
  if (explainsItself(error)) {
    io.err(`${io.paint('red', 'casewarden:')} ${error.message}\n`);
    return 1;
  }
  const more = debug ? '' : ' CASEWARDEN_DEBUG=1 shows where.';
  io.err(`${io.paint('red', 'casewarden:')} unexpected fault of casewarden itself: ${messageOf(error)}.${more}\n`);
  return 1;
}
