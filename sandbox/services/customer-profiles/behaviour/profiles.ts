import type {
  AddProfileKeyRequest,
  BatchGetProfileRequest,
  CreateProfileRequest,
  DeleteProfileKeyRequest,
  DeleteProfileRequest,
  SearchProfilesRequest,
  UpdateProfileRequest,
} from '@aws-sdk/client-customer-profiles';
import { pageOf } from '../../shared/pages.ts';
import type { ProfileOperations, ProfilesContext } from '../context.ts';
import { badRequest, check } from '../errors.ts';
import { mergeFields, readProfileFields } from '../profile-fields.ts';
import { foundUnder } from '../search-keys.ts';
import { domainOf, profileOf, type ProfilesDomain, type StoredProfile } from '../store.ts';

const keyPattern = /^[a-zA-Z0-9_-]+$/;
/** Source: https://docs.aws.amazon.com/general/latest/gr/connect_region.html, "Customer Profiles quotas" */
const largestProfileBytes = 250 * 1_024;

export function profileOperations({ world, store }: ProfilesContext): ProfileOperations {
  const keep = (domain: ProfilesDomain, profile: StoredProfile): void => {
    if (Buffer.byteLength(JSON.stringify(profile)) > largestProfileBytes)
      throw badRequest(`A profile holds at most ${largestProfileBytes} bytes.`);
    domain.profiles.set(profile.profileId, profile);
    domain.searchable.record(profile.profileId, profile);
  };

  return {
    CreateProfile(input: CreateProfileRequest) {
      const domain = domainOf(store, input.DomainName);
      const fields = readProfileFields({ ...input }, 'create');
      const profileId = world.kernel.identifiers.hex(32);
      keep(domain, { profileId, fields, keys: {} });
      world.kernel.journal.append({ kind: 'profile.created', detail: { domain: domain.name, profileId } });
      return { ProfileId: profileId };
    },
    UpdateProfile(input: UpdateProfileRequest) {
      const domain = domainOf(store, input.DomainName);
      const profile = profileOf(domain, input.ProfileId);
      keep(domain, { ...profile, fields: mergeFields(profile.fields, readProfileFields({ ...input }, 'update')) });
      return { ProfileId: profile.profileId };
    },
    DeleteProfile(input: DeleteProfileRequest) {
      const domain = domainOf(store, input.DomainName);
      const { profileId } = profileOf(domain, input.ProfileId);
      domain.profiles.delete(profileId);
      domain.searchable.record(profileId, undefined);
      return { Message: 'OK' };
    },
    BatchGetProfile(input: BatchGetProfileRequest) {
      const domain = domainOf(store, input.DomainName);
      const ids = check.list(input.ProfileIds, 'ProfileIds', { min: 1, max: 20 });
      return {
        Profiles: ids.flatMap((id) => {
          const profile = domain.profiles.get(id);
          return profile ? [{ ProfileId: id, ...profile.fields }] : [];
        }),
        Errors: ids
          .filter((id) => !domain.profiles.has(id))
          .map((id) => ({
            ProfileId: id,
            Code: 'ResourceNotFoundException',
            Message: `The profile ${id} does not exist, or access was denied.`,
          })),
      };
    },
    AddProfileKey(input: AddProfileKeyRequest) {
      const domain = domainOf(store, input.DomainName);
      const profile = profileOf(domain, input.ProfileId);
      const { key, values } = readKey(input.KeyName, input.Values);
      const all = [...new Set([...(profile.keys[key] ?? []), ...values])];
      keep(domain, { ...profile, keys: { ...profile.keys, [key]: all } });
      return { KeyName: key, Values: values };
    },
    DeleteProfileKey(input: DeleteProfileKeyRequest) {
      const domain = domainOf(store, input.DomainName);
      const profile = profileOf(domain, input.ProfileId);
      const { key, values } = readKey(input.KeyName, input.Values);
      const left = (profile.keys[key] ?? []).filter((value) => !values.includes(value));
      keep(domain, { ...profile, keys: { ...profile.keys, [key]: left } });
      return { Message: 'OK' };
    },
    SearchProfiles(input: SearchProfilesRequest) {
      const domain = domainOf(store, input.DomainName);
      const size = check.integer(input.MaxResults, 'MaxResults', { min: 1, max: 100, fallback: 20 });
      const more = check.list(input.AdditionalSearchKeys, 'AdditionalSearchKeys', { min: 0, max: 4 });
      const searchKeys = [{ KeyName: input.KeyName, Values: input.Values }, ...more].map(({ KeyName, Values }) =>
        readKey(KeyName, Values),
      );
      const operator =
        input.LogicalOperator === undefined
          ? 'OR'
          : check.oneOf(input.LogicalOperator, 'LogicalOperator', ['AND', 'OR']);
      const found = domain.searchable.documents().flatMap((profile) => {
        const hits = searchKeys.map(({ key, values }) => ({
          KeyName: key,
          Values: foundUnder(profile, key, values),
        }));
        const isHit = ({ Values }: { Values: readonly string[] }): boolean => Values.length > 0;
        const holds = operator === 'AND' ? hits.every(isHit) : hits.some(isHit);
        return holds ? [{ ProfileId: profile.profileId, ...profile.fields, FoundByItems: hits.filter(isHit) }] : [];
      });
      const page = pageOf(found, input.NextToken, size, badRequest);
      return { Items: page.items, NextToken: page.nextToken };
    },
  };
}

function readKey(keyName: unknown, given: readonly string[] | undefined): { key: string; values: readonly string[] } {
  const key = check.text(keyName, 'KeyName', { max: 64, pattern: keyPattern });
  const values = check.list(given, 'Values', { min: 1, max: 100 });
  return { key, values: values.map((value) => check.text(value, 'Values', { max: 255 })) };
}
