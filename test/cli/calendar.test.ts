import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { answerLines } from '../../cli/calendar-lines/answer-lines.ts';
import { loadCommand } from '../../cli/list-commands.ts';

/** What the command writes for these chunks of input, line by line, and how many of the lines are errors. */
async function answer(chunks: readonly string[], longest?: number) {
  let out = '';
  const failures = await answerLines(
    Readable.from(chunks),
    async (answers) => {
      out += answers;
    },
    longest,
  );
  if (out !== '') expect(out.endsWith('\n')).toBe(true);
  return {
    out,
    failures,
    answers: out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as unknown),
  };
}

const json = (value: unknown): string => `${JSON.stringify(value)}\n`;
const office = [
  ['09:00', '12:00'],
  ['13:00', '18:00'],
];
const monday = { id: 'K1', type: 'calendar', zone: 'Asia/Tokyo', week: { mon: office } };
const ask = (more: object = {}): string =>
  json({ id: 'D1', op: 'deadline', cal: 'K1', start: '2026-01-05T00:00:00Z', seconds: 5400, ...more });
const good = { id: 'D1', deadline: '2026-01-05T01:30:00Z' };
const error = (id: unknown, message: string | RegExp) => ({
  id,
  error: typeof message === 'string' ? message : expect.stringMatching(message),
});

describe('answers', () => {
  test('each question on a line, in order; calendars have none', async () => {
    const { out, failures } = await answer([
      json({
        ...monday,
        holidays: ['2026-01-01'],
        recurring: ['12-31'],
        overrides: { '2026-12-30': [['09:00', '12:00']] },
      }),
      ask(),
      json({ id: 'E1', op: 'elapsed', cal: 'K1', start: '2026-01-05T00:00:00Z', end: '2026-01-12T00:00:00Z' }),
      json({ id: 'B1', op: 'before', cal: 'K1', start: '2026-01-05T02:00:00Z', seconds: 3600 }),
      json({ id: 'D2', op: 'deadline', cal: 'K1', start: '2026-12-29T00:00:00+09:00', seconds: 1 }),
    ]);
    expect(out).toBe(
      '{"id":"D1","deadline":"2026-01-05T01:30:00Z"}\n' +
        '{"id":"E1","seconds":28800}\n' +
        '{"id":"B1","instant":"2026-01-05T01:00:00Z"}\n' +
        '{"id":"D2","deadline":"2026-12-30T00:00:01Z"}\n',
    );
    expect(failures).toBe(0);
  });

  test('leave pauses out', async () => {
    const pauses = [
      ['2026-01-05T00:30:00Z', '2026-01-05T01:00:00Z'],
      ['2026-01-05T00:15:00Z', '2026-01-05T00:45:00Z'],
    ];
    const { answers } = await answer([
      json(monday),
      ask({ pauses }),
      json({ id: 'E', op: 'elapsed', cal: 'K1', start: '2026-01-05T00:00:00Z', end: '2026-01-05T02:00:00Z', pauses }),
    ]);
    expect(answers).toEqual([
      { id: 'D1', deadline: '2026-01-05T02:15:00Z' },
      { id: 'E', seconds: 4500 },
    ]);
  });

  test.each([
    ['2026-01-05T09:00:00+09:00', 5400, '2026-01-05T01:30:00Z'],
    ['2026-01-05T0900+09', 5400, undefined],
    ['2026-01-05T09:00+0900', 5400, '2026-01-05T01:30:00Z'],
    ['2026-01-04T19:00:00-05', 5400, '2026-01-05T01:30:00Z'],
    ['2026-01-05T00:00:00.5Z', 0.25, '2026-01-05T00:00:00.750Z'],
    ['2026-01-05T00:00:00.123456Z', 1, undefined],
    ['2026-01-05T00:00:00.123000Z', 1, '2026-01-05T00:00:01.123Z'],
    ['2026-01-05T00:00:00', 1, undefined],
    ['2026-01-05', 1, undefined],
    ['2026-02-29T00:00:00Z', 1, undefined],
    ['2026-02-30T00:00:00Z', 1, undefined],
    ['2026-13-01T00:00:00Z', 1, undefined],
    ['2026-01-05T24:00:00Z', 1, undefined],
    ['2026-01-05T00:00:60Z', 1, undefined],
    ['2026-01-05T00:00:00+24:00', 1, undefined],
    ['yesterday', 1, undefined],
    [`2026-01-05T00:00:00.${'0'.repeat(100_000)}Z`, 1, undefined],
  ])('the start %s', async (start, seconds, due) => {
    const { answers } = await answer([json(monday), ask({ start, seconds })]);
    expect(answers).toEqual([
      due === undefined
        ? error('D1', /^line 2: start: found .{3,60}; allowed: an instant with its zone/)
        : { id: 'D1', deadline: due },
    ]);
  });

  test('time below a second comes back as it went in', async () => {
    const { answers } = await answer([
      json(monday),
      json({ id: 'E', op: 'elapsed', cal: 'K1', start: '2026-01-05T00:00:00.001Z', end: '2026-01-05T00:00:00.3Z' }),
    ]);
    expect(answers).toEqual([{ id: 'E', seconds: 0.299 }]);
  });

  test('the help shows what it says', async () => {
    const { help } = await loadCommand('calendar');
    const lines = help
      .replaceAll(/,\n {3}/g, ',')
      .split('\n')
      .map((line) => line.trim());
    const input = lines.filter((line) => /^\{"id":.*\}$/.test(line));
    const promised = lines.flatMap((line) => /^(\{"id":.*\}): /.exec(line)?.[1] ?? []);
    const { out, failures } = await answer(input.map((line) => `${line}\n`));
    expect(out).toBe(promised.map((line) => `${line}\n`).join(''));
    expect([promised.length, failures]).toEqual([3, 0]);
  });
});

