import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { policySchemaText } from '../lib/policy/policy-json-schema.ts';
import { defineCommand, UserError } from './command.ts';
import { repositoryRoot } from './policy-path.ts';
import { writeAtomically } from './write-atomically.ts';

export const schemaPath = join(repositoryRoot, 'schemas', 'policy-file.schema.json');

export const command = defineCommand({
  name: 'schema',
  summary: 'write the JSON Schema with which editors complete and check policy files',
  usage: '[--check] [--print]',
  help: `Generates schemas/policy-file.schema.json from the one schema of the policy file. Editors that know the YAML language server
read it through the first line of a policy file:
  # yaml-language-server: $schema=../schemas/policy-file.schema.json`,
  examples: [
    { line: 'casewarden schema', does: 'after a change of the policy file’s schema' },
    { line: 'casewarden schema --check', does: 'fails when the file is not current' },
    { line: 'casewarden schema --print', does: 'to standard output; writes nothing' },
  ],
  options: {
    check: { type: 'boolean', help: 'only compare; status 1 when the file is not current' },
    print: { type: 'boolean', help: 'print it instead of writing it' },
  },
  async run({ values }, io) {
    const text = policySchemaText();
    if (values.print === true) {
      io.out(text);
      return 0;
    }
    const shown = relative(io.workingDirectory, schemaPath);
    const before = await readFile(schemaPath, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (before === text) {
      io.out(`${io.paint('green', 'ok')} ${shown} is current\n`);
      return 0;
    }
    if (values.check === true) throw new UserError(`${shown} is not current`, { next: 'Run: npx casewarden schema' });
    await writeAtomically(schemaPath, text);
    io.out(`wrote ${shown}\n`);
    return 0;
  },
});
