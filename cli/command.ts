import type { parseArgs, ParseArgsConfig } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<Given extends Options> = ReturnType<
  typeof parseArgs<{ options: Given; allowPositionals: true; strict: true }>
>;

/** Exit status of a command: 0 done, 1 the work failed, 2 the command line itself was wrong. */
export type ExitStatus = number;

/** Where a command reads and writes; tests hand in their own. Results go to `out`, progress and errors to `err`. */
export interface CommandIo {
  /** Writes to standard output, as it is. */
  out(text: string): void;
  /** Writes to standard error, as it is. */
  err(text: string): void;
  /** Colours for `out`; returns the text unchanged unless standard output is a terminal that takes colours. */
  paint(style: Style, text: string): string;
  /** True when standard output is a terminal. */
  readonly terminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that paths on the command line are relative to. */
  readonly workingDirectory: string;
  /** Aborted on Ctrl-C or a polite kill: the command puts everything away and returns. */
  readonly signal: AbortSignal;
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** What a command line turned into, by the command's own options. */
export interface CommandArguments<Given extends Options = Options> {
  readonly values: Parsed<Given>['values'];
  readonly positionals: readonly string[];
}

/** One command of `casewarden`: the file `cli/<name>.ts` exports it as `command`. Made with `defineCommand`. */
export interface Command {
  /** As typed; also the file's name. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What follows the name: `[file] [--json]`. */
  readonly usage: string;
  /** A paragraph or two: what it promises, then what may surprise. */
  readonly help: string;
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  /** Options as `node:util` parseArgs takes them, each with a line for the help. `--help` is added by main. */
  readonly options: Readonly<Record<string, CommandOption>>;
  /** Most positional arguments it takes. @default 0 */
  readonly positionals?: number;
  run(given: CommandArguments, io: CommandIo): Promise<ExitStatus>;
}

export type CommandOption = Options[string] & {
  readonly help: string;
  /** `N` in `--port N`. */ readonly value?: string;
};

/** Keeps the types of the options, so that `run` sees `values.port` as a string and `values.json` as a boolean. */
export function defineCommand<const Given extends Readonly<Record<string, CommandOption>>>(
  command: Omit<Command, 'options' | 'run'> & {
    readonly options: Given;
    run(given: CommandArguments<Mutable<Given>>, io: CommandIo): Promise<ExitStatus>;
  },
): Command {
  return command;
}

type Mutable<Given> = { -readonly [Key in keyof Given]: Given[Key] } & Options;

/** A mistake in the command line: printed as one line with a hint, exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly retryable = false;
}

/** Something the user can put right: printed without a stack trace, exit status 1. `next` says what to do. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly retryable = false;
  readonly next: string | undefined;

  constructor(message: string, options: { next?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.next = options.next;
  }
}
