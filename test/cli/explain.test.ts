import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../cli/main.ts';
import { explanation, type Explanation } from '../../lambda/contract/explanation.ts';
import { examplePolicy, inPolicyFolder } from '../lib/policy/policy-folder.ts';
import { createFakeIo } from '../support/fake-io.ts';

const timeline = {
  policy: 'desk.yaml',
  template: 'consultation',
  createdAt: '2026-01-05T10:00+09:00',
  now: '2026-01-05T10:10+09:00',
};

async function explain(content: unknown, ...options: string[]) {
  return inPolicyFolder({ policy: examplePolicy }, async (folder) => {
    mkdirSync(join(folder, 'cases'));
    mkdirSync(join(folder, 'folder.json'));
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    writeFileSync(join(folder, 'case.json'), text);
    writeFileSync(join(folder, 'cases', 'case.json'), text.replace('desk.yaml', '../desk.yaml'));
    const io = createFakeIo({ workingDirectory: folder });
    const status = await main(
      ['explain', ...(options[0]?.startsWith('-') === false ? [] : ['case.json']), ...options],
      io,
    );
    return { status, ...io.written };
  });
}

async function explained(content: unknown, ...options: string[]): Promise<Explanation> {
  const { status, out, err } = await explain(content, ...options, '--json');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return explanation.parse(JSON.parse(out));
}

describe('a timeline is explained without a sandbox', () => {
  test('by the policy that it names, at the instant that it names', async () => {
    const { now, rows, clocks } = await explained(timeline);
    expect(now).toBe('2026-01-05T01:10:00.000Z');
    expect(rows).toMatchObject([{ policy: 'first-response', matched: true, chosen: true }]);
    expect(clocks).toMatchObject([{ usedMilliseconds: 600_000, leftMilliseconds: 1_200_000, verdict: 'running' }]);
  });

  test('--at goes before now, and the policy is seen from the folder of the timeline', async () => {
    const { clocks } = await explained(timeline, 'cases/case.json', '--at', '2026-01-05T11:00+09:00');
    expect(clocks[0]).toMatchObject({ overMilliseconds: 1_800_000, breachedAt: '2026-01-05T01:30:00.001Z' });
    expect(clocks[0]!.levels[0]!.effects.map(({ kind }) => kind)).toEqual(['reassign', 'email', 'task', 'slack']);
  });

  test('--policy goes before the one that it names', async () => {
    const { clocks } = await explained({ ...timeline, policy: 'none.yaml' }, '--policy', 'desk.yaml');
    expect(clocks).toHaveLength(1);
  });

  test('an answer in time is met, and why nothing fired is said', async () => {
    const events = [{ at: '2026-01-05T10:05+09:00', fields: { status: 'in_progress' } }];
    const { clocks, whyNothing, next } = await explained({ ...timeline, events });
    expect(clocks[0]).toMatchObject({ verdict: 'met', usedMilliseconds: 300_000, ahead: [] });
    expect(whyNothing.map(({ en }) => en)).toEqual(['first-response (1): the answer came before the first level.']);
    expect(next).toEqual([]);
  });

  test('a value that the policy file does not know is explained, and said', async () => {
    const events = [
      { at: '2026-01-05T10:05+09:00', fields: { status: 'in_progres', category: 'laon', title: 'anything' } },
      { at: '2026-01-05T10:06+09:00', fields: { status: 'in_progres', category: null } },
    ];
    const { status, err } = await explain({ ...timeline, events }, '--json');
    expect(status).toBe(0);
    expect(err.split('\n')).toEqual([
      expect.stringMatching(
        /^note: case\.json: events: status "in_progres" .*closed, in_progress.*; did you mean "in_progress"\?$/,
      ),
      expect.stringMatching(/^note: case\.json: events: category "laon" .*; did you mean "loan"\?$/),
      '',
    ]);
  });

  test('reads like a page, in both languages', async () => {
    const english = await explain(timeline, '--lang', 'en');
    expect(english.status).toBe(0);
    expect(english.out).toContain('counts  first-response  first response  It matches: the case is of its template.');
    expect(english.out).toMatch(/2026-01-05 10:00 GMT\+9 +2026-01-05 10:10 GMT\+9 +open +\+ 10 min +10 min/);
    expect(english.out).toContain('right after 2026-01-05 10:30 GMT+9');
    const japanese = await explain(timeline, '--lang', 'ja');
    expect(japanese.out).toContain('期限は 2026-01-05 10:30 GMT+9、残り 20 分です (目標 30 分のうち 10 分を使用)。');
  });

  test('before the case there is nothing to explain', async () => {
    const { status, out, err } = await explain(timeline, '--at', '2026-01-05T09:59+09:00', '--lang', 'en');
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toBe('No policy is for cases of this template, or there is no case yet at this instant.\n');
    expect(await explain(timeline, '--at', '2026-01-05T09:59+09:00', '--json')).toMatchObject({
      status: 1,
      out: '{"unknown":"case"}\n',
    });
  });
});

