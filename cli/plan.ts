import { defineCommand, UsageError } from './command.ts';
import { readInstant } from './calendar-lines/instant-text.ts';
import { languageOf } from './language.ts';
import { compileOffline } from './offline-policy.ts';
import { additionsOf, changesBetween } from './planning/changes.ts';
import { inventoryOf, type InventoryItem } from './planning/inventory.ts';
import { planJson } from './planning/plan-json.ts';
import { planWords } from './planning/plan-words.ts';
import { policyPlansOf } from './planning/policy-plan.ts';
import { changesText, policyPlanText } from './planning/print-plan.ts';
import { policyPathOf } from './policy-path.ts';
import { holidayNames } from '../lib/policy/calendars/holiday-names.ts';
import { loadPolicy } from '../lib/policy/load-policy.ts';
import { PolicyFileError } from '../lib/policy/policy-source.ts';

const mostWeeks = 53;

/** @throws UsageError */
function weeksOf(given: string | undefined): number {
  const weeks = given === undefined ? 4 : /^\d{1,4}$/.test(given) ? Number(given) : Number.NaN;
  if (!(weeks >= 1 && weeks <= mostWeeks))
    throw new UsageError(`--weeks takes a number from 1 to ${mostWeeks}, got ${JSON.stringify(given)}`);
  return weeks;
}

/** @throws UsageError */
function startOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const at = readInstant(given);
  // A year is left at either end for the weeks around it.
  if (at === undefined || at < Date.UTC(1971, 0) || at >= Date.UTC(2099, 0))
    throw new UsageError(
      `--at takes an instant with its zone from 1971 to 2098, like 2026-11-30T09:00+09:00, got ${JSON.stringify(given)}`,
    );
  return at;
}

/** @throws UsageError */
function stageOf(given: string | undefined): string {
  const stage = given ?? 'dev';
  if (!/^[a-z]([a-z0-9-]{0,14}[a-z0-9])?$/.test(stage))
    throw new UsageError(
      `--stage takes lower-case letters, digits and -, at most 16, like dev or prod, got ${JSON.stringify(given)}`,
    );
  return stage;
}

export const command = defineCommand({
  name: 'plan',
  summary: 'what a policy file would create or change, and when its deadlines would be',
  usage: '[file] [--against FILE] [--weeks N] [--at INSTANT] [--stage NAME] [--json] [--lang ja|en]',
  help: `First, by name, what the file would create (+) and what it needs to be there: fields, statuses, templates, flows, calendars,
policies, native SLAs, rules, sinks, people and queues. With --against, a policy file with its lock file as it was deployed,
what would be added (+), changed (~) or go (-), and what differs. Removing something from the file never deletes fields or cases.
Then, for each policy, two cases that were made up, day by day over the next weeks: open hours, days that are closed, changes
of the clock, and the moments of each level. Hours of operation are those of the lock file; casewarden resolve renews them.
Reads only, and calls nobody. Without a file: casewarden.yaml, else examples/first-desk.yaml.`,
  examples: [
    { line: 'casewarden plan', does: 'the policy file of this folder' },
    { line: 'casewarden plan desk.yaml --against deployed/desk.yaml', does: 'what this version changes' },
    {
      line: 'casewarden plan desk.yaml --at 2026-12-28T15:00+09:00 --weeks 2',
      does: 'deadlines over the turn of the year',
    },
  ],
  options: {
    against: { type: 'string', value: 'FILE', help: 'policy file to compare with, its lock file beside it' },
    weeks: { type: 'string', value: 'N', help: `weeks that are shown, 1 to ${mostWeeks} (default 4)` },
    at: {
      type: 'string',
      value: 'INSTANT',
      help: 'when the first case begins, with its zone (default: next Monday 09:00)',
    },
    stage: {
      type: 'string',
      value: 'NAME',
      help: 'stage, which is part of the names of flows and rules (default dev)',
    },
    json: { type: 'boolean', help: 'one JSON object on standard output' },
    lang: { type: 'string', value: 'ja|en', help: 'language (default: by LANG)' },
  },
  positionals: 1,
  async run({ values, positionals }, io) {
    const language = languageOf(values.lang, io.env);
    const time = { now: Date.now(), at: startOf(values.at), weeks: weeksOf(values.weeks) };
    const stage = stageOf(values.stage);
    const { workingDirectory } = io;
    const path = policyPathOf(positionals[0], io);
    try {
      const source = await loadPolicy(path, { workingDirectory });
      const compiled = compileOffline(source);
      const after = inventoryOf(source, compiled, stage);
      let before: readonly InventoryItem[] | undefined;
      if (values.against !== undefined) {
        const earlier = await loadPolicy(values.against, { workingDirectory });
        before = inventoryOf(earlier, compileOffline(earlier), stage);
      }
      const changes = before === undefined ? additionsOf(after) : changesBetween(before, after);
      const calendars = source.policy.calendars ?? {};
      const plans = policyPlansOf(compiled, {
        ...time,
        holidaysOf: (name, years) => holidayNames(calendars[name]!, years, language),
      });
      if (values.json === true) {
        io.out(`${JSON.stringify(planJson(path, values.against, changes, plans))}\n`);
        return 0;
      }
      const words = planWords[language];
      const heading = values.against === undefined ? words.creates(path) : words.compared(path, values.against);
      io.out(`${io.paint('bold', heading)}\n${changesText(changes, io, language)}\n`);
      io.out(`${io.paint('bold', words.deadlines)}\n${plans.length === 0 ? words.policies : words.samples}\n`);
      for (const plan of plans) io.out(`\n${policyPlanText(plan, io, language)}`);
      return 0;
    } catch (error) {
      if (!(error instanceof PolicyFileError) || values.json !== true) throw error;
      io.out(`${JSON.stringify({ ok: false, file: path, problems: error.problems, omitted: error.omitted })}\n`);
      return 1;
    }
  },
});
