import { createHash } from 'node:crypto';
import { arnOf } from '../../kernel/arn.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { AwsError } from '../../kernel/service.ts';

/** One version of an object. */
export interface StoredObject {
  readonly key: string;
  readonly body: Uint8Array;
  readonly contentType: string | undefined;
  readonly etag: string;
  readonly versionId: string | undefined;
  readonly changedAt: number;
}

export interface Bucket {
  readonly name: string;
  readonly arn: string;
  readonly isVersioned: boolean;
  /** ARN or id of the key that objects are encrypted with unless a request says otherwise. */
  readonly keyId: string | undefined;
  readonly policy: Readonly<Record<string, unknown>> | undefined;
  /** By key; of each all versions that are kept, the newest last. */
  readonly objects: Map<string, StoredObject[]>;
}

/** The buckets of the account and what lies in them. */
export class BucketStore {
  readonly #kernel: Kernel;
  readonly #buckets = new Map<string, Bucket>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** Makes a bucket or changes its settings; what lies in it stays. */
  put(name: string, settings: Pick<Bucket, 'isVersioned' | 'keyId'>): Bucket {
    const known = this.#buckets.get(name);
    const arn = `arn:${arnOf(this.#kernel.place, 's3', '').split(':')[1]}:s3:::${name}`;
    const bucket = { name, arn, policy: known?.policy, objects: known?.objects ?? new Map(), ...settings };
    this.#buckets.set(name, bucket);
    return bucket;
  }

  /** @throws AwsError NoSuchBucket */
  bucket(name: string | undefined): Bucket {
    const found = this.#buckets.get(name ?? '');
    if (found === undefined)
      throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', { statusCode: 404 });
    return found;
  }

  setPolicy(name: string, policy: Bucket['policy']): void {
    this.#buckets.set(name, { ...this.bucket(name), policy });
  }

  /** @throws AwsError BucketNotEmpty, as S3 refuses to delete what holds something */
  delete(name: string): void {
    const { objects } = this.bucket(name);
    if (objects.size > 0)
      throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', { statusCode: 409 });
    this.#buckets.delete(name);
  }

  add({ objects, isVersioned }: Bucket, key: string, body: Uint8Array, contentType: string | undefined): StoredObject {
    const stored: StoredObject = {
      key,
      body: Uint8Array.from(body),
      contentType,
      etag: `"${createHash('md5').update(body).digest('hex')}"`,
      versionId: isVersioned ? this.#kernel.identifiers.hex(32) : undefined,
      changedAt: this.#kernel.clock.now(),
    };
    objects.set(key, [...(isVersioned ? (objects.get(key) ?? []) : []), stored]);
    return stored;
  }

  snapshot(): Readonly<Record<string, unknown>> {
    return {
      buckets: [...this.#buckets.values()].map(({ name, arn, isVersioned, keyId, objects }) => ({
        name,
        arn,
        isVersioned,
        keyId,
        objects: [...objects].map(([key, versions]) => ({
          key,
          versions: versions.length,
          bytes: versions.at(-1)?.body.byteLength ?? 0,
          changedAt: versions.at(-1)?.changedAt,
        })),
      })),
    };
  }
}
