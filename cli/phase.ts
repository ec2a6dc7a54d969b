import type { CommandIo } from './command.ts';

/** Runs one phase of a longer command and says on standard error what it is and how long it took. */
export async function phase<Result>(
  io: CommandIo,
  words: string,
  work: () => Promise<Result>,
  /** Said behind the time. */
  about: (result: Result) => string = () => '',
): Promise<Result> {
  io.err(`${words} … `);
  const begun = performance.now();
  try {
    const result = await work();
    const more = about(result);
    io.err(`${seconds(begun)}${more === '' ? '' : ` (${more})`}\n`);
    return result;
  } catch (error) {
    io.err(io.signal.aborted ? 'stopped\n' : `failed after ${seconds(begun)}\n`);
    throw error;
  }
}

const seconds = (begun: number): string => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
