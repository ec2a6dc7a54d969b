import type { TimelineEvent } from '../../../../sandbox/control/schema.ts';
import { placeOfEvent } from '../../parts/place-of-event.ts';

const kinds: ReadonlySet<TimelineEvent['kind']> = new Set([
  'mail.sent',
  'slack.posted',
  'task.created',
  'owner.changed',
]);

/** True for an event by which somebody was told of something. */
export const isMessage = ({ kind }: TimelineEvent): boolean => kinds.has(kind);

/** Where in the page it can be read. */
export const placeOfMessage = (event: TimelineEvent): readonly string[] => placeOfEvent(event) ?? [];
