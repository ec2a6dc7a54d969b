import { expect, test } from 'vitest';
import { instantOf, portOf, speedOf } from '../../cli/numbers.ts';
import { languageOf } from '../../cli/language.ts';
import { createReadableTimeline, jsonLine } from '../../cli/timeline-output.ts';
import { createNames } from '../../sandbox/control/names.ts';
import { timelineOf } from '../../sandbox/control/timeline.ts';
import { testInstance } from '../support/sandbox-kernel.ts';
import { journalOf, story } from '../sandbox/control/scripted-journal.ts';

const events = timelineOf(journalOf(story).entries());
const names = createNames(testInstance(), () => ({
  fields: new Map([['status', { label: '状態', options: new Map([['open', 'オープン']]) }]]),
  flows: new Map(),
}));

test('each line of JSON begins with the moment, the kind, the contact and the case, then holds the facts', () => {
  const lines = events.map((event) => jsonLine(event)!);
  expect(lines.every((line) => line.endsWith('}\n') && !line.slice(0, -1).includes('\n'))).toBe(true);
  const first = JSON.parse(lines[0]!) as Record<string, unknown>;
  expect(Object.keys(first).slice(0, 3)).toEqual(['at', 'kind', 'contactId']);
  expect(first).toMatchObject({ kind: 'contact.started', customer: '山田 太郎' });
  const parsed = lines.map(
    (line) => JSON.parse(line) as { at: string; kind: string; contactId?: string; caseId?: string },
  );
  const created = parsed.findIndex(({ kind }) => kind === 'case.created');
  expect(parsed.every(({ contactId }) => contactId === 'contact-1')).toBe(true);
  expect(parsed.slice(created).every(({ caseId }) => caseId === 'case-1')).toBe(true);
  expect(parsed.map(({ at }) => at)).toEqual(parsed.map(({ at }) => at).toSorted());
});

test('an event that belongs to no contact and no case has no line; one of a case without a contact has', () => {
  const event = { sequence: 1, at: '2026-11-26T13:00:00.000Z', kind: 'profile.created', facts: {} } as const;
  expect(jsonLine(event)).toBeUndefined();
  expect(jsonLine({ ...event, kind: 'case.created', caseId: 'c' })).toBe(
    '{"at":"2026-11-26T13:00:00.000Z","kind":"case.created","caseId":"c"}\n',
  );
});

test('a person reads local time with its zone, names, and what was said', () => {
  const read = createReadableTimeline('ja', names, (_style, text) => text);
  const text = events.map(read).join('');
  expect(text).toContain('2026-11-26 (Asia/Tokyo, GMT+9)');
  expect(text).toContain(
    '  22:00:00  お客様 山田 太郎 さんからチャットの問い合わせが始まりました。\n            name: 山田 太郎\n',
  );
  expect(text).toContain('  22:30:02  ケースの担当者が 佐藤 花子 になりました。');
  expect(text).toContain('  22:30:03  sato@example.co.jp へメール「[期限超過]」を送りました。');
  expect(text.match(/Asia\/Tokyo/g)).toHaveLength(1);
});

test.each<[string | undefined, Record<string, string>, string]>([
  ['ja', { LANG: 'en_US.UTF-8' }, 'ja'],
  [undefined, { LANG: 'ja_JP.UTF-8' }, 'ja'],
  [undefined, { LC_ALL: 'en_GB.UTF-8', LANG: 'ja_JP.UTF-8' }, 'en'],
  [undefined, {}, 'en'],
])('--lang %s with %j reads %s', (given, env, language) => {
  expect(languageOf(given, env)).toBe(language);
});

test.each<[string, () => unknown, string]>([
  ['a language that is not spoken', () => languageOf('fr', {}), '--lang takes ja or en, got "fr"'],
  ['a port that is none', () => portOf('http', 1), '--port takes a number from 0 to 65535, got "http"'],
  ['a port beyond the last', () => portOf('70000', 1), 'got "70000"'],
  ['a speed that is none', () => speedOf('-1', 1), '--speed takes a factor from 0 to 100000, got "-1"'],
  ['an instant without a zone', () => instantOf('2026-11-26T22:00:00', '--start'), '--start takes an instant like'],
  ['a day that there is not', () => instantOf('2026-02-30T22:00:00Z', 'a jump'), 'a jump takes an instant like'],
])('%s is refused', (_name, read, message) => {
  expect(read).toThrow(message);
});

test('numbers and instants are read', () => {
  expect([portOf(undefined, 7), portOf('0', 7), speedOf('60', 1)]).toEqual([7, 0, 60]);
  expect(instantOf('2026-11-26T22:00:00+09:00', '--start')).toBe('2026-11-26T13:00:00.000Z');
});
