import { weekdays, type Hours } from './store.ts';

const dayMinutes = 24 * 60;
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * Whether hours of operation are open at an instant: judged by what a clock on the wall of their zone shows, so that
 * summer time moves the opening with the wall clock. The end of a window is not in it.
 */
export function isOpenAt(hours: Hours, instant: number): boolean {
  const { day, minute } = wallClock(hours.timeZone, instant);
  return hours.windows.some(({ day: windowDay, startMinute, endMinute }) => {
    const start = weekdays.indexOf(windowDay);
    if (endMinute > startMinute) return start === day && minute >= startMinute && minute < endMinute;
    const isNextDay = (start + 1) % 7 === day;
    return (start === day && minute >= startMinute) || (isNextDay && minute < endMinute);
  });
}

/** Local weekday (0 = Sunday) and minute of the day. */
function wallClock(timeZone: string, instant: number): { day: number; minute: number } {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'long',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(timeZone, formatter);
  }
  const parts = new Map(formatter.formatToParts(instant).map(({ type, value }) => [type, value]));
  const day = weekdays.findIndex((name) => name === parts.get('weekday')?.toUpperCase());
  return { day, minute: (Number(parts.get('hour')) * 60 + Number(parts.get('minute'))) % dayMinutes };
}
