import type { CommandIo } from '../../cli/command.ts';

/** A command's surroundings in memory: what it wrote, and what it sees. */
export interface FakeIo extends CommandIo {
  readonly written: { out: string; err: string };
}

export function createFakeIo(
  given: { workingDirectory?: string; env?: Record<string, string>; signal?: AbortSignal } = {},
): FakeIo {
  const written = { out: '', err: '' };
  return {
    written,
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    paint: (_style, text) => text,
    terminal: false,
    env: given.env ?? {},
    workingDirectory: given.workingDirectory ?? process.cwd(),
    signal: given.signal ?? new AbortController().signal,
  };
}
