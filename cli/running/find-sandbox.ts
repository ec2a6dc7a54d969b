import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { UsageError, type CommandIo, type CommandOption } from '../command.ts';
import { repositoryRoot } from '../policy-path.ts';

const defaultEndpoint = 'http://127.0.0.1:4580';
const announcement = join(repositoryRoot, '.casewarden', 'sandbox.json');
const announcements = z.array(z.object({ endpoint: z.string(), processId: z.int().positive() }));
type Announced = z.infer<typeof announcements>[number];

/** The option by which a command is told which sandbox is meant. */
export const endpointOption = {
  endpoint: {
    type: 'string',
    value: 'URL',
    help: `the sandbox (default: CASEWARDEN_ENDPOINT, else the latest started from this folder that still runs, else ${defaultEndpoint})`,
  },
} as const satisfies Readonly<Record<string, CommandOption>>;

/**
 * Leaves word where this process's sandbox listens, for commands in other terminals. A later sandbox comes before an
 * earlier one, which is found again when the later has ended. @returns a function that takes the word back, this one only
 */
export function announceSandbox(endpoint: string, file: string = announcement): () => void {
  const isOwn = (one: Announced): boolean => one.endpoint === endpoint && one.processId === process.pid;
  const others = (): readonly Announced[] => runningSandboxes(file).filter((one) => !isOwn(one));
  writeAnnouncements(file, [{ endpoint, processId: process.pid }, ...others()]);
  return () => writeAnnouncements(file, others());
}

function writeAnnouncements(file: string, all: readonly Announced[]): void {
  if (all.length === 0) return rmSync(file, { force: true });
  mkdirSync(dirname(file), { recursive: true });
  // Moved into place whole: a command that reads meanwhile never sees half of it.
  const whole = `${file}.${process.pid}`;
  writeFileSync(whole, `${JSON.stringify(all)}\n`);
  renameSync(whole, file);
}

/** Address of the sandbox that a command speaks to. @throws UsageError when what was given is no loopback address */
export function endpointOf(given: string | undefined, io: Pick<CommandIo, 'env'>, file: string = announcement): string {
  const chosen = given ?? io.env['CASEWARDEN_ENDPOINT'];
  if (chosen === undefined || chosen === '') return runningSandboxes(file)[0]?.endpoint ?? defaultEndpoint;
  const url = URL.canParse(chosen) ? new URL(chosen) : undefined;
  if (url?.protocol !== 'http:' || !['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
    throw new UsageError(
      `--endpoint takes the address of a sandbox on this machine, like ${defaultEndpoint}, got ${JSON.stringify(chosen)}`,
    );
  return url.origin;
}

/** Sandboxes that were announced and whose process is still there, newest first. */
function runningSandboxes(file: string): readonly Announced[] {
  try {
    const { data = [] } = announcements.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return data.filter(({ processId }) => isRunning(processId));
  } catch (error) {
    // No sandbox was started from here, or somebody else wrote the file: the default address is as good a guess.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Whether there is such a process; one of another user's counts. */
function isRunning(processId: number): boolean {
  try {
    // Signal 0 is not sent, only checked. Source: https://nodejs.org/api/process.html#processkillpid-signal
    return process.kill(processId, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
