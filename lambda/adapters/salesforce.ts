import * as z from 'zod/mini';
import { RequestRefusedError, ThrottledError } from '../domain/errors.ts';
import type { CrmSink } from '../domain/ports.ts';
import { callHttp, refusal, type HttpAnswer } from './http.ts';
import type { Secret } from './secrets.ts';

/** What the secret must hold: My Domain of the org and an app with the client-credentials flow. */
export const salesforceSecret = z.looseObject({
  domain: z.string().check(z.regex(/^https:\/\/[^/]+$/)),
  clientId: z.string().check(z.minLength(1)),
  clientSecret: z.string().check(z.minLength(1)),
});
type Credentials = z.infer<typeof salesforceSecret>;

const apiVersion = 'v60.0';
const tokenBody = z.looseObject({ access_token: z.string(), instance_url: z.optional(z.string()) });
const errorBody = z.array(z.looseObject({ errorCode: z.string() }));
/** Codes that pass by themselves although their status looks final. */
const passingCodes = new Set(['REQUEST_LIMIT_EXCEEDED', 'UNABLE_TO_LOCK_ROW', 'SERVER_UNAVAILABLE']);

interface Session {
  readonly accessToken: string;
  readonly origin: string;
}

/**
 * Upserts by external id, so that one case is one record however often it is written.
 * Source: https://developer.salesforce.com/docs/platform/api-rest/guide/dome-upsert.html
 */
export function createSalesforce(secret: Secret<Credentials>): CrmSink {
  let session: Session | undefined;
  return {
    upsert: async (record) => {
      const operation = `Salesforce upsert ${record.object}`;
      const path = ['sobjects', record.object, record.key, record.caseId].map(encodeURIComponent).join('/');
      const body = JSON.stringify(record.fields);
      session ??= await logIn(secret);
      let answer = await patch(operation, session, path, body);
      if (answer.status === 401) {
        // The session ended, or the secret was rotated: once more with what is new.
        secret.forget();
        session = await logIn(secret);
        answer = await patch(operation, session, path, body);
      }
      return readUpsert(operation, answer);
    },
  };
}

async function logIn(secret: Secret<Credentials>): Promise<Session> {
  const { domain, clientId, clientSecret } = await secret.read();
  const operation = 'Salesforce log in';
  const answer = await callHttp(operation, `${domain}/services/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }).toString(),
  });
  if (answer.status !== 200) {
    secret.forget();
    throw refusal(operation, answer, 'no token was given; check the secret and the app');
  }
  const parsed = z.safeParse(tokenBody, answer.json);
  if (!parsed.success) throw new RequestRefusedError(`${operation}: the answer holds no access_token`);
  return { accessToken: parsed.data.access_token, origin: parsed.data.instance_url ?? domain };
}

async function patch(operation: string, session: Session, path: string, body: string): Promise<HttpAnswer> {
  return await callHttp(operation, `${session.origin}/services/data/${apiVersion}/${path}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${session.accessToken}`, 'content-type': 'application/json; charset=utf-8' },
    body,
  });
}

function readUpsert(operation: string, answer: HttpAnswer): 'created' | 'updated' {
  switch (answer.status) {
    case 201:
      return 'created';
    case 200:
    case 204:
      return 'updated';
    case 300:
      throw new RequestRefusedError(
        `${operation}: several records share the external id; make the field unique and merge them (HTTP 300)`,
      );
    default: {
      const parsed = z.safeParse(errorBody, answer.json);
      const code = (parsed.success ? parsed.data[0]?.errorCode : undefined) ?? 'refused';
      if (passingCodes.has(code)) throw new ThrottledError(`${operation}: ${code} (HTTP ${answer.status})`);
      throw refusal(operation, answer, code);
    }
  }
}
