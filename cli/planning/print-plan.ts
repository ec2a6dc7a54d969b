import { lengthWords } from '../../lambda/domain/explain/words.ts';
import type { Language } from '../../sandbox/control/sentences.ts';
import type { CommandIo } from '../command.ts';
import { oneLine, table } from '../running/table.ts';
import type { Change } from './changes.ts';
import { offsetText, timeOfDay, type PlanDay } from './days.ts';
import { planWords, type PlanWords } from './plan-words.ts';
import { marksWithin, type Mark, type PolicyPlan } from './policy-plan.ts';

const signs = { added: '+', changed: '~', removed: '-' } as const;
const colours = { added: 'green', changed: 'yellow', removed: 'red' } as const;
/** A value longer than that is a text for people, of which the beginning is enough. */
const mostCharacters = 60;

/** The changes, a line each and a line for each thing that differs. */
export function changesText(
  changes: readonly Change[],
  { paint }: Pick<CommandIo, 'paint'>,
  language: Language,
): string {
  const { kinds, nothing } = planWords[language];
  if (changes.length === 0) return `  ${nothing}\n`;
  return changes
    .map(({ change, kind, name, facts }) => {
      const line = paint(colours[change], `  ${signs[change]} ${kinds[kind]} ${oneLine(name)}`);
      return `${line}${change === 'added' ? inline(facts) : ''}\n${change === 'changed' ? facts.map(factLine).join('') : ''}`;
    })
    .join('');
}

/** The few facts of which one reads at a glance what it is. */
function inline(facts: Change['facts']): string {
  const shown = facts.filter(({ name }) =>
    /^(label|template|within|calendar|clock|policy|user|slaName|hoursOfOperation|object|zone|by|does|queue|(when|sets)\..+)$/.test(
      name,
    ),
  );
  return shown.length === 0 ? '' : `  (${shown.map(({ name, to }) => `${name}: ${short(to)}`).join(', ')})`;
}

function factLine({ name, from, to }: Change['facts'][number]): string {
  if (from === undefined) return `      + ${oneLine(name)}: ${short(to)}\n`;
  return to === undefined
    ? `      - ${oneLine(name)}: ${short(from)}\n`
    : `      ${oneLine(name)}: ${short(from)} -> ${short(to)}\n`;
}

function short(value: string | undefined): string {
  const text = oneLine(value ?? '');
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters - 1)}…` : text;
}

/** One policy: what it is, then its days with what happens on them. */
export function policyPlanText(plan: PolicyPlan, { paint }: Pick<CommandIo, 'paint'>, language: Language): string {
  const words = planWords[language];
  const { row, zone } = plan;
  const about = [
    words.clocks[row.kind],
    words.severities[row.severity],
    `${words.target} ${lengthWords(row.targetSeconds * 1000)[language]}`,
    row.calendar === undefined ? words.roundTheClock : `${words.calendar} ${row.calendar}`,
    zone.name,
  ].join(' · ');
  const rows = linesOf(plan).map(({ first, last }) => [
    first === last ? dayText(first, words) : `${dayText(first, words)} - ${dayText(last, words)}`,
    openText(first, words),
    [...marksOf(plan, first, last).map((mark) => markText(plan, mark, words)), ...clockChangeText(first, words)].join(
      ', ',
    ),
  ]);
  return `${paint('bold', row.name)}  ${about}\n${table(words.heading, rows)}${laterText(plan, words)}`;
}

interface DayLine {
  readonly first: PlanDay;
  readonly last: PlanDay;
}

/** Days that are alike and on which nothing happens share a line. */
function linesOf(plan: PolicyPlan): readonly DayLine[] {
  const lines: DayLine[] = [];
  const signature = (day: PlanDay): string => JSON.stringify([day.open, day.exception, day.holiday, day.clockChange]);
  const isQuiet = (day: PlanDay): boolean => marksOf(plan, day, day).length === 0;
  for (const day of plan.days) {
    const before = lines.at(-1);
    if (
      before !== undefined &&
      signature(before.last) === signature(day) &&
      isQuiet(before.last) &&
      isQuiet(day) &&
      day.weekday !== 0
    )
      lines[lines.length - 1] = { first: before.first, last: day };
    else lines.push({ first: day, last: day });
  }
  return lines;
}

const marksOf = (plan: PolicyPlan, first: PlanDay, last: PlanDay): readonly Mark[] =>
  marksWithin(plan, first.from, last.to);

const dayText = ({ date, weekday }: PlanDay, { weekdays }: PlanWords): string => `${date} ${weekdays[weekday]!}`;

function openText({ open, exception, holiday }: PlanDay, words: PlanWords): string {
  if (open.length === 0) return exception === 'holiday' ? words.holiday(holiday) : words.closed;
  const [first] = open;
  const isAllDay = open.length === 1 && first![0] === '00:00' && first![1] === '24:00';
  const hours = isAllDay ? words.allDay : open.map(([opens, closes]) => `${opens}-${closes}`).join(' ');
  return exception === 'override' ? `${hours} (${words.override})` : hours;
}

function markText({ zone }: PolicyPlan, { sample, at, what, name }: Mark, words: PlanWords): string {
  return `${sample} ${timeOfDay(zone, at)} ${words.marks[what]}${what === 'start' || what === 'breach' ? '' : ` ${name}`}`;
}

function clockChangeText({ clockChange, from, to }: PlanDay, words: PlanWords): readonly string[] {
  if (clockChange === undefined) return [];
  const [before, after] = clockChange;
  return [words.clockChange(offsetText(before), offsetText(after), (to - from) / 3_600_000)];
}

/** What comes after the days that are shown. */
function laterText(plan: PolicyPlan, words: PlanWords): string {
  const end = plan.days.at(-1)!.to;
  const { zone, samples } = plan;
  const far = marksWithin(plan, end, Number.POSITIVE_INFINITY).map((mark) => {
    const date = new Date(mark.at + zone.offsetAt(mark.at)).toISOString().slice(0, 10);
    return `${date} ${markText(plan, mark, words)}`;
  });
  const never = samples.flatMap(({ name: sample, levels }) =>
    levels.flatMap(({ name, at }) => (at === undefined ? [`${sample} ${name} ${words.never}`] : [])),
  );
  const all = [...far, ...never];
  return all.length === 0 ? '' : `${words.later}: ${all.join(', ')}\n`;
}
