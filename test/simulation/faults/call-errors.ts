import {
  OutcomeUnknownError,
  QuotaUsedUpError,
  RequestRefusedError,
  ServiceUnavailableError,
  ThrottledError,
} from '../../../lambda/domain/errors.ts';
import { isRead } from '../functions/places.ts';

/*
 * What the adapters throw, as lambda/adapters/translate-aws-error.ts and ledger-table.ts translate it: a read that failed
 * leaves nothing unknown, so it is never of unknown outcome.
 */

/** Ports whose calls reach people or records outside; the others are the ledger, queues and the bus. */
const outsidePorts = new Set(['cases', 'search', 'caseWriter', 'slas', 'slaSearch', 'mailer', 'tasks', 'slack', 'crm']);

export const isOutside = (port: string): boolean => outsidePorts.has(port);

/** Calls by the names by which adapters say them in their errors; whatever is absent goes to DynamoDB. */
const operations: Readonly<Record<string, string>> = {
  'cases.read': 'Cases GetCase',
  'search.page': 'Cases SearchCases',
  'caseWriter.setFields': 'Cases UpdateCase',
  'caseWriter.linkContact': 'Cases CreateRelatedItem',
  'slas.list': 'Cases SearchRelatedItems',
  'slas.attach': 'Cases CreateRelatedItem',
  'slas.remove': 'Cases DeleteRelatedItem',
  'slaSearch.page': 'Cases SearchAllRelatedItems',
  'mailer.send': 'SES SendEmail',
  'tasks.start': 'Connect StartTaskContact',
  'slack.post': 'Slack chat.postMessage',
  'crm.upsert': 'Salesforce upsert',
  'inbox.send': 'SQS SendMessageBatch',
  'laneHints.hint': 'SQS SendMessage',
  'announcer.announce': 'EventBridge PutEvents',
};

export const operationOf = (port: string, method: string): string =>
  operations[`${port}.${method}`] ?? `DynamoDB ${method}`;

/** The answer of a call of which nobody knows whether it was made. */
export function lostAnswer(port: string, method: string): Error {
  const words = `${operationOf(port, method)}: TimeoutError; no answer tells whether it happened`;
  return isRead(method) ? new ServiceUnavailableError(words) : new OutcomeUnknownError(words);
}

export function throttled(port: string, method: string, retryAfterSeconds?: number): Error {
  const words = `${operationOf(port, method)}: ThrottlingException (HTTP 429)`;
  return retryAfterSeconds === undefined ? new ThrottledError(words) : new ThrottledError(words, { retryAfterSeconds });
}

export const unavailable = (port: string, method: string): Error =>
  new ServiceUnavailableError(`${operationOf(port, method)}: ECONNREFUSED`);

export const quotaUsedUp = (port: string, method: string): Error =>
  new QuotaUsedUpError(`${operationOf(port, method)}: ServiceQuotaExceededException (HTTP 402)`);

export const refused = (port: string, method: string): Error =>
  new RequestRefusedError(`${operationOf(port, method)}: ValidationException (HTTP 400)`);

/** What adapters say once they have read the secret again and it is still refused. Source: lambda/adapters/slack.ts, salesforce.ts */
export const tokenRefused = (port: string, method: string): Error =>
  new RequestRefusedError(
    port === 'slack'
      ? `${operationOf(port, method)}: token_revoked; see https://docs.slack.dev/reference/methods/chat.postMessage`
      : 'Salesforce log in: no token was given; check the secret and the app (HTTP 401)',
  );
