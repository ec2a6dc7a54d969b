import type { ServerResponse } from 'node:http';
import { firstAfter } from './change-log.ts';
import type { ControlParts } from './parts.ts';
import { presentEvent } from './present.ts';

/** How often the clock is told to a listener while it moves, in wall-clock time: only a view of the run. */
const clockIntervalMilliseconds = 250;
/** A listener that has taken nothing of what waits for it for this long is gone, in wall-clock time. */
const longestStallMilliseconds = 60_000;

/**
 * Sends the timeline after journal position `after` as server-sent events, and goes on until the listener hangs up.
 * `Last-Event-ID` is the journal position, so a page that lost the connection misses nothing. A slow listener costs no
 * memory: what it has not taken yet stays in the timeline, of which each connection holds only its place.
 * @returns a function that ends the stream
 */
export function streamTimeline(parts: ControlParts, response: ServerResponse, after: number): () => void {
  const { views, kernel, run } = parts;
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });

  // The timeline only ever grows at its end.
  const events = views.timeline();
  let next = firstAfter(events, after);
  let stalledSince: number | undefined;
  const write = (text: string): void => {
    if (!response.write(text)) stalledSince ??= performance.now();
  };
  const sendEvents = (): void => {
    for (; next < events.length && stalledSince === undefined; next += 1) {
      const event = events[next]!;
      write(`id: ${event.sequence}\nevent: timeline\ndata: ${JSON.stringify(presentEvent(parts, event))}\n\n`);
    }
  };

  let told = '';
  const tellTime = (): void => {
    if (stalledSince !== undefined) {
      if (performance.now() - stalledSince > longestStallMilliseconds) response.destroy();
      return;
    }
    const { speed, jumping } = kernel.clock;
    const now = new Date(kernel.clock.now()).toISOString();
    const state = JSON.stringify({ now, speed, jumping, run, sequence: views.sequence() });
    if (state === told) return;
    told = state;
    write(`event: time\ndata: ${state}\n\n`);
  };
  const look = (): void => {
    // What waits for a contact goes out when nothing is under way that could still link one.
    if (kernel.activity.inFlight().length === 0) views.settle();
    tellTime();
  };

  // First which run this is: a page that knew another one starts anew.
  look();
  sendEvents();
  const endEvents = views.onEvent(sendEvents);
  response.on('drain', () => {
    stalledSince = undefined;
    tellTime();
    sendEvents();
  });
  const interval = setInterval(look, clockIntervalMilliseconds);
  interval.unref();

  const end = (): void => {
    clearInterval(interval);
    endEvents();
    response.end();
  };
  response.on('close', end);
  return end;
}
