import { describe, expect, test } from 'vitest';
import { compilePolicy } from '../../../lib/policy/compile-policy.ts';
import { at, clockDesk, clockProblems, loadClocks, row, rows } from './clock-desk.ts';

const calendar = (text: string): string => clockDesk({ calendars: `\n  desk: ${text}` });

describe('right', () => {
  test.each([
    [
      'hours with a break',
      '{ zone: Asia/Tokyo, week: { mon-fri: ["09:00-12:00", "13:00-18:00"], sat: ["09:00-12:00"] } }',
    ],
    ['nights as two', '{ zone: Europe/Berlin, week: { sat: ["20:00-24:00"], sun: ["00:00-08:00"] } }'],
    ['a week over its end', '{ zone: UTC, week: { fri-mon: ["09:00-10:00"] } }'],
    ['always, but on holidays', '{ zone: UTC, always: true, holidays: [jp, 2027-08-13], recurring: [12-31] }'],
    ['versions only', '{ zone: UTC, versions: [ { effective: 2027-01-01, week: { mon: ["09:00-10:00"] } } ] }'],
    ['hours of operation, closed on holidays', '{ hoursOfOperation: 平日窓口, holidays: jp }'],
    [
      'overrides',
      '{ zone: UTC, week: { mon: ["09:00-10:00"] }, overrides: { 2026-12-30: ["09:00-12:00"], 2026-12-31: [] } }',
    ],
  ])('%s', async (_what, text) => {
    expect(await clockProblems(calendar(text))).toEqual([]);
  });
});

