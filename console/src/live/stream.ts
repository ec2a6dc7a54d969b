import type { TimelineEvent } from '../../../sandbox/control/schema.ts';
import { controlBase } from '../api/routes.ts';
import { clock } from './clock.ts';
import { createStore } from './store.ts';

/** Journal position that the sandbox has reached: it grows whenever anything happened at all. */
export const journalPosition = createStore(0);

export type Connection = 'connecting' | 'open' | 'lost';
export const connection = createStore<Connection>('connecting');

const patienceMilliseconds = 2_000;
const listeners = new Set<(event: TimelineEvent) => void>();

/** Hears of every public event from now on. @returns a function that ends it */
export function onTimelineEvent(listener: (event: TimelineEvent) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

interface TimeMessage {
  readonly now: string;
  readonly speed: number;
  readonly jumping: boolean;
  readonly run: string;
  readonly sequence: number;
}

/** A refused connection is not tried again by the browser itself, as when a sandbox that starts is not ready yet. */
const againMilliseconds = 1_000;

/**
 * Follows the sandbox from journal position `after`. A connection that is lost comes back by itself and misses nothing
 * (`Last-Event-ID`); after a restart of the sandbox the page is loaded anew, because everything it shows is of another run.
 */
export function followSandbox(after: number): () => void {
  let position = after;
  let run: string | undefined;
  let losing: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource | undefined;

  // A browser has six connections for all pages of one address: one that nobody sees holds none.
  const showOrHide = (): void => {
    clearTimeout(again);
    clearTimeout(losing);
    losing = undefined;
    source?.close();
    // The next opening is news: what happened meanwhile has not been seen.
    if (connection.get() === 'open') connection.set('connecting');
    source = document.hidden ? undefined : connect();
  };

  function connect(): EventSource {
    const made = new EventSource(`${controlBase}/timeline/stream?after=${position}`);
    made.addEventListener('open', () => {
      clearTimeout(losing);
      losing = undefined;
      connection.set('open');
    });
    made.addEventListener('error', () => {
      losing ??= setTimeout(() => connection.set('lost'), patienceMilliseconds);
      if (made.readyState !== EventSource.CLOSED) return;
      again = setTimeout(() => (source = connect()), againMilliseconds);
    });
    made.addEventListener('time', ({ data }: MessageEvent<string>) => {
      const told = JSON.parse(data) as TimeMessage;
      run ??= told.run;
      if (run !== told.run) return window.location.reload();
      clock.set({ now: Date.parse(told.now), speed: told.speed, jumping: told.jumping });
      journalPosition.set(told.sequence);
    });
    made.addEventListener('timeline', ({ data, lastEventId }: MessageEvent<string>) => {
      position = Math.max(position, Number(lastEventId) || 0);
      const event = JSON.parse(data) as TimelineEvent;
      for (const listener of listeners) listener(event);
    });
    return made;
  }

  showOrHide();
  document.addEventListener('visibilitychange', showOrHide);
  return () => {
    document.removeEventListener('visibilitychange', showOrHide);
    clearTimeout(losing);
    clearTimeout(again);
    source?.close();
  };
}
