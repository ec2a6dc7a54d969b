import type { Control } from '../../sandbox/control/schema.ts';
import { localTime } from '../../sandbox/control/names.ts';
import type { Language } from '../../sandbox/control/sentences.ts';
import type { CommandArguments, CommandIo, CommandOption } from '../command.ts';
import { languageOf } from '../language.ts';
import { createControlClient } from './control-client.ts';
import { endpointOf, endpointOption } from './find-sandbox.ts';

/** Options of every command that speaks to a running sandbox. */
export const runningOptions = {
  ...endpointOption,
  json: { type: 'boolean', help: "the control API's answer as one JSON object" },
  lang: { type: 'string', value: 'ja|en', help: 'language (default: by LANG)' },
} as const satisfies Readonly<Record<string, CommandOption>>;

/** How the help writes them. */
export const runningUsage = '[--endpoint URL] [--json] [--lang ja|en]';

/** What an action of such a command works with. */
export interface Look {
  /** Address of the sandbox. */
  readonly endpoint: string;
  readonly control: Control;
  readonly io: CommandIo;
  readonly language: Language;
  readonly json: boolean;
  /** Words after the action's name. */
  readonly words: readonly string[];
  /** Options of the command beside the shared ones. */
  readonly options: Readonly<Record<string, unknown>>;
  /** A moment in the instance's zone, with the zone. */
  readonly local: (at: string | null) => string;
  /** Prints an answer: as JSON when asked to, else what `inWords` makes of it. */
  readonly tell: (answer: unknown, inWords: () => string) => void;
}

/** Finds the sandbox and asks it for its zone. @throws UsageError, UserError */
export async function lookAt(given: CommandArguments, io: CommandIo): Promise<Look> {
  const values = given.values as Readonly<Record<string, unknown>>;
  const language = languageOf(values['lang'] as string | undefined, io.env);
  const endpoint = endpointOf(values['endpoint'] as string | undefined, io);
  const control = createControlClient(endpoint, io.signal);
  const { timeZone } = await control.health({});
  const json = values['json'] === true;
  return {
    endpoint,
    control,
    io,
    language,
    json,
    words: given.positionals.slice(1),
    options: values,
    local: (at) => (at === null ? '–' : localTime(at, timeZone)),
    tell: (answer, inWords) => io.out(json ? `${JSON.stringify(answer)}\n` : inWords()),
  };
}
