import { OutcomeUnknownError, RequestRefusedError, ServiceUnavailableError, ThrottledError } from '../domain/errors.ts';

/** An answer of an outside system, read to its end. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as JSON; undefined when it is empty or something else. */
  readonly json: unknown;
}

/** Well within what a lane keeps in reserve before the function's time-out. */
const timeoutMilliseconds = 10_000;
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * Calls an outside system over HTTPS.
 * @param operation for messages, like `Slack chat.postMessage`
 * @throws ServiceUnavailableError when nothing was sent, OutcomeUnknownError when no answer came
 */
export async function callHttp(operation: string, url: string, init: RequestInit): Promise<HttpAnswer> {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMilliseconds) });
    return { status: response.status, headers: response.headers, json: parse(await response.text()) };
  } catch (cause) {
    const code = codeOf(cause);
    if (neverSent.has(code)) throw new ServiceUnavailableError(`${operation}: could not connect (${code})`, { cause });
    throw new OutcomeUnknownError(`${operation}: no answer (${code})`, { cause });
  }
}

/** The error for an HTTP status that is no success; `detail` is a code of the outside system, never free text. */
export function refusal(operation: string, answer: HttpAnswer, detail: string): Error {
  const what = `${operation}: ${detail} (HTTP ${answer.status})`;
  if (answer.status === 429) return new ThrottledError(what, retryAfter(answer));
  if (answer.status === 503) return new ServiceUnavailableError(what);
  if (answer.status >= 500 || answer.status === 408) return new OutcomeUnknownError(what);
  return new RequestRefusedError(what);
}

/** `Retry-After` in seconds, when the answer has one. */
export function retryAfter(answer: HttpAnswer): { retryAfterSeconds?: number } {
  const seconds = Number(answer.headers.get('retry-after'));
  return seconds > 0 ? { retryAfterSeconds: seconds } : {};
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const cause = error.cause as { readonly code?: unknown } | undefined;
  return typeof cause?.code === 'string' ? cause.code : error.name;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Pages of proxies and empty bodies: the status tells enough.
    return undefined;
  }
}
