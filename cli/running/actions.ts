import { UsageError } from '../command.ts';

/** What a command with several actions does for each of them. */
export type Actions<Context> = Readonly<Record<string, (context: Context) => Promise<void>>>;

/** Finds the action that was asked for; without a word the first. @throws UsageError */
export function chooseAction<Context>(
  command: string,
  actions: Actions<Context>,
  given: string | undefined,
): Actions<Context>[string] {
  const names = Object.keys(actions);
  const name = given ?? names[0]!;
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action !== undefined) return action;
  throw new UsageError(`casewarden ${command} can ${names.join(', ')}; got ${JSON.stringify(given)}`);
}

/** A word that an action cannot do without. @throws UsageError */
export function wanted(value: string | undefined, usage: string): string {
  if (value === undefined || value === '') throw new UsageError(`something is missing; usage: casewarden ${usage}`);
  return value;
}

/** `name=value` pairs, as `--answer` and `--set` take them. @throws UsageError */
export function pairsOf(given: readonly string[], option: string): Record<string, string> {
  return Object.fromEntries(
    given.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new UsageError(`${option} takes NAME=VALUE, got ${JSON.stringify(pair)}`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
