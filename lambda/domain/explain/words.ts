import type { Sentence } from '../../contract/explanation.ts';

/** A sentence in both languages. */
export const say = (ja: string, en: string): Sentence => ({ ja, en });

/** Puts parts of a sentence together, each in its language. */
export function joined(parts: readonly Sentence[], ja: string, en: string): Sentence {
  return say(parts.map((part) => part.ja).join(ja), parts.map((part) => part.en).join(en));
}

interface ZoneFormats {
  readonly time: Intl.DateTimeFormat;
  readonly offset: Intl.DateTimeFormat;
}

/** Making a format costs far more than using it. What is kept changes no answer. */
const formats = new Map<string, ZoneFormats>();

function formatsOf(timeZone: string): ZoneFormats {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made: ZoneFormats = {
    time: new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    }),
    offset: new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'shortOffset' }),
  };
  formats.set(timeZone, made);
  return made;
}

/** `2026-11-24 22:10 GMT+9`; seconds and milliseconds only where there are some. */
export function instantWords(at: number | string, timeZone: string): string {
  const date = new Date(at);
  const { time, offset } = formatsOf(timeZone);
  const parts = new Map(time.formatToParts(date).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const zone = offset.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  const milliseconds = date.getUTCMilliseconds();
  const fraction = milliseconds === 0 ? '' : `.${String(milliseconds).padStart(3, '0')}`;
  const seconds = part('second') === '00' && fraction === '' ? '' : `:${part('second')}${fraction}`;
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}${seconds} ${zone}`;
}

/** `1 h 30 min`. Hours are not made days: a day of a desk is not 24 hours. */
export function lengthWords(milliseconds: number): Sentence {
  const hours = Math.floor(milliseconds / 3_600_000);
  const minutes = Math.floor(milliseconds / 60_000) % 60;
  const seconds = (milliseconds % 60_000) / 1000;
  const parts = [
    ...(hours === 0 ? [] : [say(`${hours} 時間`, `${hours} h`)]),
    ...(minutes === 0 ? [] : [say(`${minutes} 分`, `${minutes} min`)]),
    ...(seconds === 0 && (hours > 0 || minutes > 0) ? [] : [say(`${seconds} 秒`, `${seconds} s`)]),
  ];
  return joined(parts, ' ', ' ');
}

/** When a level is reached: of the breach the first millisecond after the deadline, which people call right after it. */
export function momentWords(kind: 'warn' | 'breach' | 'escalate', at: string, timeZone: string): Sentence {
  if (kind !== 'breach') return say(`${instantWords(at, timeZone)} `, `at ${instantWords(at, timeZone)}`);
  const before = instantWords(Date.parse(at) - 1, timeZone);
  return say(`${before} の直後`, `right after ${before}`);
}
