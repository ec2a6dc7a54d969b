import { defineCommand, UsageError } from './command.ts';
import { languageOf } from './language.ts';
import { redriverOfAccount, redriverOfSandbox } from './redriving/ask.ts';
import { wantedOf } from './redriving/options.ts';
import { redrivenJson, redrivenText } from './redriving/print.ts';
import { redriveAll } from './redriving/work.ts';
import { redriveWords } from './redriving/words.ts';
import { runningOptions, runningUsage } from './running/look.ts';

/** Status of a command that was stopped by a signal, as shells have it. */
const stoppedStatus = 130;

export const command = defineCommand({
  name: 'redrive',
  summary: 'brings back what was given up: dead letters and parked effects; looks only, without --yes',
  usage: `[--queue NAME] [--case ID] [--policy NAME] [--lane NAME] [--reason TEXT] [--since INSTANT] [--until INSTANT]
         [--limit N] [--yes] [--even-if-doubled] [--by NAME] [--function NAME] ${runningUsage}`,
  help: `Without --yes it only lists: which case, what, why it was given up, since when, and what will happen. Fix the cause first.

A parked effect is owed again, its attempts counted from the start. Its lane reads the case before it acts, so what nobody
needs any more is cancelled. Left alone is what belongs to a deleted case or an ended clock, and a field that something newer has set.
What may have happened already comes back only with --even-if-doubled: its answer was lost, and mail and Slack take the same
message twice. The history of the case keeps who has brought it back, and when.

A dead letter goes back to the queue from which it came, and leaves the dead-letter queue only then.

The work is done in pieces; stopped with Ctrl-C it finishes the piece at hand, and the same command goes on. All rows of the
ledger are read for it, unless --case names one: cheap, but not for every minute.

Without --function it speaks to a running sandbox. With it, the function is invoked with your own AWS credentials: give what
the Automation stack has as output RedriveFunction. You need lambda:InvokeFunction on it, nothing else.`,
  examples: [
    { line: 'casewarden redrive', does: 'everything that was given up in the running sandbox; changes nothing' },
    { line: 'casewarden redrive --lane slack --reason channel_not_found --yes', does: 'after the channel was made' },
    {
      line: 'casewarden redrive --queue inbox --since 2026-01-05T09:00+09:00 --yes',
      does: 'dead letters of a morning',
    },
    {
      line: 'casewarden redrive --function NAME --limit 10 --yes',
      does: 'ten in your AWS account, to see how they do',
    },
  ],
  options: {
    queue: { type: 'string', value: 'NAME', help: 'dead letters of this queue only: inbox, a lane, link-contacts' },
    case: { type: 'string', value: 'ID', help: 'of this case only' },
    policy: { type: 'string', value: 'NAME', help: 'parked effects of this policy only' },
    lane: {
      type: 'string',
      value: 'NAME',
      help: 'parked effects of this lane: case-update, case-items, mail, task, slack',
    },
    reason: { type: 'string', value: 'TEXT', help: 'whose reason contains this text' },
    since: { type: 'string', value: 'INSTANT', help: 'given up from this instant on, with its zone' },
    until: { type: 'string', value: 'INSTANT', help: 'given up before this instant' },
    limit: { type: 'string', value: 'N', help: 'bring back so many at most' },
    yes: { type: 'boolean', help: 'do it' },
    'even-if-doubled': { type: 'boolean', help: 'also what may have happened already' },
    by: {
      type: 'string',
      value: 'NAME',
      help: 'who you are, for the history (default: your user name on this machine)',
    },
    function: { type: 'string', value: 'NAME', help: 'name or ARN of the function in your AWS account' },
    ...runningOptions,
    json: { type: 'boolean', help: 'one JSON object on standard output' },
  },
  async run(given, io) {
    const { values } = given;
    const language = languageOf(values.lang, io.env);
    const words = redriveWords[language];
    const wanted = wantedOf(values, io);
    if (values.function !== undefined && values.endpoint !== undefined)
      throw new UsageError('--function is in an AWS account, --endpoint is a sandbox; give the one or the other');
    const redriver =
      values.function === undefined ? await redriverOfSandbox(given, io) : redriverOfAccount(values.function);
    try {
      const { caseId } = wanted.filter;
      const filter = caseId === undefined ? wanted.filter : { ...wanted.filter, caseId: await redriver.caseId(caseId) };
      const asked = { ...wanted, filter };
      const redriven = await redriveAll(redriver, asked, io, (looked, found) => {
        if (io.terminal) io.err(`\r\u001B[2K${words.progress(looked, found)}`);
      });
      if (io.terminal) io.err('\r\u001B[2K');
      const { failure } = redriven;
      if (failure !== undefined && redriven.parked.length + redriven.deadLetters.length === 0) throw failure;
      if (redriven.unreadable.length > 0) io.err(`note: ${words.unreadable(redriven.unreadable.join(', '))}\n`);
      if (redriven.notAllOf.length > 0) io.err(`note: ${words.notAll(redriven.notAllOf.join(', '))}\n`);
      io.out(
        values.json === true
          ? `${redrivenJson(redriven, asked)}\n`
          : redrivenText(redriven, asked, {
              language,
              timeZone: redriver.timeZone,
              paint: (style, text) => io.paint(style, text),
            }),
      );
      if (failure !== undefined) throw failure;
      if (!redriven.isStopped) return 0;
      io.err(`${words.stopped}\n`);
      return stoppedStatus;
    } finally {
      redriver.close();
    }
  },
});
