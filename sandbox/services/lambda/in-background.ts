import type { Kernel } from '../../kernel/kernel.ts';

/**
 * Lets work go on that nobody waits for: a timer must not wait for a function, which may sleep until a later moment.
 * Work that throws is a fault of the sandbox and stands in the journal.
 */
export function inBackground(kernel: Kernel, label: string, work: Promise<void>): void {
  work.catch((error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    kernel.journal.append({ kind: 'sandbox.fault', detail: { label, error: text } });
  });
}
