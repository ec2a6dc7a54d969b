import { isObject, parseJson, type JsonObject } from '../../kernel/json-object.ts';

/**
 * Levels at which a function says that something went wrong.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
const errorLevels: readonly unknown[] = ['ERROR', 'FATAL'];

/** The lines of JSON that a function logged at level ERROR or above. Lines of any other form have no level to go by. */
export function loggedErrors(logs: readonly string[]): readonly JsonObject[] {
  return logs.flatMap((text) => {
    if (!text.startsWith('{')) return [];
    const line = parseJson(text);
    return isObject(line) && errorLevels.includes(line['level']) ? [line] : [];
  });
}
