import type { TimelineEvent } from '../../../../sandbox/control/schema.ts';
import { useControl } from '../../live/use-control.ts';

const eventsShown = 40;

/** The last public events, newest first. */
export function useLatestEvents(): readonly TimelineEvent[] {
  const { data } = useControl('timeline', { last: eventsShown }, 'timeline');
  return data?.events.toReversed() ?? [];
}
