import { reasonOf } from './deployment-error.ts';

/** What takes a deployment back, newest first. */
export interface UndoLog {
  add(label: string, action: () => void | Promise<void>): void;
  /** Runs every action, also after one has failed. @returns what could not be taken back, in words */
  undo(): Promise<string[]>;
}

export function createUndoLog(): UndoLog {
  const actions: { label: string; action: () => void | Promise<void> }[] = [];
  return {
    add: (label, action) => void actions.push({ label, action }),
    async undo() {
      const failures: string[] = [];
      for (const { label, action } of actions.toReversed()) {
        try {
          await action();
        } catch (error) {
          failures.push(`${label}: ${reasonOf(error)}`);
        }
      }
      return failures;
    },
  };
}
