import { badRequest, check } from './errors.ts';

/** Standard fields that hold a text. Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-customer-profiles_CreateProfile.html */
const textFields = [
  'AccountNumber',
  'BusinessName',
  'FirstName',
  'MiddleName',
  'LastName',
  'BirthDate',
  'PhoneNumber',
  'MobilePhoneNumber',
  'HomePhoneNumber',
  'BusinessPhoneNumber',
  'EmailAddress',
  'PersonalEmailAddress',
  'BusinessEmailAddress',
  'PartyTypeString',
  'GenderString',
] as const;
const addresses = ['Address', 'ShippingAddress', 'MailingAddress', 'BillingAddress'] as const;
const choices: Readonly<Record<string, readonly string[]>> = {
  PartyType: ['INDIVIDUAL', 'BUSINESS', 'OTHER'],
  Gender: ['MALE', 'FEMALE', 'UNSPECIFIED'],
  ProfileType: ['ACCOUNT_PROFILE', 'PROFILE'],
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the fields of a profile. On create every text has 1 to 255 characters; on update an empty text erases.
 * @returns only what was given, an erased field as undefined
 */
export function readProfileFields(input: Fields, mode: 'create' | 'update'): Record<string, unknown> {
  const min = mode === 'create' ? 1 : 0;
  const fields: Record<string, unknown> = {};
  const take = (name: string, max: number): void => {
    const text = check.optionalText(input[name], name, { min, max });
    if (text !== undefined) fields[name] = text === '' ? undefined : text;
  };
  for (const name of textFields) take(name, 255);
  take('AdditionalInformation', 1_000);
  for (const [name, allowed] of Object.entries(choices))
    if (input[name] !== undefined) fields[name] = check.oneOf(input[name], name, allowed);
  for (const name of addresses) if (input[name] !== undefined) fields[name] = readTexts(input[name], name, min);
  if (input['Attributes'] !== undefined) fields['Attributes'] = readTexts(input['Attributes'], 'Attributes', min);
  if (input['EngagementPreferences'] !== undefined)
    throw badRequest('EngagementPreferences is not supported by the sandbox.');
  return fields;
}

function readTexts(value: unknown, name: string, min: number): Record<string, string> {
  if (typeof value !== 'object' || value === null) throw badRequest(`${name} must be an object.`);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, text]) =>
      text === undefined || text === null ? [] : [[key, check.text(text, `${name}.${key}`, { min, max: 255 })]],
    ),
  );
}

/** Lays an update over the fields there are: what is left out stays, what is empty goes, also inside `Attributes`. */
export function mergeFields(before: Fields, update: Fields): Fields {
  const merged: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(update)) {
    const isMap = typeof value === 'object' && value !== null;
    const next = isMap ? mergeTexts(before[name], value) : value;
    if (next === undefined) delete merged[name];
    else merged[name] = next;
  }
  return merged;
}

const mergeTexts = (before: unknown, update: object): Record<string, unknown> | undefined => {
  const entries = Object.entries({ ...(before as object | undefined), ...update }).filter(([, text]) => text !== '');
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
};
