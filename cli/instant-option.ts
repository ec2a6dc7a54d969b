import { readInstant } from './calendar-lines/instant-text.ts';
import { UsageError } from './command.ts';

/** An instant that an option was given, in our form. @throws UsageError */
export function instantOption(option: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const at = readInstant(given);
  if (at !== undefined) return new Date(at).toISOString();
  throw new UsageError(
    `--${option} takes an instant with its zone, like 2026-01-05T15:00+09:00, got ${JSON.stringify(given)}`,
  );
}
