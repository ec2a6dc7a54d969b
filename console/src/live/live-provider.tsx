import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import type { TimelineEvent } from '../../../sandbox/control/schema.ts';
import { refreshCaseList } from './case-list.ts';
import { createLooks } from './looks.ts';
import { connection, followSandbox, journalPosition, onTimelineEvent } from './stream.ts';
import { throttle } from './throttle.ts';

/** Between two looks at the same thing while much happens. */
const lookMilliseconds = 400;
/** Until the next try to reach a sandbox that has not answered yet. */
const againMilliseconds = 1_000;

const looks = createLooks();

/** Keeps everything on screen in step with the sandbox. */
function followAll(): () => void {
  let seen: TimelineEvent[] = [];
  const lookAtTimeline = throttle(lookMilliseconds, () => {
    const events = seen;
    seen = [];
    void refreshCaseList();
    looks.take({ events });
  });
  const endings = [
    onTimelineEvent((event) => {
      seen.push(event);
      lookAtTimeline();
    }),
    journalPosition.subscribe(throttle(lookMilliseconds, () => looks.take('journal'))),
    // What failed, or was missed, while there was no connection.
    connection.subscribe(() => {
      if (connection.get() !== 'open') return;
      void refreshCaseList();
      looks.take('everything');
    }),
  ];
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const begin = async (): Promise<void> => {
    const position = await refreshCaseList();
    if (ended) return;
    if (position === undefined) waiting = setTimeout(() => void begin(), againMilliseconds);
    else endings.push(followSandbox(position));
  };
  void begin();
  return () => {
    ended = true;
    clearTimeout(waiting);
    for (const end of endings) end();
  };
}

export function LiveProvider({ children }: { readonly children: ReactNode }) {
  useEffect(followAll, []);
  return <QueryClientProvider client={looks.client}>{children}</QueryClientProvider>;
}
