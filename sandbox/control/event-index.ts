import { firstAfter } from './change-log.ts';
import type { PublicEvent, PublicEventKind } from './public-event.ts';

/** Which public events are wanted; all of them when nothing is said. */
export interface WantedEvents {
  /** Journal position after which they come. */
  readonly after?: number | undefined;
  readonly caseId?: string | undefined;
  readonly contactId?: string | undefined;
  readonly kind?: PublicEventKind | undefined;
  /** Only so many of the newest. */
  readonly last?: number | undefined;
}

/** Public events by case, contact and kind. */
export interface EventIndex {
  add(event: PublicEvent): void;
  /** Oldest first. */
  select(wanted?: WantedEvents): readonly PublicEvent[];
}

const none: readonly PublicEvent[] = [];

/** Events must come in the order of their positions. */
export function createEventIndex(): EventIndex {
  const all: PublicEvent[] = [];
  const byCase = new Map<string, PublicEvent[]>();
  const byContact = new Map<string, PublicEvent[]>();
  const byKind = new Map<string, PublicEvent[]>();
  const put = (index: Map<string, PublicEvent[]>, key: string | undefined, event: PublicEvent): void => {
    if (key === undefined) return;
    const same = index.get(key);
    if (same) same.push(event);
    else index.set(key, [event]);
  };

  return {
    add(event) {
      all.push(event);
      put(byCase, event.caseId, event);
      put(byContact, event.contactId, event);
      put(byKind, event.kind, event);
    },
    select({ after = 0, caseId, contactId, kind, last } = {}) {
      const newest = (events: readonly PublicEvent[]): readonly PublicEvent[] =>
        last === undefined ? events : events.slice(Math.max(0, events.length - last));
      const lists = [
        ...(caseId === undefined ? [] : [byCase.get(caseId) ?? none]),
        ...(contactId === undefined ? [] : [byContact.get(contactId) ?? none]),
        ...(kind === undefined ? [] : [byKind.get(kind) ?? none]),
      ].sort((one, other) => one.length - other.length);
      const shortest = lists[0] ?? all;
      const later = after > 0 ? shortest.slice(firstAfter(shortest, after)) : shortest;
      if (lists.length < 2) return newest(later);
      const fitting = later.filter(
        (event) =>
          (caseId === undefined || event.caseId === caseId) &&
          (contactId === undefined || event.contactId === contactId) &&
          (kind === undefined || event.kind === kind),
      );
      return newest(fitting);
    },
  };
}
