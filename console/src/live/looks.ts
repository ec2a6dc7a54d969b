import { QueryClient, type Query } from '@tanstack/react-query';
import type { TimelineEvent } from '../../../sandbox/control/schema.ts';

/** When a look is taken anew by itself: at each public event (or only one of its case), at anything at all, or never. */
export type Follows = 'timeline' | 'journal' | 'never' | { readonly caseId: string } | { readonly contactId: string };

/** What has happened since the last time: public events, or anything else that the journal holds. */
export type News = { readonly events: readonly TimelineEvent[] } | 'journal' | 'everything';

const followsOf = ({ meta }: Query): Follows => (meta?.['follows'] as Follows | undefined) ?? 'timeline';

function isTouched(follows: Follows, news: News): boolean {
  if (news === 'everything') return true;
  if (news === 'journal') return follows === 'journal';
  if (follows === 'timeline') return true;
  if (typeof follows === 'string') return false;
  return news.events.some((event) =>
    'caseId' in follows ? event.caseId === follows.caseId : event.contactId === follows.contactId,
  );
}

/**
 * Everything that is looked at on screen, each look once however many parts of the page share it. A look that is under way is
 * never cut short by news: it is taken once more when it has ended, so that answers which take longer than news come in are
 * still seen.
 */
export function createLooks(): { readonly client: QueryClient; readonly take: (news: News) => void } {
  const client = new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000, refetchOnWindowFocus: false },
      mutations: { onSettled: () => take('everything') },
    },
  });
  const owed = new Set<string>();
  const again = ({ queryKey }: Query): void =>
    void client.invalidateQueries({ queryKey, exact: true }, { cancelRefetch: false });

  function take(news: News): void {
    for (const query of client.getQueryCache().getAll()) {
      if (!isTouched(followsOf(query), news)) continue;
      if (query.state.fetchStatus === 'fetching') owed.add(query.queryHash);
      else again(query);
    }
  }

  client.getQueryCache().subscribe(({ type, query }) => {
    if (type === 'removed') owed.delete(query.queryHash);
    if (type !== 'updated' || query.state.fetchStatus !== 'idle' || !owed.delete(query.queryHash)) return;
    // Not from within the cache's own turn.
    queueMicrotask(() => again(query));
  });
  return { client, take };
}
