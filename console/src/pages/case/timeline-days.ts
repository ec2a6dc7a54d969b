import type { TimelineEvent } from '../../../../sandbox/control/schema.ts';

/** A step of the timeline; what was said in the chat, one line after the other, is one step. */
export type Step =
  | { readonly event: TimelineEvent; readonly key: string }
  | { readonly chat: readonly TimelineEvent[]; readonly key: string };

export interface Day {
  /** As `dayOf` says it. */
  readonly day: string;
  readonly steps: readonly Step[];
}

export type Order = 'newest' | 'oldest';

const keyOf = ({ sequence, kind }: TimelineEvent): string => `${sequence} ${kind}`;

/** Runs of chat lines as one step each, oldest first, as the events are. */
function stepsOf(events: readonly TimelineEvent[]): readonly Step[] {
  const steps: Step[] = [];
  for (const event of events) {
    const last = steps.at(-1);
    if (event.kind !== 'chat.message') steps.push({ event, key: keyOf(event) });
    else if (last !== undefined && 'chat' in last) steps[steps.length - 1] = { ...last, chat: [...last.chat, event] };
    else steps.push({ chat: [event], key: keyOf(event) });
  }
  return steps;
}

/** When a step happened; a chat at its first line. */
const momentOf = (step: Step): string => ('chat' in step ? step.chat[0]!.at : step.event.at);

/**
 * The timeline by days. What was said within a chat stays in the order in which it was said.
 * @param events oldest first
 * @param dayOf the day of an instant, in words
 */
export function daysOf(events: readonly TimelineEvent[], order: Order, dayOf: (at: string) => string): readonly Day[] {
  const steps = order === 'oldest' ? stepsOf(events) : stepsOf(events).toReversed();
  const days: { day: string; steps: Step[] }[] = [];
  for (const step of steps) {
    const day = dayOf(momentOf(step));
    const last = days.at(-1);
    if (last?.day === day) last.steps.push(step);
    else days.push({ day, steps: [step] });
  }
  return days;
}
