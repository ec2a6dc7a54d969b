import { accountFunction } from './account-function.ts';
import { defineCommand, UsageError, type CommandArguments, type CommandIo } from './command.ts';
import { languageOf } from './language.ts';
import { instantOption } from './instant-option.ts';
import { replayFile } from './replaying/replay-file.ts';
import { replayLedger, type AskReplay } from './replaying/replay-ledger.ts';
import { countOf, reportText, type ReplayReport } from './replaying/report.ts';
import { replayWords } from './replaying/words.ts';
import { lookAt, runningOptions, runningUsage } from './running/look.ts';

/** Status of a command that was stopped by a signal, as shells have it. */
const stoppedStatus = 130;

interface Span {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** @throws UsageError */
function wholeSpan({ from, to }: Span): { readonly from: string; readonly to: string } {
  if (from === undefined || to === undefined)
    throw new UsageError('a ledger is played for a span: give --from INSTANT and --to INSTANT');
  return { from, to };
}

async function replayDeployed(
  given: CommandArguments,
  functionName: string | undefined,
  span: Span,
  io: CommandIo,
  progress: (looked: number) => void,
): Promise<ReplayReport> {
  const whole = wholeSpan(span);
  if (functionName === undefined) {
    const { control } = await lookAt(given, io);
    const ask: AskReplay = async (request) => await control.replay(request);
    return await replayLedger(ask, whole, io, progress);
  }
  const { invoke, close } = accountFunction(functionName, 'ExplainFunction');
  try {
    return await replayLedger(invoke, whole, io, progress);
  } finally {
    close();
  }
}

export const command = defineCommand({
  name: 'replay',
  summary: "plays cases again by today's decisions, and says where the ledger differs",
  usage: `--report-only [--from INSTANT] [--to INSTANT] [--events FILE] [--policy FILE] [--at INSTANT] [--function NAME]
         ${runningUsage}`,
  help: `What is known of each case is played from the start, each thing at its own time, by the policy that the case follows. Then:
which clock should stand otherwise, what is owed and was never done, and what was done without being owed. Nothing is said of
cases that agree. A case that has followed several policies, SLAs that the console attached, and native SLAs are left out.

From a ledger, cases are played to which something happened from --from until before --to: of a running sandbox, or of your AWS
account with --function (what the Automation stack has as output ExplainFunction; you need lambda:InvokeFunction on it).

--events plays a file and asks nobody: one JSON value a line, case events as EventBridge delivers them, signals, or items of the
ledger with which they are compared. Without an item it says what would be owed. - is standard input. --policy is a policy
file, whose templates and fields events call by their names, or a compiled policy (.json) with the ids of AWS.

This version reports only, and wants to hear that you know: --report-only. Exit status 1 when something differs.`,
  examples: [
    {
      line: 'casewarden replay --from 2026-01-05T00:00+09:00 --to 2026-01-06T00:00+09:00 --report-only',
      does: 'a day of the running sandbox',
    },
    { line: 'casewarden replay --events cases.jsonl --policy casewarden.yaml --report-only', does: 'a file' },
  ],
  options: {
    from: { type: 'string', value: 'INSTANT', help: 'cases to which something happened from then on, with its zone' },
    to: { type: 'string', value: 'INSTANT', help: 'and before then' },
    'report-only': { type: 'boolean', help: 'change nothing; must be given' },
    events: { type: 'string', value: 'FILE', help: 'a file of events and items, one a line' },
    policy: { type: 'string', value: 'FILE', help: 'policy for --events (default: casewarden.yaml)' },
    at: { type: 'string', value: 'INSTANT', help: 'play --events up to this instant (default: the present)' },
    function: { type: 'string', value: 'NAME', help: 'name or ARN of the function in your AWS account' },
    ...runningOptions,
    json: { type: 'boolean', help: 'one JSON object on standard output' },
  },
  async run(given, io) {
    const { values } = given;
    const language = languageOf(values.lang, io.env);
    const words = replayWords[language];
    if (values['report-only'] !== true)
      throw new UsageError(
        'a replay never acts: it only reports, and this version wants --report-only to say that you know. What was given up comes back with: casewarden redrive',
      );
    const span = { from: instantOption('from', values.from), to: instantOption('to', values.to) };
    if (span.from !== undefined && span.to !== undefined && span.from >= span.to)
      throw new UsageError(`--from must be before --to, got ${span.from} and ${span.to}`);
    const now = instantOption('at', values.at) ?? new Date().toISOString();
    const { events, policy } = values;
    if (events !== undefined && (values.function !== undefined || values.endpoint !== undefined))
      throw new UsageError('--events asks nobody; leave out --function and --endpoint');
    if (values.function !== undefined && values.endpoint !== undefined)
      throw new UsageError('--function is in an AWS account, --endpoint is a sandbox; give the one or the other');
    if (events === undefined && (policy !== undefined || values.at !== undefined))
      throw new UsageError('--policy and --at are for --events; a ledger has its own policies and time');
    const report =
      events === undefined
        ? await replayDeployed(given, values.function, span, io, (looked) => {
            if (io.terminal) io.err(`\r\u001B[2K${words.progress(looked)}`);
          })
        : await replayFile({ events, policy, ...span, now }, io);
    if (io.terminal) io.err('\r\u001B[2K');
    if (report.unreadable.length > 0) io.err(`note: ${words.unreadable(report.unreadable.join(', '))}\n`);
    const counts = countOf(report);
    io.out(values.json === true ? `${JSON.stringify({ ...report, counts })}\n` : reportText(report, language));
    if (report.isStopped) {
      io.err(`${words.stopped}\n`);
      return stoppedStatus;
    }
    return counts.differ === 0 ? 0 : 1;
  },
});
