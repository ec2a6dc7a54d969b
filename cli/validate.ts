import { defineCommand } from './command.ts';
import { policyPathOf } from './policy-path.ts';
import { loadPolicy } from '../lib/policy/load-policy.ts';
import { PolicyFileError, type PolicySource } from '../lib/policy/policy-source.ts';

function countOf(mapping: Readonly<Record<string, unknown>> | undefined): number {
  return Object.keys(mapping ?? {}).length;
}

/** What a valid file holds, in numbers. */
function contents({ policy, lock }: PolicySource): Readonly<Record<string, number>> {
  return {
    fields: countOf(policy.fields),
    statuses: countOf(policy.statuses),
    templates: countOf(policy.templates),
    intakes: countOf(policy.intake),
    teams: countOf(policy.teams),
    calendars: countOf(policy.calendars),
    policies: countOf(policy.policies),
    sinks: countOf(policy.sinks),
    users: countOf(lock.users),
    queues: countOf(lock.queues),
  };
}

function inWords(counts: Readonly<Record<string, number>>): string {
  const singular = (name: string): string =>
    name.replace(/ies$/, 'y').replace(/s(es)?$/, (_, es) => (es === undefined ? '' : 's'));
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${count === 1 ? singular(name) : name}`)
    .join(', ');
}

export const command = defineCommand({
  name: 'validate',
  summary: 'check a policy file and its lock file',
  usage: '[file] [--json]',
  help: `Reads the policy file and the lock file beside it and says everything that is wrong, each with file, line and column, what
was found and what is allowed. Notes say what is right and may yet surprise; they change nothing. Reads only: nothing is created
and nobody is called. Without a file: casewarden.yaml, else examples/first-desk.yaml.`,
  examples: [
    { line: 'casewarden validate', does: 'the policy file of this folder' },
    { line: 'casewarden validate desk.yaml --json', does: 'the same for a program to read' },
  ],
  options: { json: { type: 'boolean', help: 'one JSON object on standard output' } },
  positionals: 1,
  async run({ values, positionals }, io) {
    const path = policyPathOf(positionals[0], io);
    try {
      const source = await loadPolicy(path, { workingDirectory: io.workingDirectory });
      const counts = contents(source);
      const { notes } = source;
      if (values.json === true) io.out(`${JSON.stringify({ ok: true, file: path, contents: counts, notes })}\n`);
      else {
        io.out(`${io.paint('green', 'ok')} ${path}: ${inWords(counts)}\n`);
        for (const { file, line, column, message } of notes)
          io.out(`${io.paint('yellow', 'note')} ${file}:${line}:${column}: ${message}\n`);
      }
      return 0;
    } catch (error) {
      if (!(error instanceof PolicyFileError) || values.json !== true) throw error;
      io.out(`${JSON.stringify({ ok: false, file: path, problems: error.problems, omitted: error.omitted })}\n`);
      return 1;
    }
  },
});