describe('impossible', () => {
  test.each<[string, string, string, readonly string[]]>([
    [
      'an unknown zone',
      '{ zone: Asia/Tokio, always: true }',
      'Asia/Tokio',
      ['unknown zone "Asia/Tokio"', 'did you mean "Asia/Tokyo"'],
    ],
    ['an offset as a zone', '{ zone: "+09:00", always: true }', '"+09:00"', ['IANA zone']],
    ['no hours at all', '{ zone: UTC }', 'desk:', ['never open from 20', 'always: true']],
    ['no day with hours', '{ zone: UTC, week: { mon-sun: [] } }', 'desk:', ['never open']],
    [
      'no hours any more',
      '{ zone: UTC, always: true, versions: [ { effective: 2020-01-01, week: {} } ] }',
      'desk:',
      ['never open'],
    ],
    [
      'hours on holidays only',
      '{ zone: UTC, versions: [ { effective: 2027-01-01, week: { fri: ["09:00-10:00"] } }, { effective: 2027-01-03, week: {} } ], holidays: jp }',
      'desk:',
      ['holidays close every day'],
    ],
    [
      'overlapping hours',
      '{ zone: UTC, week: { mon: ["09:00-12:00", "11:00-13:00"] } }',
      '"11:00-13:00"',
      ['11:00-13:00 overlaps 09:00-12:00'],
    ],
    [
      'overlapping hours of a date',
      '{ zone: UTC, always: true, overrides: { 2026-12-30: ["09:00-12:00", "11:00-13:00"] } }',
      '"11:00-13:00"',
      ['overlaps'],
    ],
    ['hours over midnight', '{ zone: UTC, week: { mon: ["22:00-06:00"] } }', '"22:00-06:00"', ['closes at 24:00']],
    [
      'a time there is not',
      '{ zone: UTC, week: { mon: ["09:00-25:00"] } }',
      '"09:00-25:00"',
      ['hours like 09:00-12:00'],
    ],
    ['a day there is not', '{ zone: UTC, week: { monday: ["09:00-10:00"] } }', 'monday', ['mon-fri']],
    [
      'a day twice',
      '{ zone: UTC, week: { mon-fri: ["09:00-10:00"], wed: ["11:00-12:00"] } }',
      'wed',
      ['wed stands in "mon-fri" too'],
    ],
    [
      'week and always',
      '{ zone: UTC, week: { mon: ["09:00-10:00"] }, always: true }',
      'always',
      ['either "week" or "always: true"'],
    ],
    [
      'an unknown country',
      '{ zone: UTC, always: true, holidays: japan }',
      'japan',
      ['no holidays are known for "japan"'],
    ],
    [
      'an unknown region',
      '{ zone: UTC, always: true, holidays: [us, us-cq] }',
      'us-cq',
      ['no holidays are known for "us-cq"', 'did you mean "us-c'],
    ],
    [
      'a date there is not',
      '{ zone: UTC, always: true, holidays: [jp, 2026-02-30] }',
      '2026-02-30',
      ['a date that exists'],
    ],
    [
      'an override for no date',
      '{ zone: UTC, always: true, overrides: { 2026-2-1: [] } }',
      '2026-2-1',
      ['a date that exists'],
    ],
    [
      'an override named __proto__',
      '{ zone: UTC, always: true, overrides: { __proto__: [] } }',
      '__proto__',
      ['unknown key "__proto__"'],
    ],
    [
      'two versions of a date',
      '{ zone: UTC, versions: [ { effective: 2026-01-01, always: true }, { effective: 2026-01-01, week: {} } ] }',
      '2026-01-01, week',
      ['one version for each date'],
    ],
    [
      'a version of nothing',
      '{ zone: UTC, always: true, versions: [ { effective: 2026-01-01 } ] }',
      '{ effective',
      ['needs "week" or "always: true"'],
    ],
    [
      'hours of operation that were not resolved',
      '{ hoursOfOperation: 休日窓口 }',
      '休日窓口',
      ['hours of operation "休日窓口" are not in the lock file', 'npx casewarden resolve desk.yaml'],
    ],
    [
      'both kinds of calendar',
      '{ hoursOfOperation: 平日窓口, zone: UTC }',
      '{ hours',
      ['found hoursOfOperation, zone together', 'one of them'],
    ],
    ['no zone', '{ week: { mon: ["09:00-10:00"] } }', 'desk:', ['"zone" is missing']],
    ['an unknown key', '{ zone: UTC, weeek: {} }', 'weeek', ['unknown key "weeek"', 'did you mean "week"']],
    [
      'hours of operation with a week',
      '{ hoursOfOperation: 平日窓口, week: { mon: ["09:00-10:00"] } }',
      'week:',
      ['"week" does not go together with hoursOfOperation; allowed: one or the other'],
    ],
    ['nothing', '{}', '{}', ['an empty mapping', 'hoursOfOperation']],
  ])('%s', async (_what, text, pointsAt, says) => {
    const policy = calendar(text);
    const problems = await clockProblems(policy);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.slice(0, at(policy, pointsAt).length)).toBe(at(policy, pointsAt));
    for (const words of says) expect(problems[0]).toContain(words);
  });
});

test('a policy on a calendar compiles with its dates, and the same in the same year', async () => {
  const policy = clockDesk({
    calendars: '\n  desk: { zone: Asia/Tokyo, week: { mon-fri: ["09:00-18:00"] }, holidays: jp }',
    policies: rows(row('answer', { calendar: 'desk' })),
  });
  const ids = {
    casesDomainId: 'd',
    fieldIds: { priority: 'f-1', region: 'f-2', hidden: 'f-3' },
    templateIds: { request: 't-1', claim: 't-2' },
  };
  const compiled = compilePolicy(await loadClocks(policy, 2026), ids);
  expect(compiled.policies[0]).toMatchObject({ calendar: 'desk', native: { by: 'mirror', isOwnField: false } });
  const dates = compiled.calendars['desk']?.definition.holidays ?? [];
  expect([dates[0], dates.at(-1)]).toEqual(['2025-01-01', '2031-11-24']);
  expect(compilePolicy(await loadClocks(policy, 2026), ids)).toEqual(compiled);
  const nextYear = compilePolicy(await loadClocks(policy, 2027), ids).calendars['desk']?.definition.holidays ?? [];
  expect(nextYear[0]).toBe('2026-01-01');
});
