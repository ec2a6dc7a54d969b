import { builtInStatuses } from '../../../lambda/contract/policy-file.ts';
import { entriesOf } from '../draft.ts';
import { foundText, listText, type Finding, type ValuePath } from '../finding.ts';
import { suggestion } from '../nearest-name.ts';
import { atValue, knownField, type Check, type CheckInput } from './check-input.ts';
import { conditionsIn, type TestDraft } from './row-parts.ts';

/** Values of a test, each with its place. */
function valuesIn(test: TestDraft, path: ValuePath): readonly (readonly [ValuePath, unknown])[] {
  if (typeof test === 'object' && !Array.isArray(test)) {
    return 'not' in test && test.not !== undefined ? valuesIn(test.not, [...path, 'not']) : [];
  }
  if (!Array.isArray(test)) return [[path, test]];
  return test.flatMap((value, index) => (value === undefined ? [] : [[[...path, index], value] as const]));
}

/** Whether a field can have a value; nothing for a field that is not known. */
export function checkFieldValue(
  path: ValuePath,
  field: string,
  value: unknown,
  { draft, statuses, fields }: CheckInput,
): readonly Finding[] {
  if (typeof value !== 'string') {
    return [
      atValue(
        path,
        `found ${foundText(value)}; the field ${JSON.stringify(field)} holds text; allowed: text, in quotes: "${String(value)}"`,
      ),
    ];
  }
  if (value === '') return [atValue(path, 'found an empty text, which counts as no value; allowed: { set: false }')];
  const definition = draft.fields !== undefined && fields?.has(field) === true ? draft.fields[field] : undefined;
  const options =
    field === 'status'
      ? statuses && new Set([...Object.keys(builtInStatuses), ...statuses])
      : definition !== undefined && 'options' in definition && definition.options !== undefined
        ? new Set(Object.keys(definition.options))
        : undefined;
  if (options === undefined || options.has(value)) return [];
  const what =
    field === 'status'
      ? `status ${JSON.stringify(value)} is not defined under "statuses"`
      : `${JSON.stringify(value)} is no option of the field ${JSON.stringify(field)}`;
  return [atValue(path, `${what}; allowed: ${listText(options)}${suggestion(value, options)}`)];
}

/** Each condition: its fields are known, and can have the values that it asks for. */
export const checkConditions: Check = (input) =>
  entriesOf(input.draft.policies).flatMap(([name, row]) =>
    conditionsIn(row, ['policies', name]).flatMap(({ part, path, condition }) => {
      const entries = entriesOf(condition);
      if (entries.length === 0 && part !== 'for' && !input.wasRefused(path))
        return [atValue(path, 'found an empty mapping, which always holds; allowed: at least one field')];
      return entries.flatMap(([field, test]) => {
        const place = [...path, field];
        const unknown = knownField(place, field, input.fields);
        return unknown.length > 0
          ? unknown
          : valuesIn(test, place).flatMap(([where, value]) => checkFieldValue(where, field, value, input));
      });
    }),
  );
