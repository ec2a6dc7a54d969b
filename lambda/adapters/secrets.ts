import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { SettingInvalidError } from '../domain/errors.ts';
import { addSeconds } from '../domain/instants.ts';
import type { Clock } from '../domain/ports.ts';
import { translateAwsErrors } from './translate-aws-error.ts';

/** A secret of the form `{ "current": { … } }`. */
export interface Secret<Content> {
  /** The content, at most five minutes old: a rotation needs no deployment. */
  read(): Promise<Content>;
  /** Forgets what is known, for when the outside refused it. */
  forget(): void;
}

const goodSeconds = 300;

/** @param schema what must stand in `current` */
export function createSecret<Schema extends z.ZodMiniType>(
  client: SecretsManagerClient,
  clock: Clock,
  name: string,
  schema: Schema,
): Secret<z.infer<Schema>> {
  let known: { readonly content: z.infer<Schema>; readonly goodUntil: string } | undefined;
  return {
    read: async () => {
      if (known !== undefined && clock.now() < known.goodUntil) return known.content;
      const { SecretString } = await translateAwsErrors(
        { operation: 'Secrets Manager GetSecretValue', changes: false },
        () => client.send(new GetSecretValueCommand({ SecretId: name })),
      );
      const content = parseSecret(name, SecretString, schema);
      known = { content, goodUntil: addSeconds(clock.now(), goodSeconds) };
      return content;
    },
    forget: () => {
      known = undefined;
    },
  };
}

function parseSecret<Schema extends z.ZodMiniType>(
  name: string,
  text: string | undefined,
  schema: Schema,
): z.infer<Schema> {
  const parsed = z.safeParse(z.looseObject({ current: schema }), parseText(text));
  if (parsed.success) return parsed.data.current as z.infer<Schema>;
  const places = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || '(whole)'))].join(', ');
  throw new SettingInvalidError(`secret ${name} must be JSON like {"current": {…}}; missing or wrong: ${places}`);
}

function parseText(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    // Not JSON: the schema says so, without the text, which is a secret.
    return undefined;
  }
}
