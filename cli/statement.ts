import { statementAnswer, type StatementAnswer } from '../lambda/contract/statement.ts';
import { accountFunction } from './account-function.ts';
import { defineCommand, UsageError, UserError, type CommandArguments, type CommandIo } from './command.ts';
import { languageOf } from './language.ts';
import { lookAt, runningOptions, runningUsage } from './running/look.ts';

const date = /^\d{4}-\d{2}-\d{2}$/;

/** What the deployed function shows, wherever it is. @throws UserError */
async function ask(given: CommandArguments, io: CommandIo, wanted: { date?: string }): Promise<StatementAnswer> {
  const name = given.values['function'];
  const said = typeof name === 'string' ? await askAccount(name, wanted) : await askSandbox(given, io, wanted);
  const parsed = statementAnswer.safeParse(said);
  if (parsed.success) return parsed.data;
  throw new UserError('the function answers in another form than this version reads', {
    cause: parsed.error,
    next: 'Deploy from this folder, or use the casewarden that it was deployed with.',
  });
}

async function askAccount(name: string, wanted: { date?: string }): Promise<unknown> {
  const { invoke, close } = accountFunction(name, 'StatementFunction');
  try {
    return await invoke({ show: wanted });
  } finally {
    close();
  }
}

async function askSandbox(given: CommandArguments, io: CommandIo, wanted: { date?: string }): Promise<unknown> {
  const look = await lookAt(given, io);
  return await look.control.statement(wanted);
}

export const command = defineCommand({
  name: 'statement',
  summary: 'the daily statement: what was found and repaired, and which cases are neglected',
  usage: `[--date DAY] [--function NAME] ${runningUsage}`,
  help: `Prints the newest statement, or that of a day. Each day has one, made at the hour of the policy file (statement: at); it is
kept for 400 days. docs/how-to/statement.md says what each reason rests upon.

Without --function it speaks to a running sandbox. With it, the function is invoked with your own AWS credentials: give what
the Automation stack has as output StatementFunction. You need lambda:InvokeFunction on it, nothing else.
Exit status 1 when there is no such statement.`,
  examples: [
    { line: 'casewarden statement', does: 'the newest of the running sandbox' },
    { line: 'casewarden statement --date 2026-01-05 --json', does: 'one JSON object, for a program' },
    { line: 'casewarden statement --function NAME --lang ja', does: 'of your AWS account, in Japanese' },
  ],
  options: {
    date: { type: 'string', value: 'DAY', help: 'of this day, like 2026-01-05' },
    function: { type: 'string', value: 'NAME', help: 'name or ARN of the function in your AWS account' },
    ...runningOptions,
    json: { type: 'boolean', help: 'one JSON object on standard output' },
  },
  async run(given, io) {
    const { values } = given;
    if (values.date !== undefined && !date.test(values.date))
      throw new UsageError(`--date must be a day like 2026-01-05, got ${JSON.stringify(values.date)}`);
    if (values.function !== undefined && values.endpoint !== undefined)
      throw new UsageError('--function is in an AWS account, --endpoint is a sandbox; give the one or the other');
    const answer = await ask(given, io, values.date === undefined ? {} : { date: values.date });
    if (values.json === true) io.out(`${JSON.stringify('none' in answer ? answer : answer.statement)}\n`);
    else if ('none' in answer)
      io.err(`there is no statement${values.date === undefined ? ' yet' : ` of ${values.date}`}\n`);
    else io.out(answer.texts[languageOf(values.lang, io.env)]);
    return 'none' in answer ? 1 : 0;
  },
});