describe('what is wrong is one clear message', () => {
  test.each([
    ['not JSON', '{"template": ', 'case.json is not JSON'],
    ['no object', '[]', 'case.json is no timeline'],
    ['nothing', '', 'case.json is not JSON'],
    ['a key that is none', { ...timeline, extra: 1 }, 'extra'],
    [
      'an instant without zone',
      { ...timeline, createdAt: '2026-01-05T10:00' },
      'createdAt: allowed: an instant with its zone',
    ],
    ['a day that does not exist', { ...timeline, now: '2026-02-30T10:00Z' }, 'now: allowed: an instant with its zone'],
    [
      'a field that is none',
      { ...timeline, events: [{ at: timeline.createdAt, fields: { stauts: 'x' } }] },
      '"stauts"',
    ],
    [
      'a dangerous field',
      `{"policy":"desk.yaml","template":"consultation","createdAt":"2026-01-05T10:00Z","events":[{"at":"2026-01-05T10:00Z","fields":{"constructor":"x"}}]}`,
      '"constructor"',
    ],
    [
      'a value that is none',
      { ...timeline, events: [{ at: timeline.createdAt, fields: { status: {} } }] },
      'events[0].fields.status',
    ],
    ['a template that is none', { ...timeline, template: 'consultatoin' }, 'did you mean "consultation"?'],
    ['a policy that is none', { ...timeline, policy: 'none.yaml' }, 'none.yaml'],
    ['a deletion before the creation', { ...timeline, deletedAt: '2026-01-05T09:00+09:00' }, 'deletedAt'],
    [
      'too many events',
      { ...timeline, events: Array.from({ length: 1001 }, () => ({ at: timeline.createdAt, fields: {} })) },
      'events',
    ],
    ['too long a file', ' '.repeat(1_000_001), 'longer than'],
  ])('%s', async (_what, content, expected) => {
    const { status, out, err } = await explain(content, '--lang', 'en');
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toContain(expected);
    expect(err).not.toMatch(/unexpected fault|\.ts:/);
  });

  test.each([
    [['none.json'], 1, 'none.json cannot be read: there is no such file'],
    [['folder.json'], 1, 'folder.json cannot be read: it is a folder'],
    [['case.json', '--at', 'yesterday'], 2, '--at takes an instant with its zone'],
    [['case.json', '--at', '2026-01-05T10:00'], 2, '--at takes an instant with its zone'],
    [['42154274', '--at', '2026-01-05T10:00Z'], 2, '--at and --policy are for timelines'],
    [['42154274', '--policy', 'desk.yaml'], 2, '--at and --policy are for timelines'],
    [['42154274', '--endpoint', 'http://example.com'], 2, 'endpoint'],
    [['42154274', '--endpoint', 'http://127.0.0.1:9'], 1, 'no sandbox answers'],
    [['case.json', 'more.json'], 2, 'unexpected argument'],
  ])('%j', async (words, expected, message) => {
    const { status, out, err } = await explain(timeline, ...words);
    expect({ status, out }).toEqual({ status: expected, out: '' });
    expect(err).toContain(message);
  });

  test('years beyond all calendars', async () => {
    const { status, err } = await explain({ ...timeline, now: '2600-01-01T00:00Z' });
    expect(status).toBe(1);
    expect(err).not.toMatch(/unexpected fault/);
  });
});
