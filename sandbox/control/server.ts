import type { IncomingMessage, ServerResponse } from 'node:http';
import type * as z from 'zod';
import { reasonOf } from '../assembly/deployment-error.ts';
import type { ControlParts } from './parts.ts';
import { ControlError } from './control-error.ts';
import { position } from './route.ts';
import { refuseForeign } from './same-origin.ts';
import { controlBase, routes, type Control, type Route, type RouteName } from './schema.ts';
import { streamTimeline } from './timeline-stream.ts';

const longestBodyBytes = 1024 * 1024;

/** The control API over HTTP. */
export interface ControlServer {
  /** Answers a request under `controlBase`; false when the path lies elsewhere. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Ends open streams. */
  close(): void;
}

export function createControlServer(parts: ControlParts, control: Control): ControlServer {
  const streams = new Set<() => void>();

  const answer = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    refuseForeign(request);
    const { name, route, parameters } = findRoute(request.method ?? 'GET', url.pathname.slice(controlBase.length));
    const query = route.query ? parse(route.query, Object.fromEntries(url.searchParams), 'query') : {};
    if (name === 'timelineStream') {
      const end = streamTimeline(parts, response, startOf(request.headers['last-event-id'], query['after']));
      streams.add(end);
      response.on('close', () => streams.delete(end));
      return;
    }
    const body = route.body ? parse(route.body, await readJson(request), 'body') : {};
    const call = control[name] as (input: unknown) => Promise<unknown>;
    send(response, 200, await call({ ...query, ...body, ...parameters }));
  };

  return {
    async handle(request, response) {
      const url = new URL(request.url ?? '/', 'http://sandbox');
      if (url.pathname !== controlBase && !url.pathname.startsWith(`${controlBase}/`)) return false;
      try {
        await answer(request, response, url);
      } catch (error) {
        const { status, code } = error instanceof ControlError ? error : { status: 500, code: 'failed' };
        send(response, status, { error: { code, message: reasonOf(error) } });
      }
      return true;
    },
    close() {
      for (const end of streams) end();
      streams.clear();
    },
  };
}

/** Where a stream goes on: after the event that the browser saw last, else after what the query says, else from the start. */
function startOf(lastEventId: string | string[] | undefined, after: unknown): number {
  if (lastEventId === undefined) return typeof after === 'number' ? after : 0;
  const parsed = position.safeParse(lastEventId);
  if (parsed.success) return parsed.data;
  throw new ControlError('invalid', `Last-Event-ID is a journal position, not "${String(lastEventId)}"`);
}

/** The route of a path; a fixed part goes before a named one. @throws ControlError */
function findRoute(
  method: string,
  path: string,
): { name: RouteName; route: Route; parameters: Record<string, string> } {
  const parts = path.split('/');
  const allowed: string[] = [];
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const wanted = route.path.split('/');
    if (wanted.length !== parts.length) continue;
    const parameters: Record<string, string> = {};
    const fits = wanted.every((part, index) => {
      const parameter = /^\{(\w+)\}$/.exec(part)?.[1];
      if (parameter === undefined) return part === parts[index];
      parameters[parameter] = decode(parts[index]!);
      return parts[index] !== '';
    });
    if (!fits) continue;
    if (route.method === method) return { name, route, parameters };
    allowed.push(route.method);
  }
  if (allowed.length > 0)
    throw new ControlError('invalid', `${controlBase}${path} takes ${allowed.join(' or ')}, not ${method}`);
  throw new ControlError(
    'not-found',
    `there is nothing at ${controlBase}${path}; docs/control-api.md lists what there is`,
  );
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    throw new ControlError('invalid', `the path holds a broken escape: ${part}`, { cause: error });
  }
}

function parse(schema: z.ZodType, value: unknown, what: string): Record<string, unknown> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data as Record<string, unknown>;
  const problems = parsed.error.issues.map(
    (issue) => `${[what, ...issue.path.map(String)].join('.')}: ${issue.message}`,
  );
  throw new ControlError('invalid', problems.join('; '), { cause: parsed.error });
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > longestBodyBytes) throw new ControlError('invalid', `a body may have ${longestBodyBytes} bytes`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch (error) {
    throw new ControlError('invalid', 'the body is not JSON', { cause: error });
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) {
    response.end();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