describe('a question that is wrong has an error, and the next line its answer', () => {
  test.each<[string, string, unknown, RegExp]>([
    ['no JSON', '{"id":"D1"\n', null, /^line 2: not JSON$/],
    ['nothing but text', 'hello\n', null, /^line 2: not JSON$/],
    ['a list', '[1,2]\n', null, /^line 2: found a list; allowed: an object$/],
    ['null', 'null\n', null, /^line 2: found nothing; allowed: an object$/],
    ['a number', '12\n', null, /^line 2: found 12; allowed: an object$/],
    ['no op', '{"id":"D1"}\n', 'D1', /neither a calendar \("type":"calendar"\) nor a question \("op"\)/],
    ['an unknown op', ask({ op: 'toString' }), 'D1', /op: found "toString"; allowed: deadline, elapsed, before/],
    ['an op that is no text', ask({ op: {} }), 'D1', /op: found an empty mapping/],
    ['no id', json({ op: 'before', cal: 'K1' }), null, /^line 2: id: missing; allowed: text or a whole number/],
    ['an id that is a list', ask({ id: [] }), null, /id: found an empty list/],
    ['an id that is empty', ask({ id: '' }), null, /id: found ""/],
    ['an unknown calendar', ask({ cal: 'K9' }), 'D1', /cal: no calendar "K9" on the lines before/],
    ['a calendar of another type', ask({ cal: {} }), 'D1', /cal: found an empty mapping/],
    ['a property of all objects', ask({ cal: '__proto__' }), 'D1', /cal: no calendar "__proto__"/],
    ['no start', ask({ start: undefined }), 'D1', /start: missing; allowed: text/],
    ['a start that is a number', ask({ start: 1_767_571_200 }), 'D1', /start: found 1767571200; allowed: text/],
    ['a start before 1970', ask({ start: '1969-12-31T23:59:59Z' }), 'D1', /lies outside the years 1970 to 2100/],
    ['a start after 2100', ask({ start: '2101-01-01T00:00:00.001Z' }), 'D1', /lies outside the years 1970 to 2100/],
    ['seconds below zero', ask({ seconds: -1 }), 'D1', /seconds: found -1; allowed: seconds, zero or more/],
    ['seconds as text', ask({ seconds: '5400' }), 'D1', /seconds: found "5400"; allowed: a number/],
    ['less than a millisecond', ask({ seconds: 0.0001 }), 'D1', /with at most three decimals/],
    ['huge seconds', ask({ seconds: 1e300 }), 'D1', /1e\+300 seconds .* lead past the end of 2100/],
    ['the hugest', ask({ seconds: Number.MAX_VALUE }), 'D1', /seconds: found 1.79/],
    ['more than a number', ask({ seconds: 0 }).replace('"seconds":0', '"seconds":1e999'), 'D1', /seconds: found/],
    [
      'an end before the start',
      json({ id: 'E', op: 'elapsed', cal: 'K1', start: '2026-01-05T00:00:00Z', end: '2026-01-04T00:00:00Z' }),
      'E',
      /the end 2026-01-04.* comes before the start/,
    ],
    [
      'an inverted pause',
      ask({ pauses: [['2026-01-05T01:00:00Z', '2026-01-05T00:00:00Z']] }),
      'D1',
      /pauses\[0\]: found \["2026-01-05T01:00:00Z",.*allowed: a pause that ends after it begins/,
    ],
    [
      'half a pause',
      ask({ pauses: [['2026-01-05T01:00:00Z']] }),
      'D1',
      /pauses\[0\].*: .*a list of two|pauses\[0\]\[1\]: missing/,
    ],
    ['pauses that are none', ask({ pauses: 'none' }), 'D1', /pauses: found "none"; allowed: a list/],
    [
      'a pause outside the years',
      ask({ pauses: [['2026-01-05T01:00:00Z', '9999-12-31T00:00:00Z']] }),
      'D1',
      /the end of pause 1, 9999-12-31T00:00:00.000Z lies outside/,
    ],
    [
      'pauses where there are none',
      json({ id: 'B', op: 'before', cal: 'K1', start: '2026-01-05T00:00:00Z', seconds: 1, pauses: [] }),
      'B',
      /: the key "pauses" does not belong here$/,
    ],
    ['a slip of the pen', ask({ pause: [] }), 'D1', /unknown key "pause"; did you mean "pauses"\?/],
    [
      'deep nesting',
      `{"id":"D1","op":"deadline","cal":"K1","start":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`,
      'D1',
      /start: found a list; allowed: text/,
    ],
    [
      'deep nesting where a list may stand',
      `{"id":"D1","op":"deadline","cal":"K1","pauses":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`,
      'D1',
      /start: missing/,
    ],
  ])('%s', async (_case, line, id, message) => {
    const { answers, failures } = await answer([json(monday), line, ask()]);
    expect(answers).toEqual([error(id, message), good]);
    expect(failures).toBe(1);
  });
});

describe('a calendar that is wrong has an error, and so has every question to it', () => {
  test.each<[string, object, RegExp]>([
    [
      'an unknown zone',
      { zone: 'Asia/Tokio' },
      /^line 1: unknown zone "Asia\/Tokio"; allowed: an IANA zone like Asia\/Tokyo$/,
    ],
    ['no zone', { zone: undefined }, /zone: missing; allowed: text/],
    ['no open time', { week: {} }, /is never open from 1970 to 2100/],
    [
      'windows that overlap',
      {
        week: {
          mon: [
            ['09:00', '12:00'],
            ['11:59', '13:00'],
          ],
        },
      },
      /week\.mon: found \[\["09:00","12:00"\],\["11:59","13:00"\]\]; allowed: windows that do not overlap/,
    ],
    [
      'the same window twice',
      {
        week: {
          mon: [
            ['09:00', '12:00'],
            ['09:00', '12:00'],
          ],
        },
      },
      /windows that do not overlap/,
    ],
    [
      'an inverted window',
      { week: { mon: [['12:00', '09:00']] } },
      /week\.mon\[0\]: found \["12:00","09:00"\]; allowed: a window that opens before it closes/,
    ],
    ['an empty window', { week: { mon: [['12:00', '12:00']] } }, /a window that opens before it closes/],
    [
      'a window over midnight',
      { week: { mon: [['22:00', '06:00']] } },
      /one over midnight is two, of which the first closes at 24:00/,
    ],
    [
      'a time there is not',
      { week: { mon: [['09:00', '24:01']] } },
      /week\.mon\[0\]\[1\]: found "24:01"; allowed: a time of day like 09:00, 17:30:15 or 24:00/,
    ],
    ['a time without a zero', { week: { mon: [['9:00', '12:00']] } }, /found "9:00"; allowed: a time of day/],
    ['an unknown day', { week: { monday: office } }, /week: unknown key "monday"/],
    [
      'a date there is not',
      { holidays: ['2026-02-29'] },
      /holidays\[0\]: found "2026-02-29"; allowed: a date that exists/,
    ],
    ['a date outside the years', { holidays: ['1969-12-31'] }, /from 1970 to 2100/],
    [
      'a month and day there is not',
      { recurring: ['02-30'] },
      /recurring\[0\]: found "02-30"; allowed: a month and day that exist/,
    ],
    [
      'an override for no date',
      { overrides: { '2026-2-1': [] } },
      /overrides: found the key "2026-2-1"; allowed: a date that exists/,
    ],
    [
      'an override whose name objects keep for themselves',
      { overrides: JSON.parse('{"__proto__":[]}') as unknown },
      /overrides: found the name "__proto__"; allowed: a date that exists/,
    ],
    [
      'an override that is no list',
      { overrides: { '2026-02-01': 'closed' } },
      /overrides\.2026-02-01: found "closed"; allowed: a list/,
    ],
    ['both week and always', { always: true }, /either "week" or "always": true/],
    [
      'a version without windows',
      { versions: [{ effective: '2026-04-01' }] },
      /versions\[0\]: .*\{"week":\{\}\} is closed from then on/,
    ],
    [
      'two versions of one date',
      {
        versions: [
          { effective: '2026-04-01', week: {} },
          { effective: '2026-04-01', week: {} },
        ],
      },
      /one version for each date/,
    ],
    ['a slip of the pen', { holiday: [] }, /unknown key "holiday"; did you mean "holidays"\?/],
    ['null', { week: null }, /week: found null; allowed: an object/],
  ])('%s', async (_case, more, message) => {
    const { answers, failures } = await answer([json({ ...monday, ...more }), ask(), json(monday), ask()]);
    expect(answers).toEqual([
      error('K1', message),
      error('D1', 'line 2: cal: the calendar "K1" was refused, see its own line'),
      good,
    ]);
    expect(failures).toBe(2);
  });

  test('of two good ones with the same id the first stays', async () => {
    const { answers } = await answer([json(monday), json({ ...monday, always: true, week: undefined }), ask()]);
    expect(answers).toEqual([
      error('K1', 'line 2: a calendar "K1" was given before, and stays; give this one another id'),
      good,
    ]);
  });

  test('one without an id', async () => {
    const { answers } = await answer([json({ ...monday, id: undefined })]);
    expect(answers).toEqual([error(null, 'line 1: id: missing; allowed: text or a whole number')]);
  });

  test('ids may be numbers, and a number is not its text', async () => {
    const { answers } = await answer([json({ ...monday, id: 1 }), ask({ id: 2, cal: 1 }), ask({ cal: '1' })]);
    expect(answers).toEqual([{ ...good, id: 2 }, error('D1', /no calendar "1"/)]);
  });
});

describe('lines', () => {
  test('end with LF or CRLF, may start with a byte order mark, may be empty, and the last needs no end', async () => {
    const { out } = await answer([
      `\uFEFF${JSON.stringify(monday)}\r\n`,
      '\r\n\n   \n',
      ask().replace('\n', '\r\n'),
      ask({ id: 'last' }).trimEnd(),
    ]);
    expect(out).toBe(`${json(good)}${json({ ...good, id: 'last' })}`);
  });

  test('may be cut anywhere by chunks', async () => {
    const input = json(monday) + ask({ id: '日本' }) + ask();
    const { out } = await answer(input.split(''));
    expect(out).toBe(json({ ...good, id: '日本' }) + json(good));
  });

  test('that are too long are an error and take no memory; numbers of lines go on', async () => {
    const long = 'x'.repeat(600);
    const { answers } = await answer([json(monday), long, long, `${long}\n${ask()}`, '{', '\n', long, long], 1000);
    expect(answers).toEqual([
      error(null, 'line 2: longer than 1000 characters'),
      good,
      error(null, 'line 4: not JSON'),
      error(null, 'line 5: longer than 1000 characters'),
    ]);
  });

  test('nothing in, nothing out', async () => {
    expect(await answer([])).toEqual({ out: '', failures: 0, answers: [] });
    expect(await answer([''])).toEqual({ out: '', failures: 0, answers: [] });
  });

  test('the next chunk is read when the answers to the last are written', async () => {
    let reads = 0;
    let writes = 0;
    async function* endless(): AsyncGenerator<string> {
      yield json(monday);
      for (; reads < 50; reads += 1) {
        expect(reads - writes).toBeLessThanOrEqual(1);
        yield ask();
      }
    }
    await answerLines(endless(), async () => {
      await new Promise((resolve) => setImmediate(resolve));
      writes += 1;
    });
    expect(writes).toBe(50);
  });
});
