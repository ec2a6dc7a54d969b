import { weekdays, type CalendarDefinition, type WeekDefinition, type WindowDefinition } from '../contract/calendar.ts';
import { canonicalJson } from '../contract/canonical-json.ts';
import { openZone } from './calendar/zone.ts';
import { instantOf } from './instants.ts';

/** Hours of operation as they are known, and when they were read last. */
export interface KnownHours {
  readonly definition: CalendarDefinition;
  readonly readAt: string;
}

type Pattern = Pick<CalendarDefinition, 'week' | 'always'>;

/**
 * Hours of operation after a new reading. What has passed stays as it was, so that no judgement changes: other weekly
 * windows hold from the local date of the reading on, overrides of the days before it are kept, and those of that day
 * and later are what was told now. An override of a day since the last reading was not known then, and is taken.
 * A change of the time zone holds for the past too, since a calendar has one zone.
 * @param told what Connect says now: one weekly pattern, and overrides by date
 */
export function mergeHours(known: KnownHours | undefined, told: CalendarDefinition, now: string): CalendarDefinition {
  if (known === undefined) return told;
  const today = localDate(told.zone, now);
  const earlier = (known.definition.versions ?? []).filter(({ effective }) => effective < today);
  const pattern = patternOf(told);
  const before = patternOf(
    earlier.reduce((last, version) => (version.effective > last.effective ? version : last), {
      effective: '',
      ...known.definition,
    }),
  );
  const versions = isSame(before, pattern) ? earlier : [...earlier, { effective: today, ...pattern }];
  const overrides = mergeOverrides(known, told, today);
  const { week, always } = known.definition;
  return {
    ...told,
    week,
    always,
    overrides: Object.keys(overrides).length === 0 ? undefined : overrides,
    versions: versions.length === 0 ? undefined : versions,
  };
}

/** Whether two definitions say the same thing; the order of windows and of members says nothing. */
export function isSameHours(a: CalendarDefinition, b: CalendarDefinition): boolean {
  return canonicalJson(inOrder(a)) === canonicalJson(inOrder(b));
}

function mergeOverrides(
  known: KnownHours,
  told: CalendarDefinition,
  today: string,
): Record<string, WindowDefinition[]> {
  const lastRead = localDate(told.zone, known.readAt);
  const kept = Object.entries(known.definition.overrides ?? {}).filter(([date]) => date < today);
  const keptDates = new Set(kept.map(([date]) => date));
  const taken = Object.entries(told.overrides ?? {}).filter(
    ([date]) => date >= today || (date >= lastRead && !keptDates.has(date)),
  );
  return Object.fromEntries([...kept, ...taken].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The date that calendars on the wall of a zone show. @throws CalendarInvalidError when the zone is unknown */
export function localDate(zone: string, instant: string): string {
  const milliseconds = Date.parse(instant);
  return instantOf(milliseconds + openZone(zone).offsetAt(milliseconds)).slice(0, 10);
}

const patternOf = ({ week, always }: Pattern): Pattern => (always === true ? { always } : { week: week ?? {} });

const isSame = (a: Pattern, b: Pattern): boolean =>
  canonicalJson(patternInOrder(a)) === canonicalJson(patternInOrder(b));

const patternInOrder = ({ week, always }: Pattern): Pattern => ({
  always,
  week: week && weekInOrder(week),
});

/** A weekday without windows says as much as one that is not named. */
function weekInOrder(week: WeekDefinition): WeekDefinition {
  const ordered: WeekDefinition = {};
  for (const day of weekdays) {
    const windows = week[day];
    if (windows !== undefined && windows.length > 0) ordered[day] = windowsInOrder(windows);
  }
  return ordered;
}

const windowsInOrder = (windows: readonly WindowDefinition[]): WindowDefinition[] =>
  [...windows].sort(([a], [b]) => (a < b ? -1 : 1));

function inOrder(definition: CalendarDefinition): CalendarDefinition {
  const { overrides, versions } = definition;
  return {
    ...definition,
    ...patternInOrder(definition),
    overrides:
      overrides &&
      Object.fromEntries(Object.entries(overrides).map(([date, windows]) => [date, windowsInOrder(windows)])),
    versions: versions?.map((version) => ({ ...version, ...patternInOrder(version) })),
  };
}
