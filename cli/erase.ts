import { userInfo } from 'node:os';
import type { EraseAnswer } from '../lambda/contract/erase.ts';
import { defineCommand, UsageError } from './command.ts';
import { eraserOfAccount, eraserOfSandbox } from './erasing/ask.ts';
import { eraseWords } from './erasing/words.ts';
import { languageOf } from './language.ts';
import { runningOptions, runningUsage } from './running/look.ts';

/** Bytes of a name are few, so that the history stays readable. */
const longestName = 100;

/** Ids of cases are UUIDs; what is much longer is a mistake, and beyond 2,048 bytes no key of DynamoDB. */
const longestCaseId = 500;

export const command = defineCommand({
  name: 'erase',
  summary: 'forgets the values and texts of a case, keeps keys and verdicts; looks only, without --yes',
  usage: `--case ID [--yes] [--by NAME] [--function NAME] ${runningUsage}`,
  help: `Without --yes it only counts what would go. It never shows values.

What goes: the newest snapshot of the case, the values by which its clocks were judged, signals of contacts and comments, and
in the timeline every text that may quote somebody. What stays: keys, instants, verdicts, and a line that says that it was
erased and who asked. An erased case is never judged again: what happens to it afterwards starts no clock.

It is refused while a clock of the case runs or something is still owed: close or delete the case in Amazon Connect first. A
case that was deleted there is erased by itself two days later. It cannot be undone.

It does not reach the case in Amazon Connect, mails, Slack messages, records in a CRM, logs until they expire, and backups of
the ledger, which go back 35 days. Casewarden writes no objects to Customer Profiles.

Without --function it speaks to a running sandbox. With it, the function is invoked with your own AWS credentials: give what
the Automation stack has as output EraseFunction. You need lambda:InvokeFunction on it, nothing else.

Exit status: 0 done or shown, 1 refused or not known, 2 the command line was wrong.`,
  examples: [
    { line: 'casewarden erase --case 91464213', does: 'counts what would go of a case in the running sandbox' },
    { line: 'casewarden erase --case 91464213 --yes', does: 'does it' },
    {
      line: 'casewarden erase --case ID --by privacy-desk --function NAME --yes',
      does: 'in your AWS account, in the name of a desk',
    },
  ],
  options: {
    case: { type: 'string', value: 'ID', help: 'the case; needed' },
    yes: { type: 'boolean', help: 'do it' },
    by: {
      type: 'string',
      value: 'NAME',
      help: 'who asks, for the history (default: your user name on this machine)',
    },
    function: { type: 'string', value: 'NAME', help: 'name or ARN of the function in your AWS account' },
    ...runningOptions,
    json: { type: 'boolean', help: 'one JSON object on standard output' },
  },
  async run(given, io) {
    const { values } = given;
    const language = languageOf(values.lang, io.env);
    if (values.case === undefined || values.case === '') throw new UsageError('--case ID is needed: which case?');
    if (values.case.length > longestCaseId)
      throw new UsageError(`--case takes an id of at most ${longestCaseId} characters, got ${values.case.length}`);
    if (values.function !== undefined && values.endpoint !== undefined)
      throw new UsageError('--function is in an AWS account, --endpoint is a sandbox; give the one or the other');
    const by = values.by ?? userInfo().username;
    if (by === '' || by.length > longestName) throw new UsageError(`--by takes 1 to ${longestName} characters`);
    const eraser = values.function === undefined ? await eraserOfSandbox(given, io) : eraserOfAccount(values.function);
    try {
      const answer = await eraser.ask({ caseId: await eraser.caseId(values.case), act: values.yes === true, by });
      const isAnswered = 'counts' in answer;
      if (values.json === true) io.out(`${JSON.stringify({ ...answer, dryRun: values.yes !== true })}\n`);
      else if (isAnswered) io.out(`${textOf(answer, values.yes === true, language)}\n`);
      else
        io.err(
          `${'unknown' in answer ? eraseWords[language].unknown(answer.caseId) : eraseWords[language].refused[answer.refused]}\n`,
        );
      return isAnswered ? 0 : 1;
    } finally {
      eraser.close();
    }
  },
});

function textOf(answer: Extract<EraseAnswer, { counts: unknown }>, isDone: boolean, language: 'en' | 'ja'): string {
  const words = eraseWords[language];
  const { counts, erasedAt, isFinished } = answer;
  if (!isDone)
    return erasedAt === null
      ? [words.would(counts), words.kept(counts), words.elsewhere].join('\n')
      : words.already(erasedAt);
  return [words.did(counts), words.kept(counts), ...(isFinished ? [] : [words.goesOn]), words.elsewhere].join('\n');
}
