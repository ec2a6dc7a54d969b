import type { ServerResponse } from 'node:http';
import type { ControlParts } from './parts.ts';
import { presentEvent } from './present.ts';
import type { PublicEvent } from './public-event.ts';

/** How often the clock is told to a listener while it moves, in wall-clock time: only a view of the run. */
const clockIntervalMilliseconds = 250;

/**
 * Sends the timeline after journal position `after` as server-sent events, and goes on until the listener hangs up.
 * `Last-Event-ID` is the journal position, so a page that lost the connection misses nothing.
 * @returns a function that ends the stream
 */
export function streamTimeline(parts: ControlParts, response: ServerResponse, after: number): () => void {
  const { views, kernel } = parts;
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const send = (event: PublicEvent): void => {
    if (event.sequence <= after) return;
    response.write(`id: ${event.sequence}\nevent: timeline\ndata: ${JSON.stringify(presentEvent(parts, event))}\n\n`);
  };
  let told = Number.NaN;
  const tellTime = (): void => {
    // What waits for a contact goes out when nothing is under way that could still link one.
    if (kernel.activity.inFlight().length === 0) views.settle();
    if (kernel.clock.now() === told) return;
    told = kernel.clock.now();
    const state = { now: new Date(told).toISOString(), speed: kernel.clock.speed };
    response.write(`event: time\ndata: ${JSON.stringify(state)}\n\n`);
  };
  for (const event of views.timeline()) send(event);
  const endEvents = views.onEvent(send);
  tellTime();
  const interval = setInterval(tellTime, clockIntervalMilliseconds);
  interval.unref();

  const end = (): void => {
    clearInterval(interval);
    endEvents();
    response.end();
  };
  response.on('close', end);
  return end;
}
