import { readInstant } from './calendar-lines/instant-text.ts';
import { UsageError } from './command.ts';

/** Where the sandbox listens when nobody says otherwise. */
const defaultPort = 4580;

/** A port as given on the command line. @throws UsageError */
export function portOf(given: string | undefined, otherwise = defaultPort): number {
  if (given === undefined) return otherwise;
  const port = /^\d{1,5}$/.test(given) ? Number(given) : Number.NaN;
  if (!(port <= 65_535)) throw new UsageError(`--port takes a number from 0 to 65535, got ${JSON.stringify(given)}`);
  return port;
}

/** A factor for the clock as given on the command line. @throws UsageError */
export function speedOf(given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  const speed = Number(given);
  if (given.trim() === '' || !(speed >= 0 && speed <= 100_000))
    throw new UsageError(`--speed takes a factor from 0 to 100000, got ${JSON.stringify(given)}`);
  return speed;
}

/** An instant as given on the command line, in ISO-8601 with a zone. @param what asks for it @throws UsageError */
export function instantOf(given: string, what: string): string {
  const at = readInstant(given);
  if (at === undefined)
    throw new UsageError(
      `${what} takes an instant like 2026-11-26T22:00:00+09:00, on a day that exists, got ${JSON.stringify(given)}`,
    );
  return new Date(at).toISOString();
}
