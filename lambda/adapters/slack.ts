import * as z from 'zod/mini';
import { OutcomeUnknownError, RequestRefusedError, ServiceUnavailableError, ThrottledError } from '../domain/errors.ts';
import type { SlackPoster } from '../domain/ports.ts';
import { callHttp, refusal, retryAfter, type HttpAnswer } from './http.ts';
import type { Secret } from './secrets.ts';

/** What the secret must hold. */
export const slackSecret = z.looseObject({ botToken: z.string().check(z.minLength(1)) });

const operation = 'Slack chat.postMessage';
const url = 'https://slack.com/api/chat.postMessage';

const answerBody = z.looseObject({ ok: z.boolean(), ts: z.optional(z.string()), error: z.optional(z.string()) });

/** A bot token that was revoked or rotated. */
const tokenErrors = new Set(['invalid_auth', 'not_authed', 'token_revoked', 'token_expired', 'account_inactive']);
const throttlingErrors = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);
const passingErrors = new Set(['internal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org']);

/**
 * Posts with a bot token. Slack answers almost everything with HTTP 200 and an error code in the body.
 * Source: https://docs.slack.dev/reference/methods/chat.postMessage
 */
export function createSlackPoster(secret: Secret<z.infer<typeof slackSecret>>): SlackPoster {
  return {
    post: async (message) => {
      const body = JSON.stringify({
        channel: message.channel,
        text: message.text,
        unfurl_links: false,
        unfurl_media: false,
        metadata: {
          event_type: 'casewarden_effect',
          event_payload: {
            ...(message.caseId === undefined ? {} : { caseId: message.caseId }),
            effect: message.effectKey,
          },
        },
      });
      const { botToken } = await secret.read();
      const answer = await post(botToken, body);
      if (!isTokenRefused(answer)) return timestampOf(answer);
      secret.forget();
      const renewed = await secret.read();
      return timestampOf(renewed.botToken === botToken ? answer : await post(renewed.botToken, body));
    },
  };
}

async function post(botToken: string, body: string): Promise<HttpAnswer> {
  const headers = { authorization: `Bearer ${botToken}`, 'content-type': 'application/json; charset=utf-8' };
  return await callHttp(operation, url, { method: 'POST', headers, body });
}

function isTokenRefused(answer: HttpAnswer): boolean {
  const parsed = z.safeParse(answerBody, answer.json);
  return answer.status === 401 || (parsed.success && tokenErrors.has(parsed.data.error ?? ''));
}

function timestampOf(answer: HttpAnswer): string {
  const parsed = z.safeParse(answerBody, answer.json);
  if (answer.status !== 200)
    throw refusal(operation, answer, (parsed.success ? parsed.data.error : undefined) ?? 'refused');
  // A success whose body we cannot read may have posted.
  if (!parsed.success) throw new OutcomeUnknownError(`${operation}: the answer is not what Slack documents`);
  const { ok, ts, error = 'unknown_error' } = parsed.data;
  if (ok) return ts ?? 'posted without a timestamp';
  if (throttlingErrors.has(error)) throw new ThrottledError(`${operation}: ${error}`, retryAfter(answer));
  if (passingErrors.has(error)) throw new ServiceUnavailableError(`${operation}: ${error}`);
  // Slack says of this one that part of the work may have been done.
  if (error === 'fatal_error') throw new OutcomeUnknownError(`${operation}: ${error}`);
  throw new RequestRefusedError(
    `${operation}: ${error}; see https://docs.slack.dev/reference/methods/chat.postMessage`,
  );
}
