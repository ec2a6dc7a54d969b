import type { ClockKind } from '../../../lambda/contract/primitives.ts';
import { entriesOf, itemsOf } from '../draft.ts';
import { durationSeconds } from '../duration.ts';
import { foundText, type Finding, type ValuePath } from '../finding.ts';
import { atKey, atValue, knownField, namedOneOf, repeatedEntries, type Check, type CheckInput } from './check-input.ts';
import { kindOf, levelsOf, type RowDraft } from './row-parts.ts';

/** Two years, the longest native SLA. Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_SlaInputConfiguration.html */
const mostTargetMinutes = 1_051_200;

const needsUntil: ReadonlySet<ClockKind> = new Set(['first-response', 'resolution']);
const whyNoReopen: Readonly<Partial<Record<ClockKind, string>>> = {
  'first-response': 'a first response is done for good once it was given, and reopening starts nothing',
  update: 'the next cycle of an update clock begins by itself',
  'next-response': 'the next message of the customer begins the next cycle',
};

function checkWithin(path: ValuePath, row: RowDraft): readonly Finding[] {
  const { within } = row;
  if (within === undefined || row.native === false || durationSeconds(within) / 60 <= mostTargetMinutes) return [];
  return [
    atValue(
      path,
      `found ${foundText(within)}; allowed: 1m to ${mostTargetMinutes / 1440}d, the longest SLA that agents can be shown; a longer one needs "native: false"`,
    ),
  ];
}

function checkRenew(
  path: ValuePath,
  row: RowDraft,
  kind: ClockKind | undefined,
  input: CheckInput,
): readonly Finding[] {
  const { renew } = row;
  const place = [...path, 'renew'];
  if (kind === undefined || input.wasRefused(place)) return [];
  if (renew === undefined) {
    const what = 'a mapping of what counts as an update: changed (fields), comment, outbound';
    return kind === 'update' ? [atKey(path, `the key "renew" is missing; with "clock: update" it takes ${what}`)] : [];
  }
  if (kind !== 'update') {
    return [atKey(place, `found on a clock of kind ${kind}; allowed: only with "clock: update"; take it away`)];
  }
  const changed = renew.changed ?? [];
  return [
    ...(changed.length === 0 && renew.comment !== true && renew.outbound !== true
      ? [atKey(place, 'nothing here counts as an update; allowed: changed (fields), comment: true, outbound: true')]
      : []),
    ...itemsOf(changed).flatMap(([index, field]) => knownField([...place, 'changed', index], field, input.fields)),
    ...repeatedEntries([...place, 'changed'], changed),
  ];
}

function checkMoments(path: ValuePath, row: RowDraft): readonly Finding[] {
  if (row.within === undefined) return [];
  const taken = new Map<number, string>();
  return levelsOf(row, path).flatMap((level) => {
    const [moment] = level.moments;
    if (level.kind === 'warn' && moment !== undefined && moment <= 0) {
      return [
        atValue(
          level.path,
          `this warning would come at or before the start of the clock; allowed: later than the start and before the target of ${row.within}`,
        ),
      ];
    }
    const again = level.moments.find((one) => taken.has(one));
    const other = again === undefined ? undefined : taken.get(again);
    const what = level.path.slice(2).join(' ');
    for (const one of level.moments) taken.set(one, what);
    if (other === undefined) return [];
    const repeat = again === moment ? '' : 'a repeat of ';
    return [
      atValue(
        level.path,
        `${repeat}this level stands at the same moment as "${other}"; allowed: one level at a moment; put their consequences together`,
      ),
    ];
  });
}

/** Each row by itself: its template, its calendar, its target and levels, and the keys that its kind of clock needs. */
export const checkClockRows: Check = (input) => {
  const { draft } = input;
  const each = entriesOf(draft.policies).flatMap(([name, row]) => {
    const path = ['policies', name];
    const kind = kindOf(row, path, input);
    const noReopen = kind === undefined ? undefined : whyNoReopen[kind];
    return [
      ...namedOneOf([...path, 'for', 'template'], 'template', row.for?.template, input.templates, 'under "templates"'),
      ...namedOneOf([...path, 'calendar'], 'calendar', row.calendar, input.calendars, 'under "calendars"'),
      ...(kind !== undefined && needsUntil.has(kind) && row.until === undefined && !input.wasRefused([...path, 'until'])
        ? [atKey(path, `the key "until" is missing; a clock of kind ${kind} ends by it, like { status: closed }`)]
        : []),
      ...checkRenew(path, row, kind, input),
      ...(row.reopen !== undefined && noReopen !== undefined
        ? [
            atKey(
              [...path, 'reopen'],
              `means nothing for a clock of kind ${kind}: ${noReopen}; allowed: only with "clock: resolution"; take it away`,
            ),
          ]
        : []),
      ...checkWithin([...path, 'within'], row),
      ...checkMoments(path, row),
    ];
  });
  const none = draft.policies !== undefined && !input.wasRefused(['policies']) && input.policies?.size === 0;
  return [...each, ...(none ? [atKey(['policies'], 'found no policy; allowed: at least one')] : [])];
};
