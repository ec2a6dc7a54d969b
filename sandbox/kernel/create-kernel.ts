import { createActivity } from './create-activity.ts';
import { createClock } from './create-clock.ts';
import { createIdentifiers } from './create-identifiers.ts';
import { createJournal } from './create-journal.ts';
import type { Kernel, Place } from './kernel.ts';

export interface KernelOptions {
  readonly start: number;
  readonly seed: string;
  readonly place: Place;
  readonly endpoint: () => string;
}

/** Puts the kernel together; a fault of the sandbox itself stands in the journal as `sandbox.fault`. */
export function createKernel(options: KernelOptions): Kernel {
  const activity = createActivity();
  const clock = createClock(options.start, activity, (label, error) => {
    journal.append({
      kind: 'sandbox.fault',
      detail: { label, error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    });
  });
  const journal = createJournal(() => clock.now());
  return {
    clock,
    activity,
    identifiers: createIdentifiers(options.seed),
    journal,
    place: options.place,
    endpoint: options.endpoint,
  };
}
