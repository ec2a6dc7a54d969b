import { isObject } from '../../../kernel/json-object.ts';

/*
 * Field names of the block "Customer profiles" against the shape of a profile in the API: the block writes addresses
 * flat (`ShippingCity`), the API nested (`ShippingAddress.City`).
 * Source: https://docs.aws.amazon.com/connect/latest/devguide/interactions-createcustomerprofile.html
 */

const plainFields = new Set([
  'FirstName',
  'MiddleName',
  'LastName',
  'PhoneNumber',
  'EmailAddress',
  'AccountNumber',
  'AdditionalInformation',
  'PartyType',
  'BusinessName',
  'BirthDate',
  'Gender',
  'MobilePhoneNumber',
  'HomePhoneNumber',
  'BusinessPhoneNumber',
  'BusinessEmailAddress',
]);
const address = /^(Shipping|Mailing|Billing)?(Address[1-4]|City|County|Country|PostalCode|Province|State)$/;
const attribute = /^Attributes\.(.+)$/;

/** Request fields in the API's shape. @throws Error when the block has no such field. */
export function toProfileInput(fields: Readonly<Record<string, string>>): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const put = (group: string, key: string, value: string): void => {
    const inside = input[group];
    input[group] = { ...(isObject(inside) ? inside : {}), [key]: value };
  };
  for (const [name, value] of Object.entries(fields)) {
    const addressPart = address.exec(name);
    const attributePart = attribute.exec(name);
    if (plainFields.has(name)) input[name] = value;
    else if (addressPart) put(`${addressPart[1] ?? ''}Address`, addressPart[2]!, value);
    else if (attributePart) put('Attributes', attributePart[1]!, value);
    else throw new Error(`profiles have no field "${name}"`);
  }
  return input;
}

/** A field of a profile by the block's name for it; undefined when the profile does not have it. */
export function profileField(profile: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const addressPart = address.exec(name);
  const attributePart = attribute.exec(name);
  const [group, key] = addressPart
    ? [`${addressPart[1] ?? ''}Address`, addressPart[2]!]
    : attributePart
      ? ['Attributes', attributePart[1]!]
      : [undefined, name];
  const holder = group === undefined ? profile : profile[group];
  const value = isObject(holder) ? holder[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
