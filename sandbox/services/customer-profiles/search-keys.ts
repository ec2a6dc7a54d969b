import type { StoredProfile } from './store.ts';

const emailFields = ['EmailAddress', 'PersonalEmailAddress', 'BusinessEmailAddress'];
const phoneFields = ['PhoneNumber', 'MobilePhoneNumber', 'HomePhoneNumber', 'BusinessPhoneNumber'];

/**
 * The values of a profile under a search key: the predefined ones that come from its fields, and those that were added
 * with AddProfileKey. Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-customer-profiles_SearchProfiles.html
 */
function valuesUnder(profile: StoredProfile, keyName: string): readonly string[] {
  const texts = (names: readonly string[]): string[] =>
    names.flatMap((name) => (typeof profile.fields[name] === 'string' ? [profile.fields[name]] : []));
  const added = profile.keys[keyName] ?? [];
  switch (keyName) {
    case '_profileId':
      return [profile.profileId];
    case '_email':
      return [...texts(emailFields), ...added];
    case '_phone':
      return [...texts(phoneFields), ...added];
    case '_account':
      return [...texts(['AccountNumber']), ...added];
    case '_fullName':
      return [texts(['FirstName', 'MiddleName', 'LastName']).join(' '), ...added];
    default:
      return added;
  }
}

/** Telephone numbers match in any spelling of the same number; everything else as it is written. */
const normalised = (keyName: string, value: string): string =>
  keyName === '_phone' ? value.replaceAll(/[^\d]/g, '') : value.trim();

/** @returns which of the wanted values the profile has under the key. */
export function foundUnder(profile: StoredProfile, keyName: string, wanted: readonly string[]): readonly string[] {
  const present = new Set(valuesUnder(profile, keyName).map((value) => normalised(keyName, value)));
  return wanted.filter((value) => present.has(normalised(keyName, value)) && normalised(keyName, value) !== '');
}
