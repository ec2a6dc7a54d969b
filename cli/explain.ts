import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { explainAnswer, type ExplainAnswer } from '../lambda/contract/explanation.ts';
import { explainCase } from '../lambda/domain/explain/explain-case.ts';
import { foldTimeline } from '../lambda/domain/explain/fold-timeline.ts';
import { runningPolicy } from '../lambda/domain/running-policy.ts';
import { loadPolicy } from '../lib/policy/load-policy.ts';
import { defineCommand, UsageError, UserError, type CommandArguments, type CommandIo } from './command.ts';
import { explainWords } from './explaining/explain-words.ts';
import { explanationText } from './explaining/print-explanation.ts';
import { readTimeline, toCaseTimeline } from './explaining/read-timeline.ts';
import { timelineNotes } from './explaining/timeline-notes.ts';
import { instantOption } from './instant-option.ts';
import { languageOf } from './language.ts';
import { compileOffline } from './offline-policy.ts';
import { policyPathOf } from './policy-path.ts';
import { wanted } from './running/actions.ts';
import { findCaseId } from './running/find-case.ts';
import { lookAt, runningOptions, runningUsage } from './running/look.ts';

interface Asked {
  readonly answer: ExplainAnswer;
  readonly isCarriedOut: boolean;
}

/** A path rather than a case: `-`, what ends like a file, what has a folder before it, and what is there. */
function isPath(given: string, io: CommandIo): boolean {
  return given === '-' || /\.json$|[/\\]/i.test(given) || existsSync(resolve(io.workingDirectory, given));
}

async function askTimeline(
  path: string,
  given: { readonly policy: string | undefined; readonly at: string | undefined },
  io: CommandIo,
): Promise<Asked | undefined> {
  const timeline = await readTimeline(path, io);
  const policyPath = given.policy ?? timeline.policyPath ?? policyPathOf(undefined, io);
  const source = await loadPolicy(policyPath, { workingDirectory: io.workingDirectory });
  const compiled = compileOffline(source);
  const running = runningPolicy('offline', compiled);
  const facts = toCaseTimeline(timeline, compiled, Object.keys(source.policy.templates));
  for (const note of timelineNotes(timeline, source.policy)) io.err(`note: ${note}\n`);
  const now = given.at ?? timeline.file.now ?? new Date().toISOString();
  const item = foldTimeline(facts, running, now);
  return item === undefined ? undefined : { answer: explainCase(item, running, now), isCarriedOut: false };
}

async function askSandbox(name: string, given: CommandArguments, io: CommandIo): Promise<Asked> {
  const look = await lookAt(given, io);
  const caseId = await findCaseId(look, name);
  const parsed = explainAnswer.safeParse(await look.control.caseExplanation({ caseId }));
  if (!parsed.success)
    throw new UserError('what is deployed in the sandbox explains cases in another form than this version reads', {
      cause: parsed.error,
      next: 'Start the sandbox anew from this folder: npm start.',
    });
  return { answer: parsed.data, isCarriedOut: true };
}

export const command = defineCommand({
  name: 'explain',
  summary: 'why the clocks of a case are as they are, and what comes next',
  usage: `CASE|timeline.json|- [--policy FILE] [--at INSTANT] ${runningUsage}`,
  help: `For each policy: whether it matches and by which condition. For each clock: used, paused and left time piece by piece, what
became of its levels, what comes next, and why nothing fired.

CASE is an id, its first letters, or a reference number in a running sandbox; the deployed function explains it.
timeline.json (or - for standard input) is what happened to a case; it needs no sandbox and calls nobody. The decisions are
those that are deployed; what is owed is not carried out. Fields and templates by their names in the policy file; a case is
created with the status open unless its first fields say otherwise; null clears a field; instants have a zone:
  {"policy": "desk.yaml", "template": "inquiry", "createdAt": "2026-01-05T10:00+09:00",
   "events": [{"at": "2026-01-05T11:00+09:00", "fields": {"status": "waiting_customer"}}],
   "signals": [{"at": "2026-01-05T14:00+09:00", "kind": "inbound", "id": "contact-1"}],
   "deletedAt": "2026-01-09T10:00+09:00", "now": "2026-01-06T10:00+09:00"}
Only template and createdAt must be there. kind: inbound, outbound, agent, comment. The policy's path is seen from the
timeline's folder; --policy goes before it, and without either it is casewarden.yaml, else examples/first-desk.yaml. Without
now it is the present. Exit status 1 when there is nothing to explain.`,
  examples: [
    { line: 'casewarden explain 91464213', does: 'a case of the running sandbox' },
    { line: 'casewarden explain timeline.json --at 2026-01-06T15:00+09:00', does: 'how it stood at that instant' },
    { line: 'casewarden explain - --policy desk.yaml --json < timeline.json', does: 'one JSON object, for a program' },
  ],
  options: {
    ...runningOptions,
    json: { type: 'boolean', help: 'one JSON object on standard output' },
    policy: { type: 'string', value: 'FILE', help: 'policy file for a timeline, its lock file beside it' },
    at: { type: 'string', value: 'INSTANT', help: 'explain a timeline for this instant, with its zone' },
  },
  positionals: 1,
  async run(given, io) {
    const { values, positionals } = given;
    const language = languageOf(values.lang, io.env);
    const name = wanted(positionals[0], 'explain CASE|timeline.json|-');
    const at = instantOption('at', values.at);
    if (!isPath(name, io) && (at !== undefined || values.policy !== undefined))
      throw new UsageError(
        `--at and --policy are for timelines; ${JSON.stringify(name)} is a case of the running sandbox, whose own time and policy count`,
      );
    const asked = isPath(name, io)
      ? await askTimeline(name, { policy: values.policy, at }, io)
      : await askSandbox(name, given, io);
    if (asked === undefined) {
      if (values.json === true) io.out(`${JSON.stringify({ unknown: 'case' })}\n`);
      else io.err(`${explainWords[language].unwanted}\n`);
      return 1;
    }
    const { answer, isCarriedOut } = asked;
    if (values.json === true) io.out(`${JSON.stringify(answer)}\n`);
    else if ('unknown' in answer) io.err(`${answer.reason[language]}\n`);
    else io.out(explanationText(answer, { language, paint: (style, text) => io.paint(style, text), isCarriedOut }));
    return 'unknown' in answer ? 1 : 0;
  },
});
