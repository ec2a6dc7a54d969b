import * as z from 'zod/mini';
import {
  answerableRequest,
  customResourceRequest,
  longestAnswerBytes,
  type AnswerableRequest,
  type CustomResourceAnswer,
  type CustomResourceRequest,
} from '../../contract/custom-resource-request.ts';
import { ResourceRequestInvalidError } from '../../domain/deployment-errors.ts';
import type { DeploymentAnswers } from '../../domain/deployment-ports.ts';
import { CasewardenError } from '../../domain/errors.ts';
import { addSeconds } from '../../domain/instants.ts';
import type { Clock, Log } from '../../domain/ports.ts';

export interface AnsweringPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly answers: DeploymentAnswers;
}

/** What became of a custom resource. */
export interface EnsuredResource {
  /** `created:<id>`, `adopted:<id>` or `merged:<id>`; tells a later deletion what is ours. */
  readonly physicalId: string;
  readonly data?: Readonly<Record<string, string>>;
}

/** Looks, adopts or creates, and says what it found. Called again after an error that says it is worth trying again. */
export interface EnsuringHandler {
  ensure(request: CustomResourceRequest): Promise<EnsuredResource>;
}

/** How long a resource is tried for: what the function may run, less what answering takes. */
const patienceSeconds = 240;
const longestPauseMilliseconds = 10_000;
const mostAnswerAttempts = 4;
const longestReasonCharacters = 900;
const failedPrefix = 'failed:';

/**
 * Serves one request of CloudFormation and always answers it, with FAILED and a reason when it could not be done: a request
 * without an answer blocks the stack for an hour. What may succeed later (throttling, a domain that is being made) is tried
 * again within the function's time. Safe to repeat.
 * @throws ResourceRequestInvalidError only when not even the address of the answer can be read
 */
export async function answerCloudFormation(
  ports: AnsweringPorts & { readonly resource: EnsuringHandler },
  event: unknown,
): Promise<void> {
  const answerable = z.safeParse(answerableRequest, event);
  if (!answerable.success) {
    throw new ResourceRequestInvalidError(
      'not a request of CloudFormation: invoke this function by deploying the stack',
    );
  }
  await putAnswer(ports, answerable.data.ResponseURL, await decideAnswer(ports, answerable.data, event));
}

async function decideAnswer(
  ports: AnsweringPorts & { readonly resource: EnsuringHandler },
  given: AnswerableRequest,
  event: unknown,
): Promise<CustomResourceAnswer> {
  const ids = { StackId: given.StackId, RequestId: given.RequestId, LogicalResourceId: given.LogicalResourceId };
  try {
    const request = parseRequest(event);
    const { physicalId, data } = standsForNothing(request)
      ? { physicalId: request.PhysicalResourceId, data: undefined }
      : await ensurePatiently(ports, request);
    ports.log.info('custom resource ensured', {
      request: request.RequestType,
      type: request.ResourceType,
      resource: given.LogicalResourceId,
      physicalId,
    });
    return { ...ids, Status: 'SUCCESS', PhysicalResourceId: physicalId, ...(data === undefined ? {} : { Data: data }) };
  } catch (error) {
    const reason = reasonOf(error);
    ports.log.error('custom resource failed', { resource: given.LogicalResourceId, reason });
    // A creation that failed is deleted by CloudFormation under this id, which stands for nothing.
    const physicalId = given.PhysicalResourceId ?? `${failedPrefix}${given.LogicalResourceId}`;
    return { ...ids, Status: 'FAILED', Reason: reason, PhysicalResourceId: physicalId };
  }
}

type DeleteRequest = Extract<CustomResourceRequest, { RequestType: 'Delete' }>;

/** CloudFormation takes back a creation that failed: nothing was made under that id. */
function standsForNothing(request: CustomResourceRequest): request is DeleteRequest {
  return request.RequestType === 'Delete' && request.PhysicalResourceId.startsWith(failedPrefix);
}

function parseRequest(event: unknown): CustomResourceRequest {
  const parsed = z.safeParse(customResourceRequest, event);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => issue.path.join('.') || '(whole)').join(', ');
  throw new ResourceRequestInvalidError(`the request of CloudFormation is not as documented at: ${places}`);
}

async function ensurePatiently(
  ports: AnsweringPorts & { readonly resource: EnsuringHandler },
  request: CustomResourceRequest,
): Promise<EnsuredResource> {
  const giveUpAt = addSeconds(ports.clock.now(), patienceSeconds);
  for (let pauseMilliseconds = 1000; ; pauseMilliseconds = Math.min(pauseMilliseconds * 2, longestPauseMilliseconds)) {
    try {
      return await ports.resource.ensure(request);
    } catch (error) {
      const worthAnother = error instanceof CasewardenError && error.retryable;
      if (!worthAnother || addSeconds(ports.clock.now(), pauseMilliseconds / 1000) >= giveUpAt) throw error;
      ports.log.info('not yet; looking again', { resource: request.LogicalResourceId, code: error.code });
      await ports.clock.pause(pauseMilliseconds);
    }
  }
}

/**
 * A deployment handles names and ids, no personal data: here, unlike in logs of the loop, the service's own words are worth
 * most, since they name the permission that is missing.
 */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  const next =
    error instanceof CasewardenError && error.retryable
      ? ' This may pass: deploy again.'
      : ' Put that right, then deploy again.';
  return `${`${message}${cause}`.slice(0, longestReasonCharacters)}${next}`;
}

async function putAnswer(ports: AnsweringPorts, url: string, answer: CustomResourceAnswer): Promise<void> {
  const fitting = fit(answer);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await ports.answers.put(url, fitting);
      return;
    } catch (error) {
      if (attempt === mostAnswerAttempts) throw error;
      ports.log.error('the answer did not arrive; sending it again', { resource: answer.LogicalResourceId, attempt });
      await ports.clock.pause(attempt * 1000);
    }
  }
}

/** An answer that is too long would be dropped and the stack would wait for nothing. */
function fit(answer: CustomResourceAnswer): CustomResourceAnswer {
  const bytes = new TextEncoder().encode(JSON.stringify(answer)).byteLength;
  if (bytes <= longestAnswerBytes) return answer;
  const { Data: _data, ...rest } = answer;
  const reason = `the answer has ${bytes} bytes; CloudFormation takes ${longestAnswerBytes}`;
  return { ...rest, Status: 'FAILED', Reason: reason };
}
