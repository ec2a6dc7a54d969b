import { describeAlarms, type AlarmShown } from './alarming/describe-alarms.ts';
import { defineCommand, UsageError, UserError } from './command.ts';
import { languageOf } from './language.ts';
import { lookAt, runningOptions, runningUsage } from './running/look.ts';
import { oneLine, table } from './running/table.ts';
import { localTime } from '../sandbox/control/names.ts';

const said = {
  ja: {
    heading: ['アラーム', '状態', 'いつから'],
    well: (count: number) => `${count} 件のアラームのうち、アラーム状態のものはありません。`,
    unknown: (unknown: number) => `${unknown} 件はまだ判定できません (データが揃うまで時間が必要です)。`,
    on: (on: number, count: number) => `${count} 件のうち ${on} 件がアラーム状態です。`,
  },
  en: {
    heading: ['alarm', 'state', 'since'],
    well: (count: number) => `None of ${count} alarms is on.`,
    unknown: (unknown: number) => `${unknown} cannot tell yet: it takes time until there is enough data.`,
    on: (on: number, count: number) => `${on} of ${count} alarms ${on === 1 ? 'is' : 'are'} on.`,
  },
} as const;

/** As lib/read-settings.ts has it: what a stage is called. */
const stagePattern = /^[a-z][a-z0-9-]{0,15}$/;

export const command = defineCommand({
  name: 'alarms',
  summary: 'the alarms of a deployment: which are on, since when, and why',
  usage: `[--stage NAME] [--all] [--account] ${runningUsage}`,
  help: `Shows the alarms that are not OK, with the reason and what to do next; with --all every one. Exit status 1 when one is on; one that
cannot tell yet (INSUFFICIENT_DATA), as after a first deployment, is shown, and is no failure.

Without --account it asks the running sandbox. With it, CloudWatch of your AWS account and Region (AWS_REGION, AWS_PROFILE) with
your own credentials; you need cloudwatch:DescribeAlarms, nothing else. What each alarm means: docs/how-to/alarms.md.`,
  examples: [
    { line: 'casewarden alarms', does: 'what is not OK in the running sandbox' },
    { line: 'casewarden alarms --account --stage prod --all', does: 'every alarm of the stage prod in your account' },
  ],
  options: {
    stage: { type: 'string', value: 'NAME', help: 'stage of the deployment (default: dev)' },
    all: { type: 'boolean', help: 'also those that are OK' },
    account: { type: 'boolean', help: 'in your AWS account, not in a sandbox' },
    ...runningOptions,
    json: { type: 'boolean', help: 'one JSON object on standard output' },
  },
  async run(given, io) {
    const { values } = given;
    const language = languageOf(values.lang, io.env);
    const stage = values.stage ?? 'dev';
    if (!stagePattern.test(stage))
      throw new UsageError(`--stage takes lower-case letters, digits and -, like prod, got ${JSON.stringify(stage)}`);
    if (values.account === true && values.endpoint !== undefined)
      throw new UsageError('--account is your AWS account, --endpoint is a sandbox; give the one or the other');
    // Asking the sandbox for its zone first tells a sandbox that is not there from one that has no alarms.
    const look = values.account === true ? undefined : await lookAt(given, io);
    const alarms = await describeAlarms(stage, look?.endpoint);
    if (alarms.length === 0)
      throw new UserError(`there is no alarm named casewarden-${stage}-…`, {
        next:
          look === undefined
            ? 'See that --stage and AWS_REGION are those of the deployment, and that its stack Operations is deployed.'
            : 'See that --stage is that of what is deployed in the sandbox.',
      });
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    const local = look?.local ?? ((at) => (at === null ? '–' : localTime(at, timeZone)));
    const notOk = alarms.filter(({ state }) => state !== 'OK');
    const on = notOk.filter(({ state }) => state === 'ALARM').length;
    const unknown = notOk.length - on;
    if (values.json === true) {
      io.out(`${JSON.stringify({ stage, alarms: values.all === true ? alarms : notOk })}\n`);
    } else {
      const words = said[language];
      const rows = (values.all === true ? alarms : notOk).map(({ name, state, since }) => [name, state, local(since)]);
      io.out(table(words.heading, rows));
      for (const alarm of notOk) io.out(inWords(alarm));
      io.out(`${on === 0 ? words.well(alarms.length) : words.on(on, alarms.length)}\n`);
      if (unknown > 0) io.out(`${words.unknown(unknown)}\n`);
    }
    return on === 0 ? 0 : 1;
  },
});

/** Why, and what to do next: as CloudWatch says it, and as the alarm itself does. */
function inWords({ name, reason, description }: AlarmShown): string {
  return `\n${oneLine(name)}\n    ${oneLine(reason)}\n    ${oneLine(description)}\n`;
}
