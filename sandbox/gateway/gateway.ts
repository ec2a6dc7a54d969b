import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createIdentifiers } from '../kernel/create-identifiers.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { AwsService, CallHook } from '../kernel/service.ts';
import { partnerHostHeader } from '../partners/partner-header.ts';
import type { Partner } from '../partners/partner.ts';
import { createAwsCalls } from './aws-call.ts';
import type { Credentials } from './credentials.ts';
import { createPartnerCalls } from './partner-call.ts';
import { plainHeaders, readBody } from './read-body.ts';
import type { WireResponse } from './schema-codec.ts';

/** Paths under this belong to the sandbox itself, not to a service. */
const controlPath = '/_casewarden/';

export interface GatewayOptions {
  readonly kernel: Kernel;
  readonly services: readonly AwsService[];
  readonly partners: readonly Partner[];
  /** Around every AWS call, in this order. */
  readonly hooks: readonly CallHook[];
  readonly credentials: Credentials;
  /** Answers requests under `/_casewarden/`; false (or a promise of it) when there is nothing at that path. */
  readonly control?: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;
  /** Where a browser that opens the bare address is sent. */
  readonly home?: string;
}

export interface Listening {
  readonly port: number;
  readonly endpoint: string;
  /** Set when the wished port was in use and a free one was taken. */
  readonly insteadOf?: number;
}

export interface Gateway {
  /** Listens on 127.0.0.1. @param port 0 for any free port. */
  listen(port?: number): Promise<Listening>;
  /** Ends all connections and stops listening. */
  close(): Promise<void>;
}

const loopbackHost = /^(127\.0\.0\.1|localhost|[a-z0-9-]+\.localhost|\[::1\])(:\d+)?$/i;

/** The one loopback port behind which all services, partners and the control API stand. */
export function createGateway(options: GatewayOptions): Gateway {
  const { kernel, control } = options;
  const awsCall = createAwsCalls({ ...options, requestIds: createIdentifiers('requests') });
  const partnerCall = createPartnerCalls(options.partners);

  // The same for all answers of a moment; the clock stands still while there are any.
  let date = { at: Number.NaN, text: '' };
  const dateHeader = (): string => {
    const at = kernel.clock.now();
    if (date.at !== at) date = { at, text: new Date(at).toUTCString() };
    return date.text;
  };

  const send = (response: ServerResponse, answer: WireResponse): void => {
    response.writeHead(answer.status, {
      ...answer.headers,
      date: dateHeader(),
      'content-length': answer.body.byteLength,
    });
    response.end(answer.body);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = request.url ?? '/';
    const questionMark = asked.indexOf('?');
    const path = questionMark < 0 ? asked : asked.slice(0, questionMark);
    // A page in a browser can reach loopback through a name of its own; only requests that name loopback are served.
    if (!loopbackHost.test(request.headers.host ?? '')) {
      return send(response, plain(403, `This sandbox serves loopback only, not the host "${request.headers.host}".`));
    }
    if (path.startsWith(controlPath)) {
      response.setHeader('date', dateHeader());
      if (!(await control?.(request, response))) send(response, plain(404, `There is nothing at ${path}.`));
      return;
    }
    const method = request.method ?? 'GET';
    const headers = plainHeaders(request);
    // A person's browser asks for HTML and signs nothing; every AWS client signs.
    if (options.home !== undefined && path === '/' && method === 'GET' && headers['authorization'] === undefined) {
      if (headers['accept']?.includes('text/html')) {
        response.writeHead(302, { location: options.home, date: dateHeader() });
        response.end();
        return;
      }
    }
    const query = new URLSearchParams(questionMark < 0 ? '' : asked.slice(questionMark + 1));
    const host = headers[partnerHostHeader];
    if (host !== undefined) {
      await kernel.activity.during(`${method} https://${host}${path}`, async () => {
        const body = await readBody(request);
        send(response, await partnerCall({ host, method, path, query, headers, body }));
      });
      return;
    }
    const call = awsCall({ method, path, query, headers });
    const perform = async () => send(response, await call.answer(await readBody(request)));
    await (call.inFlight ? kernel.activity.during(`${method} ${path}`, perform) : perform());
  };

  const server = createServer((request, response) => {
    response.sendDate = false;
    answer(request, response).catch((error: unknown) => {
      // A caller that hung up is no fault; anything else is one of ours.
      if (request.destroyed && !request.complete) return;
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      kernel.journal.append({
        kind: 'sandbox.fault',
        detail: { label: `${request.method} ${request.url}`, error: text },
      });
      if (response.headersSent) response.destroy();
      else send(response, plain(500, 'The sandbox failed to answer; its journal says why (kind sandbox.fault).'));
    });
  });

  // A connection that a function keeps must not go away on real time's terms: a call that crosses its end would fail.
  server.keepAliveTimeout = 0;

  const listenOn = (port: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve((server.address() as AddressInfo).port);
      });
    });

  return {
    async listen(wished = 0) {
      try {
        const port = await listenOn(wished);
        return { port, endpoint: `http://127.0.0.1:${port}` };
      } catch (error) {
        if (wished === 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
        const port = await listenOn(0);
        return { port, endpoint: `http://127.0.0.1:${port}`, insteadOf: wished };
      }
    },
    async close() {
      if (!server.listening) return;
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
    },
  };
}

const plain = (status: number, message: string): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: Buffer.from(JSON.stringify({ message })),
});
