import type { Instant } from '../../kernel/clock.ts';
import type { LaggingIndex } from '../shared/lagging-index.ts';
import { notFound } from './errors.ts';

export type ProfilesStore = Map<string, ProfilesDomain>;

export interface ProfilesDomain {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Instant;
  readonly defaultExpirationDays: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly profiles: Map<string, StoredProfile>;
  /** Integrations by Uri. */
  readonly integrations: Map<string, ProfilesIntegration>;
  readonly searchable: LaggingIndex<StoredProfile>;
}

/** A profile; replaced as a whole when it changes. */
export interface StoredProfile {
  readonly profileId: string;
  /** Standard fields in the API's form: texts, addresses, `Attributes`. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Keys added with AddProfileKey. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

export interface ProfilesIntegration {
  readonly uri: string;
  readonly objectTypeName: string | undefined;
  readonly objectTypeNames: Readonly<Record<string, string>> | undefined;
  readonly createdAt: Instant;
  readonly lastUpdatedAt: Instant;
  readonly tags: Readonly<Record<string, string>>;
}

/** @throws AwsError ResourceNotFoundException */
export function domainOf(store: ProfilesStore, name: unknown): ProfilesDomain {
  const domain = store.get(String(name));
  if (!domain) throw notFound('domain', String(name));
  return domain;
}

/** @throws AwsError ResourceNotFoundException */
export function profileOf(domain: ProfilesDomain, profileId: unknown): StoredProfile {
  const profile = domain.profiles.get(String(profileId));
  if (!profile) throw notFound('profile', String(profileId));
  return profile;
}
