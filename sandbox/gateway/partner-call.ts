import { partnerHostHeader } from '../partners/partner-header.ts';
import type { Partner } from '../partners/partner.ts';
import type { WireResponse } from './schema-codec.ts';

const json = (status: number, body: unknown): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: Buffer.from(JSON.stringify(body)),
});

/** Hands a request meant for an outside host to the stand-in that answers for it. */
export function createPartnerCalls(partners: readonly Partner[]) {
  const byHost = new Map(partners.flatMap((partner) => partner.hosts.map((host) => [host, partner] as const)));
  return async (request: {
    host: string;
    method: string;
    path: string;
    query: URLSearchParams;
    headers: Readonly<Record<string, string>>;
    body: Uint8Array | undefined;
  }): Promise<WireResponse> => {
    const { host, method, path, query, body } = request;
    const partner = byHost.get(host);
    if (!partner) {
      const known = [...byHost.keys()].sort().join(', ') || 'none';
      return json(502, { message: `The sandbox has no stand-in for the host "${host}". Hosts with one: ${known}.` });
    }
    if (body === undefined) return json(413, { message: 'The request body is longer than this sandbox takes' });
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => name !== partnerHostHeader && name !== 'connection'),
    );
    const answer = await partner.handle({
      method,
      host,
      path,
      query,
      headers: { ...headers, host },
      body: new TextDecoder().decode(body),
    });
    const response =
      typeof answer.body === 'string' ? text(answer.status, answer.body) : json(answer.status, answer.body);
    return { ...response, headers: { ...response.headers, ...answer.headers } };
  };
}

const text = (status: number, body: string): WireResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: Buffer.from(body),
});
