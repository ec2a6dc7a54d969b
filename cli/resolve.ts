import { resolve as resolvePath } from 'node:path';
import type { LockFile } from '../lambda/contract/lock-file.ts';
import { readPolicy } from '../lib/policy/load-policy.ts';
import { PolicyFileError } from '../lib/policy/policy-source.ts';
import { lockPathOf, readLockFile, resolveCommandOf } from '../lib/policy/read-lock-file.ts';
import { asAwsProblem } from './aws-problem.ts';
import { defineCommand, type CommandIo } from './command.ts';
import { createInstanceReader, type ReaderOptions } from './instance-reader.ts';
import { lockChanges, type LockChange } from './lock-changes.ts';
import { policyPathOf } from './policy-path.ts';
import { lockFileText, resolveNames } from './resolve-names.ts';
import { writeAtomically } from './write-atomically.ts';

const signs = { added: '+', changed: '~', removed: '-' } as const;
const colours = { added: 'green', changed: 'yellow', removed: 'red' } as const;

function describe({ change, what, members }: LockChange, io: CommandIo): string {
  const about = members.length === 0 ? '' : ` (${members.join(', ')})`;
  return `  ${io.paint(colours[change], `${signs[change]} ${what}`)}${about}\n`;
}

/** The lock file that is there; a broken one counts as none, since it is about to be replaced. */
async function earlierLock(path: string, shown: string, command: string): Promise<LockFile | undefined> {
  try {
    return await readLockFile(path, shown, command);
  } catch (error) {
    if (error instanceof PolicyFileError) return undefined;
    throw error;
  }
}

async function withSandbox<Result>(
  work: (options: Omit<ReaderOptions, 'instanceArn'>) => Promise<Result>,
): Promise<Result> {
  const { startSandbox } = await import('../sandbox/start-sandbox.ts');
  const sandbox = await startSandbox();
  try {
    return await work({ endpoint: sandbox.endpoint, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  } finally {
    await sandbox.close();
  }
}

export const command = defineCommand({
  name: 'resolve',
  summary: 'look the names of a policy file up in its instance and write the lock file',
  usage: '[file] [--sandbox] [--dry-run] [--json]',
  help: `Users, queues and hours of operation stand in the policy file by name. This command reads their ids from the Amazon Connect
instance, and the hours with their overrides of the coming year (read-only calls: connect ListUsers, DescribeUser, ListQueues,
DescribeQueue, ListHoursOfOperations, DescribeHoursOfOperation, GetEffectiveHoursOfOperations, DescribeInstance; profile
ListAccountIntegrations), and writes them to <file>.lock.json, which belongs beside the policy file in version control.
Credentials are found as the AWS CLI finds them; AWS_ENDPOINT_URL is honoured. When anything fails, the lock file stays as it is.`,
  examples: [
    { line: 'casewarden resolve', does: 'the policy file of this folder, with your AWS credentials' },
    { line: 'casewarden resolve --dry-run', does: 'only say what would change' },
    { line: 'casewarden resolve examples/first-desk.yaml --sandbox', does: 'ask sandbox/instance.yaml instead of AWS' },
  ],
  options: {
    sandbox: { type: 'boolean', help: 'answer from sandbox/instance.yaml; no AWS account is needed' },
    'dry-run': { type: 'boolean', help: 'say what would change and write nothing' },
    json: { type: 'boolean', help: 'one JSON object on standard output' },
  },
  positionals: 1,
  async run({ values, positionals }, io) {
    const file = policyPathOf(positionals[0], io);
    const policy = await readPolicy(file, { workingDirectory: io.workingDirectory });
    const instanceArn = policy.connect.instance;
    const read = async (options: Omit<ReaderOptions, 'instanceArn'>): Promise<LockFile> => {
      const reader = createInstanceReader({ instanceArn, ...options });
      try {
        return await resolveNames(policy, reader);
      } catch (error) {
        throw asAwsProblem(error, instanceArn);
      } finally {
        reader.close();
      }
    };
    const lock = values.sandbox === true ? await withSandbox(read) : await read({});
    const shown = lockPathOf(file);
    const path = resolvePath(io.workingDirectory, shown);
    const before = await earlierLock(path, shown, resolveCommandOf(file));
    const changes = lockChanges(before, lock);
    const written = values['dry-run'] !== true && changes.length > 0;
    if (written) await writeAtomically(path, lockFileText(lock));
    if (values.json === true) {
      io.out(`${JSON.stringify({ file: shown, written, changes })}\n`);
    } else if (changes.length === 0) {
      io.out(`${io.paint('green', 'ok')} ${shown} is current\n`);
    } else {
      io.out(
        `${written ? 'wrote' : 'would write'} ${shown}\n${changes.map((change) => describe(change, io)).join('')}`,
      );
    }
    return 0;
  },
});
