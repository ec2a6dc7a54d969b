import type { JournalEntry } from '../kernel/journal.ts';
import { textGiven, textOf } from './facts.ts';

/** The flow or module in which a contact is. */
export interface FlowFrame {
  /** Name, or id when no action of it has run yet. */
  readonly flow: string;
  readonly isModule: boolean;
}

/** Follows each contact through its flows by what the flow engine records behind every action. */
export interface FlowFrames {
  take(entry: JournalEntry): void;
  /** Where the contact is now; undefined before its flow began and after it has ended. */
  current(contactId: string | undefined): FlowFrame | undefined;
}

export function createFlowFrames(): FlowFrames {
  const stacks = new Map<string, readonly FlowFrame[]>();

  const step = (frames: readonly FlowFrame[], detail: JournalEntry['detail']): readonly FlowFrame[] => {
    const last = frames.at(-1);
    const flow = textOf(detail['flow']);
    const here = [...frames.slice(0, -1), { flow, isModule: last?.isModule ?? false }];
    const entered = textGiven(detail['module']);
    if (detail['result'] === 'entered' && entered !== undefined) return [...here, { flow: entered, isModule: true }];
    if (textGiven(detail['returnsTo']) !== undefined) return here.slice(0, -1);
    const to = textGiven(detail['to']);
    if (detail['result'] === 'transferred' && to !== undefined) return [{ flow: to, isModule: false }];
    return here;
  };

  return {
    take({ kind, contactId, detail }) {
      if (contactId === undefined) return;
      if (kind === 'contact.started' || kind === 'task.started') {
        const flow = textGiven(detail['flowId']);
        if (flow !== undefined) stacks.set(contactId, [{ flow, isModule: false }]);
      }
      if (kind === 'flow.action') stacks.set(contactId, step(stacks.get(contactId) ?? [], detail));
      if (kind === 'contact.ended') stacks.delete(contactId);
    },
    current: (contactId) => (contactId === undefined ? undefined : stacks.get(contactId)?.at(-1)),
  };
}
