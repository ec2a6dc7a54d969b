import { systemFields } from '../../../lambda/contract/policy-file.ts';
import { entriesOf, itemsOf } from '../draft.ts';
import { listText, type Finding, type ValuePath } from '../finding.ts';
import { suggestion } from '../nearest-name.ts';
import { noticeWords, placeholdersIn } from '../placeholders.ts';
import { checkFieldValue } from './check-conditions.ts';
import { atKey, atValue, knownField, namedOneOf, type Check, type CheckInput } from './check-input.ts';
import { isByNative, levelsOf, type ConsequenceDraft, type RowDraft } from './row-parts.ts';

/** System fields that a consequence may set; Cases writes the others itself, and owners are set by "reassign". */
const settableSystemFields: ReadonlySet<string> = new Set(['title', 'summary', 'status', 'case_reason']);

function checkNotice(
  path: ValuePath,
  text: string | undefined,
  fields: ReadonlySet<string> | undefined,
): readonly Finding[] {
  if (text === undefined || fields === undefined) return [];
  const known = [...noticeWords, ...[...systemFields, ...fields].map((name) => `case.${name}`)];
  return placeholdersIn(text)
    .filter((word) => !known.includes(word))
    .map((word) =>
      atValue(
        path,
        `found the placeholder {${word}}; allowed: {${noticeWords.join('}, {')}} and {case.<field>}${suggestion(word, known)}`,
      ),
    );
}

function checkSet(
  path: ValuePath,
  set: Readonly<Record<string, unknown>>,
  row: RowDraft,
  input: CheckInput,
): readonly Finding[] {
  const entries = entriesOf(set);
  if (entries.length === 0 && !input.wasRefused(path))
    return [atValue(path, 'found an empty mapping; allowed: at least one field and its value')];
  const template = row.for?.template === undefined ? undefined : input.draft.templates?.[row.for.template];
  const shown = template?.fields === undefined ? undefined : new Set(itemsOf(template.fields).map(([, name]) => name));
  return entries.flatMap(([field, value]): readonly Finding[] => {
    const place = [...path, field];
    const unknown = knownField(place, field, input.fields);
    if (unknown.length > 0) return unknown;
    if (systemFields.some((name) => name === field)) {
      return settableSystemFields.has(field)
        ? checkFieldValue(place, field, value, input)
        : [
            atKey(
              place,
              `${field} cannot be set by a policy; allowed: ${listText(settableSystemFields)} and fields of the template; owners are set by "reassign"`,
            ),
          ];
    }
    if (shown !== undefined && !shown.has(field)) {
      return [
        atKey(
          place,
          `the template ${JSON.stringify(row.for?.template)} does not have this field, so it cannot be set; add it to the template's "fields"`,
        ),
      ];
    }
    return checkFieldValue(place, field, value, input);
  });
}

function checkConsequence(
  place: ValuePath,
  consequence: ConsequenceDraft,
  row: RowDraft,
  hasOwner: boolean,
  input: CheckInput,
): readonly Finding[] {
  const needsOwner = (what: string, part: string): readonly Finding[] =>
    hasOwner
      ? []
      : [
          atKey(
            [...place, part],
            `${what} goes to the owner, and nobody owns the case yet; put "reassign" before it, in this level or an earlier one`,
          ),
        ];
  if ('reassign' in consequence)
    return namedOneOf([...place, 'reassign'], 'team', consequence.reassign, input.teams, 'under "teams"');
  if (isByNative(consequence)) return [];
  if ('email' in consequence) {
    const { to, subject, body } = consequence.email ?? {};
    return [
      ...(to === 'owner' ? needsOwner('the mail', 'email') : []),
      ...(input.draft.mail === undefined && !input.wasRefused(['mail'])
        ? [atKey([...place, 'email'], 'a sender is missing; add "mail: { from: <address> }" at the top of the file')]
        : []),
      ...checkNotice([...place, 'email', 'subject'], subject, input.fields),
      ...checkNotice([...place, 'email', 'body'], body, input.fields),
      ...(/[\r\n]/.test(subject ?? '')
        ? [atValue([...place, 'email', 'subject'], 'found a line break; allowed: one line')]
        : []),
    ];
  }
  if ('task' in consequence)
    return consequence.task !== undefined && 'to' in consequence.task ? needsOwner('the task', 'task') : [];
  if ('set' in consequence && consequence.set !== undefined)
    return checkSet([...place, 'set'], consequence.set, row, input);
  return [];
}

/** What each level does: that every name is known, and that somebody can carry it out. */
export const checkConsequences: Check = (input) =>
  entriesOf(input.draft.policies).flatMap(([name, row]) => {
    let hasOwner = false;
    return levelsOf(row, ['policies', name]).flatMap(({ consequences, doPath }) =>
      consequences.flatMap(([index, consequence]) => {
        if ('reassign' in consequence) hasOwner = true;
        return checkConsequence([...doPath, index], consequence, row, hasOwner, input);
      }),
    );
  });
