import { describe, expect, test } from 'vitest';
import { at, clockDesk, clockProblems, expectOne, loadClocks, one, row, rows, slack, type Case } from './clock-desk.ts';

describe('policies that no case can follow', () => {
  test.each<Case>([
    [
      'an earlier one for all',
      rows(row('a'), row('b', { for: '{ template: request, priority: high }' })),
      'for: { template: request, priority',
      ['"a", which stands before it', 'the special policy first'],
    ],
    [
      'an earlier one for more',
      rows(
        row('a', { for: '{ template: request, priority: { not: low } }' }),
        row('b', { for: '{ template: request, priority: [normal, high] }' }),
      ),
      'for: { template: request, priority: [',
      ['"a"'],
    ],
    [
      'a contradiction',
      one({ for: '{ template: request, priority: high }', start: '{ priority: low }' }),
      'low }',
      ['cannot have at once', 'no case ever'],
    ],
    [
      'a start without the field',
      one({ for: '{ template: request, region: { set: false } }', start: '{ region: x }' }),
      'x }',
      ['cannot have at once'],
    ],
    ['an end from the start', one({ until: '{ status: [open, closed] }' }), 'open, closed', ['every new case has']],
    [
      'a first response that is done at once',
      one({ start: '{ status: working }', until: '{ status: open }' }),
      'open }',
      ['every new case has'],
    ],
    [
      'an end whenever it could start',
      one({ for: '{ template: request, priority: high }', until: '{ priority: [normal, high] }' }),
      'until',
      ['whenever the clock could start'],
    ],
    [
      'a cancel whenever it could start',
      one({ start: '{ status: working }', cancel: '{ status: { not: open } }' }),
      'cancel',
      ['whenever the clock could start'],
    ],
    [
      'a reset that never holds',
      one({ for: '{ template: request, priority: high }', reset: '{ priority: low }' }),
      'priority: low',
      ['means nothing', '"reset" never holds'],
    ],
    [
      'a reset that the end forestalls',
      one({ reset: '{ status: closed, region: x }' }),
      'reset',
      ['ends the clock first'],
    ],
    [
      'a pause that never holds',
      one({ for: '{ template: request, priority: high }', pause: '{ while: { priority: low } }' }),
      'priority: low',
      ['"pause.while" never holds'],
    ],
    [
      'a pause that ends at once',
      one({ pause: '{ when: { status: waiting }, resume: { status: [waiting, working] } }' }),
      'resume',
      ['never pauses'],
    ],
  ])('%s', async (_what, policies, pointsAt, says) => {
    await expectOne(clockDesk({ policies }), pointsAt, says);
  });
});

describe('consequences', () => {
  test.each<Case>([
    [
      'a task to nobody in a warning',
      one({ warn: '[ { at: 50%, do: [ { task: { to: owner } } ] } ]', breach: '[ { reassign: crew } ]' }),
      'task: {',
      ['nobody owns the case yet', 'earlier one'],
    ],
    [
      'a mail before its team, though the file has it first',
      one({
        warn: '[ { before: 1h, do: [ { reassign: crew } ] }, { at: 50%, do: [ { email: { to: owner, subject: x, body: y } } ] } ]',
      }),
      'email: {',
      ['nobody owns the case yet'],
    ],
    [
      'a team that is not defined',
      one({ escalate: '[ { after: 1h, do: [ { reassign: crwe } ] } ]' }),
      'crwe',
      ['did you mean "crew"'],
    ],
    ['an unknown field', one({ breach: '[ { set: { prioritty: high } } ]' }), 'prioritty', ['did you mean "priority"']],
    ['a value that is no option', one({ breach: '[ { set: { priority: urgent } } ]' }), 'urgent', ['no option']],
    ['a status that is not defined', one({ breach: '[ { set: { status: late } } ]' }), 'late }', ['status "late"']],
    [
      'what Cases itself writes',
      one({ breach: '[ { set: { reference_number: x } } ]' }),
      'reference_number',
      ['cannot be set', 'reassign'],
    ],
    [
      'a field that the template lacks',
      one({ breach: '[ { set: { hidden: x } } ]' }),
      'hidden: x',
      ['the template "request" does not have this field'],
    ],
    ['nothing', one({ breach: '[ { set: {} } ]' }), '{} } ]', ['at least one field']],
    ['a number', one({ breach: '[ { set: { region: 3 } } ]' }), '3 } }', ['holds text']],
  ])('%s', async (_what, policies, pointsAt, says) => {
    await expectOne(clockDesk({ policies }), pointsAt, says);
  });
});

