import type { Identifiers } from '../kernel/kernel.ts';

export interface KeyPair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The access keys that the sandbox has handed out: a call's key tells the role that made it. */
export interface Credentials {
  /** A new key pair for a role; the same role can hold several. */
  issue(roleArn: string): KeyPair;
  /** @returns undefined for a key that was not issued here: a client outside, such as the AWS CLI. */
  roleOf(accessKeyId: string): string | undefined;
  /** Forgets a key pair; calls with it then count as calls from outside. */
  revoke(accessKeyId: string): void;
}

/** Key pairs drawn from the run's seed, so that logs of two runs agree. They open nothing anywhere else. */
export function createCredentials(identifiers: Identifiers): Credentials {
  const roles = new Map<string, string>();
  return {
    issue(roleArn) {
      // AWS: ids that begin with ASIA belong to a role's temporary credentials.
      const accessKeyId = `ASIA${identifiers.hex(16).toUpperCase()}`;
      roles.set(accessKeyId, roleArn);
      return { accessKeyId, secretAccessKey: identifiers.hex(40) };
    },
    roleOf: (accessKeyId) => roles.get(accessKeyId),
    revoke: (accessKeyId) => void roles.delete(accessKeyId),
  };
}
