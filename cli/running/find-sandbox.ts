import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { UsageError, type CommandIo, type CommandOption } from '../command.ts';
import { repositoryRoot } from '../policy-path.ts';

const defaultEndpoint = 'http://127.0.0.1:4580';
const announcement = join(repositoryRoot, '.casewarden', 'sandbox.json');
const announced = z.object({ endpoint: z.string(), processId: z.number() });

/** The option by which a command is told which sandbox is meant. */
export const endpointOption = {
  endpoint: {
    type: 'string',
    value: 'URL',
    help: `the sandbox (default: CASEWARDEN_ENDPOINT, else the one started last from this folder, else ${defaultEndpoint})`,
  },
} as const satisfies Readonly<Record<string, CommandOption>>;

/**
 * Leaves word where this process's sandbox listens, for commands in other terminals. A later sandbox takes the place of
 * an earlier one. @returns a function that takes the word back, if it is still this one's
 */
export function announceSandbox(endpoint: string, file: string = announcement): () => void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ endpoint, processId: process.pid })}\n`);
  return () => {
    const said = readAnnouncement(file);
    if (said?.endpoint === endpoint && said.processId === process.pid) rmSync(file, { force: true });
  };
}

/** Address of the sandbox that a command speaks to. @throws UsageError when what was given is no loopback address */
export function endpointOf(given: string | undefined, io: Pick<CommandIo, 'env'>, file: string = announcement): string {
  const chosen = given ?? io.env['CASEWARDEN_ENDPOINT'];
  if (chosen === undefined || chosen === '') return readAnnouncement(file)?.endpoint ?? defaultEndpoint;
  const url = URL.canParse(chosen) ? new URL(chosen) : undefined;
  if (url?.protocol !== 'http:' || !['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
    throw new UsageError(
      `--endpoint takes the address of a sandbox on this machine, like ${defaultEndpoint}, got ${JSON.stringify(chosen)}`,
    );
  return url.origin;
}

function readAnnouncement(file: string): z.infer<typeof announced> | undefined {
  try {
    return announced.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch (error) {
    // No sandbox was started from here, or one was killed while it wrote: the default address is as good a guess.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
