import * as z from 'zod/mini';
import { MessageInvalidError } from '../../domain/errors.ts';

/**
 * Parses the body of a message by its contract.
 * @throws MessageInvalidError with the places that are wrong but not their values, which may be personal data.
 */
export function parseJson<Schema extends z.ZodMiniType>(schema: Schema, body: string, what: string): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    throw new MessageInvalidError(`${what} must be JSON, got ${body.length} characters that are not`, { cause });
  }
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => issue.path.join('.') || '(whole)');
  throw new MessageInvalidError(`${what} does not follow its contract at: ${[...new Set(places)].join(', ')}`);
}
