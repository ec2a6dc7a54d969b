import { parseArgs, type ParseArgsConfig } from 'node:util';
import { suggestion } from '../lib/policy/nearest-name.ts';
import { UsageError, type Command, type CommandArguments } from './command.ts';

function asUsageError(error: unknown, command: Command): UsageError {
  const code = (error as { code?: string }).code ?? '';
  const message = error instanceof Error ? error.message : String(error);
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const option = /'(-[^']*)'/.exec(message)?.[1] ?? 'option';
    const known = ['--help', ...Object.keys(command.options).map((name) => `--${name}`)];
    return new UsageError(`unknown option ${option}; options: ${known.join(', ')}${suggestion(option, known)}`, {
      cause: error,
    });
  }
  // Node's own sentence, without its advice about "--" and positionals.
  return new UsageError((message.split(/\.\s|\n/)[0] ?? message).replace(/^Option/, 'option'), { cause: error });
}

/**
 * Parses what follows a command's name. Asking for help wins over everything else on the line.
 * @throws UsageError
 */
export function parseCommandLine(command: Command, given: readonly string[]): CommandArguments | 'help' {
  const options = {
    ...Object.fromEntries(
      Object.entries(command.options).map(([name, { help: _help, value: _value, ...option }]) => [name, option]),
    ),
    help: { type: 'boolean', short: 'h' },
  } as NonNullable<ParseArgsConfig['options']>;
  const separator = given.indexOf('--');
  const words = separator === -1 ? given : given.slice(0, separator);
  if (words.includes('--help') || words.includes('-h')) return 'help';
  let parsed: CommandArguments;
  try {
    parsed = parseArgs({ args: [...given], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw asUsageError(error, command);
  }
  const most = command.positionals ?? 0;
  if (parsed.positionals.length > most) {
    const extra = JSON.stringify(parsed.positionals[most]);
    throw new UsageError(`unexpected argument ${extra}; usage: casewarden ${command.name} ${command.usage}`.trim());
  }
  return parsed;
}
