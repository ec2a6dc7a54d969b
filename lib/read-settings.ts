import { existsSync } from 'node:fs';
import { defaultSecretNames, type DeploymentSettings } from './settings.ts';

/** Thrown when the context holds settings that cannot be used; the same context never succeeds. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly retryable = false;
}

type ReadContext = (key: string) => unknown;

const settingKeys = ['policyPath', 'stage', 'permissionsBoundary', 'bootstrapQualifier', 'secretNames'] as const;
const secretKeys = ['slack', 'salesforce'] as const;

/** Stage names become part of stack, rule and flow names, whose patterns they must fit. */
const stagePattern = /^[a-z][a-z0-9-]{0,14}[a-z0-9]$|^[a-z]$/;
/** Source: https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html */
const qualifierPattern = /^[A-Za-z0-9]{1,10}$/;
/** Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
const secretNamePattern = /^[A-Za-z0-9/_+=.@-]{1,512}$/;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(setting: string, found: unknown, allowed: string): never {
  throw new SettingsError(`setting ${setting}: found ${JSON.stringify(found)}; allowed: ${allowed}`);
}

function refuseUnknownKeys(where: string, found: Readonly<Record<string, unknown>>, allowed: readonly string[]): void {
  for (const key of Object.keys(found)) {
    if (!allowed.includes(key)) refuse(`${where}.${key}`, found[key], `one of the keys ${allowed.join(', ')}`);
  }
}

function optionalText(setting: string, value: unknown, pattern: RegExp, allowed: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || !pattern.test(value)) return refuse(setting, value, allowed);
  return value;
}

function readSecretNames(value: unknown): DeploymentSettings['secretNames'] {
  if (value === undefined) return defaultSecretNames;
  if (!isRecord(value)) return refuse('secretNames', value, `an object with the keys ${secretKeys.join(', ')}`);
  refuseUnknownKeys('secretNames', value, secretKeys);
  const nameOf = (key: (typeof secretKeys)[number]): string =>
    optionalText(`secretNames.${key}`, value[key], secretNamePattern, 'the name of a secret, at most 512') ??
    defaultSecretNames[key];
  return { slack: nameOf('slack'), salesforce: nameOf('salesforce') };
}

/**
 * Reads what a deployment chooses beyond the policy file: the context key `casewarden` (an object in `cdk.json`), each
 * key of which `-c casewarden-stage=…`, `-c casewarden-policyPath=…` and so on override. Throws SettingsError.
 */
export function readSettings(
  context: ReadContext,
  fileExists: (path: string) => boolean = existsSync,
): DeploymentSettings {
  const declared = context('casewarden') ?? {};
  if (!isRecord(declared)) return refuse('casewarden', declared, `an object with the keys ${settingKeys.join(', ')}`);
  refuseUnknownKeys('casewarden', declared, settingKeys);
  const value = (key: (typeof settingKeys)[number]): unknown => context(`casewarden-${key}`) ?? declared[key];
  const permissionsBoundary = optionalText(
    'permissionsBoundary',
    value('permissionsBoundary'),
    /^[\w+=,.@:/-]{1,2048}$/,
    'the ARN or the name of a managed policy',
  );
  const bootstrapQualifier = optionalText(
    'bootstrapQualifier',
    value('bootstrapQualifier'),
    qualifierPattern,
    'letters and digits, at most 10',
  );
  return {
    policyPath:
      optionalText('policyPath', value('policyPath'), /^.+$/, 'the path of a policy file') ??
      (fileExists('casewarden.yaml') ? 'casewarden.yaml' : 'examples/first-desk.yaml'),
    stage:
      optionalText(
        'stage',
        value('stage'),
        stagePattern,
        'lower-case letters, digits and -, starting with a letter, at most 16',
      ) ?? 'dev',
    ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
    ...(bootstrapQualifier === undefined ? {} : { bootstrapQualifier }),
    secretNames: readSecretNames(value('secretNames')),
  };
}
