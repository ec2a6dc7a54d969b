import { describe, expect, test } from 'vitest';
import { checkAnswers, givenAnswers } from '../../console/src/pages/contact/check-answers.ts';
import { exampleAnswers } from '../../console/src/pages/contact/example-answers.ts';
import type { Question } from '../../sandbox/control/schema.ts';

const question = (name: string, more: Partial<Question> = {}): Question => ({
  name,
  label: { ja: name, en: name },
  kind: 'text',
  required: false,
  options: [],
  ...more,
});
const questions: readonly Question[] = [
  question('name'),
  question('email', { kind: 'email' }),
  question('preferred_slot_1', { required: true }),
  question('preferred_slot_2'),
  question('category', { kind: 'single-select', options: [{ value: 'loan', label: '住宅ローン' }] }),
  question('wish'),
];

describe('made-up answers', () => {
  // Thursday 26 November 2026, 22:00 in Tokyo.
  const about = { now: Date.parse('2026-11-26T13:00:00Z'), timeZone: 'Asia/Tokyo', number: 0 } as const;

  test('wish for working days of the coming week, seen from the virtual clock', () => {
    const answers = exampleAnswers(questions, { ...about, language: 'ja' });
    expect(answers['preferred_slot_1']).toBe('2026年11月30日(月) 10:00');
    expect(answers['preferred_slot_2']).toBe('2026年12月1日(火) 14:00');
    expect(exampleAnswers(questions, { ...about, language: 'en' })['preferred_slot_1']).toBe('Mon, 30 Nov 2026 10:00');
  });

  test('go by the day of the instance, not by that of UTC', () => {
    const late = { ...about, now: Date.parse('2026-11-30T15:30:00Z'), language: 'ja' } as const;
    expect(exampleAnswers(questions, late)['preferred_slot_1']).toBe('2026年12月4日(金) 10:00');
  });

  test('pass the form, in both languages, each time as another customer', () => {
    for (const language of ['ja', 'en'] as const) {
      const names = [0, 1, 2, 3].map((number) => {
        const answers = exampleAnswers(questions, { ...about, language, number });
        expect(checkAnswers(questions, answers)).toEqual({});
        expect(answers['category']).toBe('loan');
        return answers['name'];
      });
      expect(new Set(names).size).toBe(4);
    }
  });
});

describe('checking answers', () => {
  test('what is required, and the name in any case, must be there; blanks are nothing', () => {
    expect(checkAnswers(questions, { name: '  ' })).toEqual({ name: 'missing', preferred_slot_1: 'missing' });
  });

  test.each(['a', 'a@b', 'a b@example.com', '@example.com'])('%s is no address', (email) => {
    expect(checkAnswers(questions.slice(1, 2), { email })).toEqual({ email: 'email' });
  });

  test.each(['a@example.com', "o'neill+test@mail.example.co.jp", 'お客様@例え.jp'])('%s may be one', (email) => {
    expect(checkAnswers(questions.slice(1, 2), { email })).toEqual({});
  });

  test('a name has at most 256 characters', () => {
    expect(checkAnswers(questions.slice(0, 1), { name: 'あ'.repeat(256) })).toEqual({});
    expect(checkAnswers(questions.slice(0, 1), { name: 'あ'.repeat(257) })).toEqual({ name: 'long' });
  });

  test('empty answers are not sent, the others without blanks around them', () => {
    expect(givenAnswers({ name: ' 高橋 ', email: '', wish: '   ' })).toEqual({ name: '高橋' });
  });
});
