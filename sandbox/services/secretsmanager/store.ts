import { arnOf } from '../../kernel/arn.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { AwsError } from '../../kernel/service.ts';

/** A secret's value in one version; its stages say which is current and which was before it. */
export interface SecretVersion {
  readonly id: string;
  readonly value: { readonly SecretString: string } | { readonly SecretBinary: Uint8Array };
  readonly createdAt: number;
  stages: readonly string[];
}

export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  description: string | undefined;
  changedAt: number;
  versions: SecretVersion[];
}

const current = 'AWSCURRENT';
const previous = 'AWSPREVIOUS';
const suffixCharacters = 6;
const largestSecretBytes = 65_536;

const sizeBytes = (value: SecretVersion['value']): number =>
  'SecretString' in value ? Buffer.byteLength(value.SecretString) : value.SecretBinary.length;

export class SecretsManagerStore {
  readonly #kernel: Kernel;
  readonly #secrets = new Map<string, Secret>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** @throws AwsError ResourceExistsException */
  create(name: string, description: string | undefined, value: SecretVersion['value']): Secret {
    if (this.#secrets.has(name))
      throw new AwsError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
    const suffix = this.#kernel.identifiers.hex(suffixCharacters);
    const at = this.#kernel.clock.now();
    const secret: Secret = {
      name,
      arn: arnOf(this.#kernel.place, 'secretsmanager', `secret:${name}-${suffix}`),
      createdAt: at,
      description,
      changedAt: at,
      versions: [],
    };
    this.#secrets.set(name, secret);
    this.put(secret, value);
    return secret;
  }

  /**
   * Adds a version. It becomes current and the current one previous, unless other stages are asked for.
   * The same token with the same value changes nothing.
   * @throws AwsError InvalidParameterException, ResourceExistsException
   */
  put(
    secret: Secret,
    value: SecretVersion['value'],
    options: { token?: string | undefined; stages?: readonly string[] | undefined } = {},
  ): SecretVersion {
    if (sizeBytes(value) > largestSecretBytes)
      throw new AwsError('ValidationException', 'The secret value is larger than 65536 bytes.');
    const id = options.token ?? this.#kernel.identifiers.uuid();
    const existing = secret.versions.find((version) => version.id === id);
    if (existing) {
      if (JSON.stringify(existing.value) === JSON.stringify(value)) return existing;
      throw new AwsError(
        'ResourceExistsException',
        `You can't modify an existing version, you can only create new versions.`,
      );
    }
    const stages = options.stages ?? [current];
    for (const version of secret.versions) {
      const wasCurrent = version.stages.includes(current) && stages.includes(current);
      const kept = version.stages.filter(
        (stage) => !stages.includes(stage) && !(stages.includes(current) && stage === previous),
      );
      version.stages = wasCurrent ? [...kept, previous] : kept;
    }
    const version: SecretVersion = { id, value, createdAt: this.#kernel.clock.now(), stages };
    secret.versions.push(version);
    secret.changedAt = version.createdAt;
    return version;
  }

  /** By name, ARN, or ARN without its last six characters. */
  find(id: string): Secret | undefined {
    return (
      this.#secrets.get(id) ??
      [...this.#secrets.values()].find(({ arn }) => arn === id || arn.slice(0, -(suffixCharacters + 1)) === id)
    );
  }

  /** @throws AwsError ResourceNotFoundException */
  secret(id: string | undefined): Secret {
    const secret = id === undefined ? undefined : this.find(id);
    if (!secret) throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return secret;
  }

  /** @throws AwsError ResourceNotFoundException */
  version(secret: Secret, versionId: string | undefined, stage: string | undefined): SecretVersion {
    const wanted = stage ?? (versionId === undefined ? current : undefined);
    const version = secret.versions.find(
      (each) =>
        (versionId === undefined || each.id === versionId) && (wanted === undefined || each.stages.includes(wanted)),
    );
    if (!version)
      throw new AwsError(
        'ResourceNotFoundException',
        versionId === undefined
          ? `Secrets Manager can't find the specified secret value for staging label: ${wanted}`
          : `Secrets Manager can't find the specified secret value for VersionId: ${versionId}`,
      );
    return version;
  }

  delete(id: string): void {
    const secret = this.find(id);
    if (secret) this.#secrets.delete(secret.name);
  }

  secrets(): readonly Secret[] {
    return [...this.#secrets.values()];
  }

  /** Names and versions; never a value. */
  snapshot(): Readonly<Record<string, unknown>> {
    return {
      secrets: this.secrets().map(({ name, arn, description, versions }) => ({
        name,
        arn,
        description,
        versions: versions.map(({ id, stages }) => ({ id, stages })),
      })),
    };
  }
}
