import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { expect, test } from 'vitest';
import type { Model } from './compare.ts';
import { firstDifference, reportOf } from './report.ts';
import { randomTimeline } from './random-timeline.ts';

/*
 * The test of the test: with a fault planted into the model, the comparison must tell, and soon. What it finds in the model it
 * would find in the engine.
 */

const source = readFileSync(new URL('naive-model.ts', import.meta.url), 'utf8');

async function modelWith(from: string, to: string): Promise<Model> {
  expect(source.split(from), `the model says "${from}" once`).toHaveLength(2);
  const { code } = transformSync(source.replace(from, to), { loader: 'ts', format: 'esm' });
  const module: { whatShouldHaveHappened: Model } = await import(
    /* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
  );
  return module.whatShouldHaveHappened;
}

/** What is wrong, the text of the model, what stands there instead, and within how many timelines it must be found. */
const faults: readonly (readonly [string, string, string, number])[] = [
  ['exactly at the deadline is late', 'now.at <= (cycle.deadline', 'now.at < (cycle.deadline', 500],
  ['a breach at the deadline itself', "level.kind === 'breach' ? moment + 1 : moment", 'moment', 100],
  ['take-over drops pauses', 'cycle.row = row;', 'cycle.row = row; cycle.pauses = [];', 500],
  ['take-over begins the pause anew', 'const latest = pause.from +', 'const latest = at +', 2000],
  ['take-over forgets what was used', 'cycle.kept = isForward ? used : 0', 'cycle.kept = 0', 500],
  ['retroactive counts from the take-over', 'isForward ? at : cycle.startedAt', 'at', 500],
  ['a capped pause begins again at once', 'cycle.spent = true;', '', 500],
  ['pauses without a cap only', '(rule?.atMostSeconds ?? Infinity)', 'Infinity', 100],
  ['pauses outside hours count too', 'flags.open[cell] === 1 && paused', 'paused', 100],
  [
    'the time between end and reopening counts',
    "reason: 'closed' });",
    "reason: 'closed' }); last.pauses.pop();",
    2000,
  ],
  [
    'cancel before stop',
    '!ends(cycle.row.until, now.fields) &&',
    '(ends(cycle.row.cancel, now.fields) || !ends(cycle.row.until, now.fields)) &&',
    500,
  ],
  ['a reset that goes on holding resets again', '!ends(open.row.reset, now.before)', 'true', 500],
  ['first response starts again', "row.kind === 'first-response' && this.done", 'false', 500],
  [
    'an answer in passing is forgotten',
    'if (ends(row.until, fields)) this.done = true;',
    'if (ends(row.until, fields)) ;',
    2000,
  ],
  ['levels in the past fire at a retroactive take-over', ': moment < at,', ': false,', 1000],
  ['levels in the past fire when attached late', '(_level, moment) => moment < now.at', '() => false', 2000],
  ['attached late, begun late', 'this.begin(row, this.past[0].at)', 'this.begin(row, now.at)', 1000],
  ['attached late, without pauses', 'for (const earlier of this.past) this.pauseOrResume(first, earlier);', '', 3000],
  [
    'a signal told twice counts twice',
    'all.findIndex((other) => nameOf(other) === nameOf(fact)) === n',
    'n >= 0',
    1000,
  ],
  [
    'at one instant the smaller value counts',
    'JSON.stringify(a) < JSON.stringify(b)',
    'JSON.stringify(a) > JSON.stringify(b)',
    1000,
  ],
  ['a cancelled cycle starts again at once', '!cancelled && holds(row.start', 'holds(row.start', 5000],
  [
    'a value that is told again is an update',
    '(fields[field] ?? null) !== (before[field] ?? null)',
    'field in fields',
    500,
  ],
  ['what is noticed late is dated back', 'Math.max(moment, this.past.at(-1)?.at ?? 0)', 'moment', 500],
  ['an answer at the same instant does not count', "!now.signals.has('outbound') && !now", '!now', 5000],
  ['a cycle is renewed where it starts', 'at <= cycle.startedAt', 'at < cycle.startedAt', 5000],
  ['a case that is deleted starts clocks', '&& !now.deleted', '', 500],
  ['a new cap reaches back', 'Math.max(at, latest)', 'latest', 5000],
  ['forward skips the breach', "&& level.kind !== 'breach'", '', 500],
  ['after take-over the new row is not asked', 'cancelled = this.stopOrCancel(now) || cancelled;', '', 500],
  ['reopening loses the verdict to a reset', "(last?.row === row || row.onChange !== 'reset')", 'true', 2000],
  ['a signal before the creation is lost', 'at: Math.max(fact.at, createdAt)', 'at: fact.at', 2000],
  ['null is one of any list', 'value === null || !test.noneOf', 'value !== null && !test.noneOf', 100],
  ['an empty text is set', "(value !== null && value !== '')", '(value !== null)', 500],
];

test.each(faults)('%s: found', async (_fault, from, to, within) => {
  expect(firstDifference(0, within, await modelWith(from, to))).toBeDefined();
});

test('what is found is shrunk, and says how to see it again', async () => {
  const model = await modelWith('cycle.row = row;', 'cycle.row = row; cycle.pauses = [];');
  const seed = firstDifference(0, 500, model) ?? -1;
  const report = reportOf(randomTimeline(seed), seed, model);
  expect(report).toContain(`CASEWARDEN_TIMELINE=${seed} npm test`);
  expect(report.match(/^row /gm)).toHaveLength(2);
  expect(report.match(/^fact /gm)?.length).toBeLessThanOrEqual(4);
});
