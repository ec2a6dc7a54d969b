import { entriesOf } from '../draft.ts';
import type { Finding, ValuePath } from '../finding.ts';
import { atKey, atValue, type Check, type CheckInput } from './check-input.ts';
import { coverOf } from './cover.ts';
import { kindOf, whereOf, type RowDraft } from './row-parts.ts';
import {
  asked,
  conditionsOf,
  has,
  implies,
  impossibleField,
  isNothing,
  together,
  type Conditions,
} from './value-set.ts';

interface Row {
  readonly name: string;
  readonly path: ValuePath;
  readonly draft: RowDraft;
  readonly kind: string | undefined;
  readonly where: Conditions | undefined;
}

const noCase = 'so no case ever gets this clock';

/** Rows before this one that take every case that this one is for, alone or between them. */
function checkEarlier(row: Row, earlier: readonly Row[]): readonly Finding[] {
  const { where, draft } = row;
  if (where === undefined || row.kind === undefined || draft.for?.template === undefined) return [];
  if (impossibleField(where) !== undefined) return [];
  const cover = coverOf(
    where,
    earlier.flatMap((one) =>
      one.kind === row.kind && one.draft.for?.template === draft.for?.template && one.where !== undefined
        ? [{ name: one.name, where: one.where }]
        : [],
    ),
  );
  const names = cover.map(({ name }) => JSON.stringify(name));
  const last = names.pop();
  if (last === undefined) return [];
  const said = names.length === 0 ? `${last}, which stands` : `${names.join(', ')} and ${last}, which stand`;
  return [
    atKey(
      [...row.path, 'for'],
      `${said} before it, ${names.length === 0 ? 'takes' : 'take'} every case that this policy is for, ${noCase}; allowed: the special policy first, then the general one`,
    ),
  ];
}

/** Conditions under which the clock can never start. */
function checkStart({ draft, path, where, kind }: Row): readonly Finding[] {
  const start = conditionsOf(draft.start);
  if (where === undefined || start === undefined) return [];
  const begins = together(where, start);
  const impossible = impossibleField(begins);
  if (impossible !== undefined) {
    return [
      atValue(
        [...path, draft.start !== undefined && Object.hasOwn(draft.start, impossible) ? 'start' : 'for', impossible],
        `"for" and "start" ask for values of ${JSON.stringify(impossible)} that it cannot have at once, ${noCase}`,
      ),
    ];
  }
  const stops = (['until', 'cancel'] as const).flatMap((part): Finding[] => {
    const ends = conditionsOf(draft[part]);
    if (draft[part] === undefined || ends === undefined || Object.keys(ends).length === 0) return [];
    return implies(begins, ends)
      ? [atKey([...path, part], `it holds whenever the clock could start by "for" and "start", ${noCase}`)]
      : [];
  });
  return stops.length > 0 ? stops : checkOpen(path, draft, begins, kind);
}

/** `until` that holds for every new case, whose status is `open`. */
function checkOpen(path: ValuePath, draft: RowDraft, begins: Conditions, kind: string | undefined): readonly Finding[] {
  const until = conditionsOf(draft.until);
  if (until === undefined || Object.keys(until).join() !== 'status' || !has(asked(until, 'status'), 'open')) return [];
  // A clock that starts later, and ends when the case is open again, is one that can run.
  if (kind !== 'first-response' && !has(asked(begins, 'status'), 'open')) return [];
  const status: unknown = draft.until?.['status'];
  const index = Array.isArray(status) ? status.indexOf('open') : -1;
  return [
    atValue(
      [...path, 'until', 'status', ...(index === -1 ? [] : [index])],
      `it holds for "open", the status that every new case has; allowed: a status that ends the wait`,
    ),
  ];
}

/** Conditions of a running clock that never get a say. */
function checkWhileRunning({ draft, path, where }: Row): readonly Finding[] {
  if (where === undefined) return [];
  const until = draft.until === undefined ? undefined : conditionsOf(draft.until);
  const pause = (draft.pause ?? {}) as Readonly<Record<'while' | 'when' | 'resume', RowDraft['reset']>>;
  const parts: readonly (readonly [string, ValuePath, RowDraft['reset']])[] = [
    ['reset', [...path, 'reset'], draft.reset],
    ['pause.while', [...path, 'pause', 'while'], pause.while],
    ['pause.when', [...path, 'pause', 'when'], pause.when],
  ];
  const unheard = parts.flatMap(([part, place, condition]): Finding[] => {
    const asks = conditionsOf(condition);
    if (condition === undefined || asks === undefined || Object.keys(asks).length === 0) return [];
    const field = Object.keys(asks).find((one) => isNothing(asked(together(where, asks), one)));
    if (field !== undefined) {
      return [
        atKey(
          [...place, field],
          `means nothing: "for" asks for other values of ${JSON.stringify(field)}, so "${part}" never holds while this policy does`,
        ),
      ];
    }
    return until !== undefined && Object.keys(until).length > 0 && implies(together(where, asks), until)
      ? [atKey(place, `means nothing: "until" holds whenever it does, and ends the clock first`)]
      : [];
  });
  const [when, resume] = [conditionsOf(pause.when), conditionsOf(pause.resume)];
  const resumesAtOnce =
    pause.when !== undefined && pause.resume !== undefined && when !== undefined && resume !== undefined;
  return [
    ...unheard,
    ...(resumesAtOnce && Object.keys(resume).length > 0 && implies(together(where, when), resume)
      ? [atKey([...path, 'pause', 'resume'], 'it holds whenever "when" does, so the clock never pauses')]
      : []),
  ];
}

/** Policies that no case can follow, and conditions in them that nothing can make true. */
export const checkReach: Check = (input: CheckInput) => {
  const rows = entriesOf(input.draft.policies).map(([name, draft]): Row => ({
    name,
    path: ['policies', name],
    draft,
    kind: kindOf(draft, ['policies', name], input),
    where: input.wasRefused(['policies', name, 'for']) ? undefined : conditionsOf(whereOf(draft)),
  }));
  return rows.flatMap((row, index) => [
    ...checkEarlier(row, rows.slice(0, index)),
    ...checkStart(row),
    ...checkWhileRunning(row),
  ]);
};
