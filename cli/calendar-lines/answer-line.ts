import { isMapping, foundText } from '../../lib/policy/finding.ts';
import { calendarDefinition } from '../../lambda/contract/calendar.ts';
import { before, compileCalendar, deadline, elapsed, type Calendar } from '../../lambda/domain/calendar/calendar.ts';
import { CalendarInvalidError, CalendarQuestionError } from '../../lambda/domain/calendar/errors.ts';
import { openZone, type Zone } from '../../lambda/domain/calendar/zone.ts';
import { describeLine } from './describe-line.ts';
import { instantText } from './instant-text.ts';
import { LineError } from './line-error.ts';
import { isOperation, lineId, rows, type LineId, type Row } from './rows.ts';

/** What one line leads to: nothing (an empty line, a good calendar), or one line of output. */
export type Answer = undefined | { readonly line: string; readonly failed: boolean };

type Given = Readonly<Record<string, unknown>>;

function readJson(text: string): Given {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new LineError('not JSON', { cause });
  }
  if (!isMapping(value)) throw new LineError(`found ${foundText(value)}; allowed: an object`);
  return value;
}

/** The id for the answer, whatever else is wrong with the line. */
function idOf(given: Given | undefined): LineId | null {
  const parsed = lineId.safeParse(given?.['id']);
  return parsed.success ? parsed.data : null;
}

function reply(row: Row, calendar: Calendar): Readonly<Record<string, unknown>> {
  switch (row.op) {
    case 'deadline':
      return { deadline: instantText(deadline(calendar, row.start, row.seconds, row.pauses)) };
    case 'elapsed':
      return { seconds: elapsed(calendar, row.start, row.end, row.pauses) / 1000 };
    case 'before':
      return { instant: instantText(before(calendar, row.start, row.seconds)) };
    default:
      return row satisfies never;
  }
}

/**
 * Answers line by line. It remembers calendars: the first good one of an id stays, and a wrong one makes every question
 * to it wrong until a good one comes. No line throws: what is wrong becomes an answer, too.
 */
export function createAnswerer(): (text: string, lineNumber: number) => Answer {
  const calendars = new Map<LineId, Calendar | 'refused'>();
  const zones = new Map<string, Zone>();

  const zoneOf = (name: string): Zone => {
    const zone = zones.get(name) ?? openZone(name);
    zones.set(name, zone);
    return zone;
  };

  const learnCalendar = (given: Given): void => {
    const { id: givenId, type: _type, ...rest } = given;
    const id = lineId.safeParse(givenId);
    if (!id.success)
      throw new LineError(
        describeLine(
          id.error.issues.map((issue) => ({ ...issue, path: ['id'] })),
          given,
        ),
      );
    const known = calendars.get(id.data);
    if (known !== undefined && known !== 'refused')
      throw new LineError(`a calendar ${foundText(id.data)} was given before, and stays; give this one another id`);
    calendars.set(id.data, 'refused');
    // The one name that a reader of records would drop without a word.
    if (isMapping(rest['overrides']) && Object.hasOwn(rest['overrides'], '__proto__'))
      throw new LineError('overrides: found the name "__proto__"; allowed: a date that exists, like 2026-05-04');
    const definition = calendarDefinition.safeParse(rest);
    if (!definition.success) throw new LineError(describeLine(definition.error.issues, rest));
    calendars.set(id.data, compileCalendar(definition.data, zoneOf(definition.data.zone)));
  };

  const answerRow = (given: Given): string => {
    const { op } = given;
    if (!isOperation(op)) {
      throw new LineError(
        op === undefined
          ? 'neither a calendar ("type":"calendar") nor a question ("op")'
          : `op: found ${foundText(op)}; allowed: ${Object.keys(rows).join(', ')}`,
      );
    }
    const row = rows[op].safeParse(given);
    if (!row.success) throw new LineError(describeLine(row.error.issues, given));
    const calendar = calendars.get(row.data.cal);
    if (calendar === undefined) throw new LineError(`cal: no calendar ${foundText(row.data.cal)} on the lines before`);
    if (calendar === 'refused')
      throw new LineError(`cal: the calendar ${foundText(row.data.cal)} was refused, see its own line`);
    return JSON.stringify({ id: row.data.id, ...reply(row.data, calendar) });
  };

  return (text, lineNumber) => {
    let given: Given | undefined;
    try {
      // Also takes away the carriage return of CRLF and a byte order mark.
      const trimmed = text.trim();
      if (trimmed === '') return undefined;
      given = readJson(trimmed);
      if (given['type'] === 'calendar') {
        learnCalendar(given);
        return undefined;
      }
      return { line: answerRow(given), failed: false };
    } catch (error) {
      return { line: refusal(idOf(given), lineNumber, error), failed: true };
    }
  };
}

/** The line of output for a line without an answer. A fault of ours is named as such, and does not end the run either. */
export function refusal(id: LineId | null, lineNumber: number, error: unknown): string {
  const expected =
    error instanceof LineError || error instanceof CalendarInvalidError || error instanceof CalendarQuestionError;
  const message = error instanceof Error ? error.message : String(error);
  return JSON.stringify({
    id,
    error: `line ${lineNumber}: ${expected ? message : `unexpected fault of casewarden itself: ${message}`}`,
  });
}
