import type { Answer } from '../../api/call-control.ts';
import { ownEntry } from '../../format/own-entry.ts';
import { factsOf, listOf, textOf } from './facts.ts';

export type Entry = Answer<'rules'>['activity'][number];

/** What an entry of the journal tells about events and rules. */
export const activityKinds = ['received', 'delivered', 'dropped', 'fired', 'failed', 'notRun'] as const;
export type ActivityKind = (typeof activityKinds)[number];

const kinds: Readonly<Record<string, ActivityKind>> = {
  'event.received': 'received',
  'event.delivered': 'delivered',
  'event.dropped': 'dropped',
  'rule.fired': 'fired',
  'rule.not-run': 'notRun',
};

export interface Activity {
  readonly sequence: number;
  readonly at: string;
  readonly caseId: string | undefined;
  readonly kind: ActivityKind;
  /** Rule that did it; for an event that came in, every rule that took it. */
  readonly rules: readonly string[];
  /** What the event is: `CASE.CREATED`, or its detail type. Empty for Contact Lens rules. */
  readonly what: string;
  readonly entry: Entry;
}

const eventIdOf = ({ detail }: Entry): string => textOf(detail['id']);

/** Name of an event: its own type where it has one (`CASE.CREATED`), else its detail type. */
function nameOfEvent({ detail }: Entry): string {
  return textOf(factsOf(detail['detail'])['eventType']) || textOf(detail['detailType']);
}

/** Actions of a rule that fired, with what became of each. */
export const actionsOf = ({ detail }: Entry): { type: string; ok: boolean; error: string }[] =>
  listOf(detail['actions'])
    .map(factsOf)
    .map(({ type, ok, error }) => ({ type: textOf(type), ok: ok !== false, error: textOf(error) }));

/** Reads entries of the journal, oldest first; gives what they tell, newest first. Entries of other kinds are left out. */
export function readActivity(entries: readonly Entry[]): Activity[] {
  const received = new Map<string, Entry>();
  const takers = new Map<string, string[]>();
  for (const entry of entries) {
    const id = eventIdOf(entry);
    if (entry.kind === 'event.received') received.set(id, entry);
    else if (id !== '') takers.set(id, [...(takers.get(id) ?? []), textOf(entry.detail['rule'])]);
  }
  return entries
    .flatMap((entry): Activity[] => {
      const kind = ownEntry(kinds, entry.kind);
      if (kind === undefined) return [];
      const id = eventIdOf(entry);
      const event = received.get(id);
      const { sequence, at, caseId } = entry;
      return [
        {
          sequence,
          at,
          caseId,
          kind: kind === 'fired' && actionsOf(entry).some(({ ok }) => !ok) ? 'failed' : kind,
          rules: kind === 'received' ? (takers.get(id) ?? []) : [textOf(entry.detail['rule'])],
          what: event === undefined ? '' : nameOfEvent(event),
          entry,
        },
      ];
    })
    .toReversed();
}
