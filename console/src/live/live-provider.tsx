import { QueryClient, QueryClientProvider, type Query } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import type { TimelineEvent } from '../../../sandbox/control/schema.ts';
import { refreshCaseList } from './case-list.ts';
import { followSandbox, journalPosition, onTimelineEvent } from './stream.ts';
import { throttle } from './throttle.ts';
import type { Follows } from './use-control.ts';

/** Between two looks at the same thing while much happens. */
const lookMilliseconds = 400;

const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000, refetchOnWindowFocus: false },
    mutations: { onSettled: () => void queryClient.invalidateQueries() },
  },
});

const followsOf = ({ meta }: Query): Follows => (meta?.['follows'] as Follows | undefined) ?? 'timeline';

const isTouched = (follows: Follows, events: readonly TimelineEvent[]): boolean => {
  if (follows === 'timeline') return true;
  if (typeof follows === 'string') return false;
  return events.some((event) =>
    'caseId' in follows ? event.caseId === follows.caseId : event.contactId === follows.contactId,
  );
};

/** Keeps everything on screen in step with the sandbox. */
function followAll(): () => void {
  let seen: TimelineEvent[] = [];
  const lookAtTimeline = throttle(lookMilliseconds, () => {
    const events = seen;
    seen = [];
    void refreshCaseList();
    void queryClient.invalidateQueries({ predicate: (query) => isTouched(followsOf(query), events) });
  });
  const lookAtJournal = throttle(lookMilliseconds, () => {
    void queryClient.invalidateQueries({ predicate: (query) => followsOf(query) === 'journal' });
  });
  const endEvents = onTimelineEvent((event) => {
    seen.push(event);
    lookAtTimeline();
  });
  const endJournal = journalPosition.subscribe(lookAtJournal);
  let endStream = (): void => undefined;
  let ended = false;
  const begin = async (): Promise<void> => {
    const position = await refreshCaseList();
    if (!ended) endStream = followSandbox(position);
  };
  void begin();
  return () => {
    ended = true;
    endEvents();
    endJournal();
    endStream();
  };
}

export function LiveProvider({ children }: { readonly children: ReactNode }) {
  useEffect(followAll, []);
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
}