describe('policies that set each other going', () => {
  const set = (value: string): string => `[ { set: { priority: ${value} } } ]`;
  const forPriority = (value: string): string => `{ template: request, priority: ${value} }`;
  test.each<Case>([
    [
      'itself',
      one({ reset: '{ priority: high }', breach: set('high') }),
      'priority: high } } ]',
      ['answer sets priority to high, which restarts itself'],
    ],
    [
      'two that take over',
      rows(
        row('a', { for: forPriority('low'), breach: set('high') }),
        row('b', { for: forPriority('high'), breach: set('low') }),
      ),
      'priority: high } } ]',
      [
        'a sets priority to high, which hands the clock over to b; b sets priority to low, which hands the clock over to a',
      ],
    ],
    [
      'three of two kinds',
      rows(
        row('a', { for: forPriority('low'), breach: set('normal') }),
        row('b', { clock: 'resolution', for: forPriority('normal'), breach: set('high') }),
        row('c', { for: forPriority('high'), breach: set('low') }),
      ),
      'priority: normal } } ]',
      ['which starts b', 'which starts c', 'which hands the clock over to a'],
    ],
    [
      'one that reopens',
      rows(
        row('a', {
          clock: 'update',
          renew: '{ comment: true }',
          for: '{ template: request, status: closed }',
          until: '{ region: done }',
          breach: '[ { set: { status: working } } ]',
        }),
        row('b', { clock: 'resolution', breach: '[ { set: { status: closed } } ]' }),
      ),
      'status: working',
      ['which starts again b', 'which starts a'],
    ],
    [
      'by a start',
      rows(
        row('a', { start: '{ priority: low }', breach: set('high') }),
        row('b', { clock: 'resolution', start: '{ priority: high }', breach: set('low') }),
      ),
      'priority: high } } ]',
      ['which starts b', 'which starts a'],
    ],
  ])('%s', async (_what, policies, pointsAt, says) => {
    await expectOne(clockDesk({ policies }), pointsAt, says);
  });
});

describe('adopted SLAs', () => {
  const adopt = (...patterns: string[]): string =>
    `adopt:\n${patterns.map((pattern) => `  - { slaName: "${pattern}", policy: answer }`).join('\n')}\n`;
  test.each([
    ['one pattern', adopt('console-*')],
    ['the special one first', adopt('console-a*', 'console-*', '*-x*')],
  ])('%s is right', async (_what, more) => {
    expect(await clockProblems(clockDesk({ more }))).toEqual([]);
  });
  test.each<[string, string, string, readonly string[]]>([
    [
      'an unknown policy',
      adopt('console-*').replace('answer', 'anser'),
      'anser',
      ['policy "anser"', 'did you mean "answer"'],
    ],
    ['a pattern that fits our own', adopt('a*r'), '"a*r"', ['fits "answer"', 'console-*']],
    ['a pattern for all', adopt('*'), '"*"', ['fits "answer"']],
    ['a pattern that can fit nothing more', adopt('console-*', 'console-a*'), '"console-a*"', ['taken by "console-*"']],
    ['a blank at the end', adopt('console '), '"console "', ['ends with a blank']],
  ])('%s is refused', async (_what, more, pointsAt, says) => {
    await expectOne(clockDesk({ more }), pointsAt, says);
  });
});

describe('a layout holds 100 fields, those that Casewarden adds among them', () => {
  const many = (count: number, until: string): string => {
    const names = Array.from({ length: count }, (_, index) => `x${index}`);
    const fields = names.map((name) => `  ${name}: { type: text, label: ${name} }\n`).join('');
    return clockDesk({ policies: one({ for: '{ template: claim }', until }) })
      .replace('statuses:', `${fields}statuses:`)
      .replace('label: Claim, fields: [priority]', `label: Claim, fields: [${names.join(', ')}]`);
  };
  test.each([
    [95, '{ status: closed }', 0],
    [96, '{ status: closed }', 1],
    [94, '{ status: [working, closed] }', 0],
    [95, '{ status: [working, closed] }', 1],
  ])('%i with the end %s: %i problems', async (count, until, expected) => {
    const problems = await clockProblems(many(count, until));
    expect(problems).toHaveLength(expected);
    for (const problem of problems) expect(problem).toContain('a layout holds 100');
  });
});

describe('notes', () => {
  const notes = async (policies: string): Promise<readonly string[]> =>
    (await loadClocks(clockDesk({ policies }))).notes.map(
      ({ line, column, message }) => `${line}:${column} ${message}`,
    );
  test.each<Case>([
    [
      'chat turns',
      one({ clock: 'next-response', until: undefined }),
      'next-response',
      ['messages within a chat are not seen'],
    ],
    [
      'days on a calendar',
      one({ within: '2d', calendar: 'desk' }),
      '2d',
      ['2d with a calendar is 48 hours of open time'],
    ],
    [
      'days after the breach',
      one({ calendar: 'desk', escalate: `[ { after: 1d, do: ${slack} } ]` }),
      '1d',
      ['24 hours of open time'],
    ],
    [
      'a field that agents do not see',
      one({ for: '{ template: request, hidden: x }' }),
      'hidden: x',
      ['does not show this field'],
    ],
  ])('%s', async (_what, policies, pointsAt, says) => {
    const policy = clockDesk({ policies });
    const [note, ...more] = await notes(policies);
    expect(more).toEqual([]);
    expect(note?.slice(0, at(policy, pointsAt).length)).toBe(at(policy, pointsAt));
    for (const words of says) expect(note).toContain(words);
  });
  test('none about days without a calendar', async () => {
    expect(await notes(one({ within: '2d' }))).toEqual([]);
  });
});
