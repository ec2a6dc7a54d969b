import { atKey, atValue, type Check } from './checks/check-input.ts';
import { noteUnswept } from './checks/check-swept.ts';
import { conditionsIn, kindOf, type RowDraft } from './checks/row-parts.ts';
import { entriesOf, itemsOf } from './draft.ts';
import type { Finding, ValuePath } from './finding.ts';

/** Durations of a row that count open time, with their places. */
function durationsIn(row: RowDraft, path: ValuePath): readonly (readonly [ValuePath, string | undefined])[] {
  return [
    [[...path, 'within'], row.within],
    ...itemsOf(row.warn).map(
      ([index, warning]) =>
        [[...path, 'warn', index, 'before'], 'before' in warning ? warning.before : undefined] as const,
    ),
    ...itemsOf(row.escalate).flatMap(([index, rung]) => [
      [[...path, 'escalate', index, 'after'], rung.after] as const,
      [[...path, 'escalate', index, 'repeat', 'every'], rung.repeat?.every] as const,
    ]),
  ];
}

/** Days of a duration are days of open time: of eight hours a day, three of them for `1d`. */
function noteDays(row: RowDraft, path: ValuePath): readonly Finding[] {
  if (row.calendar === undefined) return [];
  const days = durationsIn(row, path).find(([, duration]) => duration?.endsWith('d'));
  if (days === undefined) return [];
  return [
    atValue(
      days[0],
      `${days[1]} with a calendar is ${Number.parseInt(days[1] ?? '', 10) * 24} hours of open time, because a day is 24 open hours; write hours if you mean working days`,
    ),
  ];
}

/** Fields that a condition names and the template does not show: agents cannot fill them in. */
function noteHidden(row: RowDraft, path: ValuePath, shown: ReadonlySet<string>, own: ReadonlySet<string>): Finding[] {
  const told = new Set<string>();
  return conditionsIn(row, path).flatMap(({ path: place, condition }) =>
    entriesOf(condition).flatMap(([field]) => {
      if (!own.has(field) || shown.has(field) || told.has(field)) return [];
      told.add(field);
      return [
        atKey(
          [...place, field],
          `the template ${JSON.stringify(row.for?.template)} does not show this field, so agents cannot fill it in`,
        ),
      ];
    }),
  );
}

/** What is right and may yet surprise. Not an error: `validate` says it, and nothing stops. */
export const notesOf: Check = (input) => {
  const { draft, fields = new Set<string>() } = input;
  const ofRows = entriesOf(draft.policies).flatMap(([name, row]) => {
    const path = ['policies', name];
    const template = row.for?.template === undefined ? undefined : draft.templates?.[row.for.template];
    const shown = new Set(itemsOf(template?.fields).map(([, field]) => field));
    return [
      ...(kindOf(row, path, input) === 'next-response'
        ? [
            atValue(
              [...path, 'clock'],
              'a next-response clock starts when a customer comes by a new contact that is linked to the case, and ends when an agent takes one or we go to the customer by one; messages within a chat are not seen',
            ),
          ]
        : []),
      ...noteDays(row, path),
      ...(template?.fields === undefined ? [] : noteHidden(row, path, shown, fields)),
    ];
  });
  return [...ofRows, ...noteUnswept(input)];
};
