import type { Question } from '../../../../sandbox/control/schema.ts';
import type { Language } from '../../preferences/preferences.ts';

const people = {
  ja: [
    { name: '高橋 美穂', email: 'miho.takahashi@example.com' },
    { name: '伊藤 健太', email: 'kenta.ito@example.com' },
    { name: '渡辺 さくら', email: 'sakura.watanabe@example.com' },
    { name: '中村 亮', email: 'ryo.nakamura@example.com' },
  ],
  en: [
    { name: 'Mia Harper', email: 'mia.harper@example.com' },
    { name: 'Oliver Grant', email: 'oliver.grant@example.com' },
    { name: 'Priya Nair', email: 'priya.nair@example.com' },
    { name: 'Tom Becker', email: 'tom.becker@example.com' },
  ],
} as const;
const sentence = {
  ja: '住宅ローンについて相談したいです。',
  en: 'I would like to talk about a mortgage.',
} as const;
const hours = ['10:00', '14:00', '16:00'] as const;
const dayMilliseconds = 24 * 3_600_000;

export interface ExampleOf {
  /** Virtual instant, epoch milliseconds. */
  readonly now: number;
  readonly timeZone: string;
  readonly language: Language;
  /** Another number, another customer. */
  readonly number: number;
}

/** Made-up answers to a pre-chat form. Wished-for times are on working days of the coming week, seen from `now`. */
export function exampleAnswers(questions: readonly Question[], about: ExampleOf): Record<string, string> {
  const { language, number } = about;
  const person = people[language][number % people[language].length]!;
  let slots = 0;
  return Object.fromEntries(
    questions.map((question): [string, string] => {
      if (question.kind === 'single-select') return [question.name, question.options[0]?.value ?? ''];
      if (question.kind === 'email') return [question.name, person.email];
      if (question.name === 'name') return [question.name, person.name];
      if (asksForTime(question)) {
        slots += 1;
        return [question.name, slot(slots, about)];
      }
      return [question.name, sentence[language]];
    }),
  );
}

const asksForTime = ({ name, label }: Question): boolean => /slot|date|time|日時|日程/i.test(`${name} ${label.ja}`);

/** A working day, the n-th from the third day on, at one of the usual hours. */
function slot(count: number, { now, timeZone, language }: ExampleOf): string {
  const weekday = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short' });
  let at = now + 2 * dayMilliseconds;
  for (let found = 0; found < count;) {
    at += dayMilliseconds;
    if (!/Sat|Sun/.test(weekday.format(at))) found += 1;
  }
  const day = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone,
    year: 'numeric',
    month: language === 'ja' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
  });
  return `${day.format(at)} ${hours[(count - 1) % hours.length]}`;
}
