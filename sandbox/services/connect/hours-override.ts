import type { Weekday } from './store.ts';

/** A window of an override; one whose end is not after its start runs past midnight. */
export interface OverrideWindow {
  /** Absent: whatever weekday the override falls on. */
  readonly day: Weekday | undefined;
  readonly startMinute: number;
  readonly endMinute: number;
}

/** What an admin has entered beside the weekly hours. Dates are local, `YYYY-MM-DD`, both ends included. */
export interface HoursOverride {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  /** STANDARD replaces a date's hours, OPEN adds to them, CLOSED takes from them. */
  readonly type: 'STANDARD' | 'OPEN' | 'CLOSED';
  readonly from: string;
  readonly till: string;
  readonly windows: readonly OverrideWindow[];
  /** Absent: every date from `from` to `till`. */
  readonly recurrence: Recurrence | undefined;
}

export interface Recurrence {
  readonly frequency: 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  readonly interval: number;
  readonly month: number | undefined;
  /** Negative: counted from the end of the month. */
  readonly monthDay: number | undefined;
  /** Of a weekday within the month; negative: counted from the end. */
  readonly weekdayOccurrence: number | undefined;
}

const dayMilliseconds = 86_400_000;
const toDay = (date: string): Date => new Date(`${date}T00:00:00Z`);
const daysInMonth = (day: Date): number =>
  new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();

/** Whether an override is about a date; which of its windows are for that weekday is another question. */
export function fallsOn({ from, till, recurrence, windows }: HoursOverride, date: string, weekday: Weekday): boolean {
  if (date < from || date > till) return false;
  if (recurrence === undefined) return true;
  const [day, first] = [toDay(date), toDay(from)];
  if (!isInStep(recurrence, day, first)) return false;
  const { frequency, month, monthDay, weekdayOccurrence } = recurrence;
  if (frequency === 'YEARLY' && month !== undefined && day.getUTCMonth() + 1 !== month) return false;
  if (frequency === 'WEEKLY') return windows.some((window) => window.day === weekday);
  const ofMonth = day.getUTCDate();
  const length = daysInMonth(day);
  if (monthDay !== undefined) return ofMonth === (monthDay < 0 ? length + 1 + monthDay : monthDay);
  if (weekdayOccurrence === undefined) return ofMonth === first.getUTCDate();
  if (!windows.some((window) => window.day === weekday)) return false;
  return weekdayOccurrence < 0
    ? -Math.ceil((length - ofMonth + 1) / 7) === weekdayOccurrence
    : Math.ceil(ofMonth / 7) === weekdayOccurrence;
}

/** Every `interval`-th week, month or year, counted from that of the first date. Weeks begin on Sunday. */
function isInStep({ frequency, interval }: Recurrence, day: Date, first: Date): boolean {
  const years = day.getUTCFullYear() - first.getUTCFullYear();
  if (frequency === 'YEARLY') return years % interval === 0;
  if (frequency === 'MONTHLY') return (years * 12 + day.getUTCMonth() - first.getUTCMonth()) % interval === 0;
  const week = (at: Date): number => Math.floor((at.getTime() / dayMilliseconds + 4) / 7);
  return (week(day) - week(first)) % interval === 0;
}
