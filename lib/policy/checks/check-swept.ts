import { mostSweptFields } from '../../../lambda/contract/sweep-rows.ts';
import { entriesOf, itemsOf } from '../draft.ts';
import type { ValuePath } from '../finding.ts';
import { atKey, atValue, type Check, type CheckInput } from './check-input.ts';
import { conditionsIn } from './row-parts.ts';

interface Named {
  readonly field: string;
  readonly path: ValuePath;
  readonly by: 'clock' | 'sink';
}

/** Asked for in every search, whatever the file names. */
const always = new Set(['created_datetime', 'last_updated_datetime']);

/** Fields in the order in which the sweep takes them: status, those of conditions, those of sinks; each where it stands first. */
function namedFields({ draft }: CheckInput): readonly Named[] {
  const ofClocks = entriesOf(draft.policies).flatMap(([name, row]) => {
    const path = ['policies', name];
    const inConditions = conditionsIn(row, path).flatMap(({ path: place, condition }) =>
      entriesOf(condition).map(([field]): Named => ({ field, path: [...place, field], by: 'clock' })),
    );
    const renewing = itemsOf(row.renew?.changed).map(([index, field]): Named => ({
      field,
      path: [...path, 'renew', 'changed', index],
      by: 'clock',
    }));
    return [...inConditions, ...renewing];
  });
  const ofSinks = entriesOf(draft.sinks?.salesforce?.map).map(([target, field]): Named => ({
    field,
    path: ['sinks', 'salesforce', 'map', target],
    by: 'sink',
  }));
  const first = new Map<string, Named>();
  for (const named of [...ofClocks, ...ofSinks]) {
    if (named.field !== 'status' && !always.has(named.field) && !first.has(named.field)) first.set(named.field, named);
  }
  return [...first.values()];
}

/** Those for which a sweep has no place. One is for the status. */
const beyond = (input: CheckInput): readonly Named[] => namedFields(input).slice(mostSweptFields - 1);

const limit = `a sweep compares the status and at most ${mostSweptFields - 1} further fields, as many as one search returns`;

/** A clock must not rest on a field whose change nobody finds when its event was lost. */
export const checkSwept: Check = (input) =>
  beyond(input).flatMap(({ field, path, by }) =>
    by === 'clock'
      ? [
          atKey(
            path,
            `${limit}, and conditions name others before ${JSON.stringify(field)}: a change of it that no event tells would never be found; name fewer fields in conditions`,
          ),
        ]
      : [],
  );

/** What goes to a sink with events alone is no error, but nobody should have to find it out. */
export const noteUnswept: Check = (input) =>
  beyond(input).flatMap(({ field, path, by }) =>
    by === 'sink'
      ? [
          atValue(
            path,
            `${limit}; ${JSON.stringify(field)} is not among them, so a change of it that no event tells reaches the CRM only with the next change that is told`,
          ),
        ]
      : [],
  );
