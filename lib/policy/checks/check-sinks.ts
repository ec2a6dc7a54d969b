import { systemFields } from '../../../lambda/contract/policy-file.ts';
import { entriesOf } from '../draft.ts';
import { atKey, namedOneOf, repeatedEntries, type Check } from './check-input.ts';

/** What goes to the CRM: known fields, and the external id only once. */
export const checkSinks: Check = ({ draft, fields }) => {
  const salesforce = draft.sinks?.salesforce;
  if (salesforce === undefined) return [];
  const path = ['sinks', 'salesforce'];
  const known = fields === undefined ? undefined : new Set<string>([...systemFields, ...fields]);
  return [
    ...repeatedEntries([...path, 'on'], salesforce.on),
    ...entriesOf(salesforce.map).flatMap(([target, field]) =>
      namedOneOf([...path, 'map', target], 'field', field, known, 'under "fields" and no system field'),
    ),
    ...(salesforce.key !== undefined && Object.hasOwn(salesforce.map ?? {}, salesforce.key)
      ? [
          atKey(
            [...path, 'map', salesforce.key],
            'this is the external id, which always holds the case id; leave it out of "map"',
          ),
        ]
      : []),
  ];
};
