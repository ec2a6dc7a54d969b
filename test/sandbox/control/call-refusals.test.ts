import { expect, test } from 'vitest';
import { createCallRefusals } from '../../../sandbox/control/call-refusals.ts';
import { AwsError } from '../../../sandbox/kernel/service.ts';
import { callContext, testWorld } from '../../support/sandbox-kernel.ts';

const role = 'arn:aws:iam::111122223333:role/mail';

function recorded(error: unknown) {
  const { journal } = testWorld().kernel;
  const context = callContext('ses', 'SendEmail', { caller: { accessKeyId: 'a', roleArn: role } });
  createCallRefusals(journal).after(context, {}, { error });
  return journal.entries();
}

test.each([
  ['AccessDeniedException', 403, 'permission'],
  ['AccessDeniedException', 400, 'permission'],
  ['ThrottlingException', 400, 'throttling'],
  ['TooManyRequestsException', 429, 'throttling'],
  ['ValidationException', 400, 'request'],
  ['MessageRejected', 400, 'request'],
  ['InternalServerException', 500, 'request'],
])('%s with status %i is recorded as a refusal of the kind %s', (code, statusCode, refusal) => {
  expect(recorded(new AwsError(code, 'why', { statusCode }))).toMatchObject([
    { kind: 'call.refused', detail: { service: 'ses', operation: 'SendEmail', role, refusal, code, message: 'why' } },
  ]);
});

test.each([
  ['ConditionalCheckFailedException', 400],
  ['TransactionCanceledException', 400],
  ['ResourceNotFoundException', 404],
  ['ResourceNotFoundException', 400],
  ['NotFoundException', 404],
  ['ConflictException', 409],
])('%s with status %i is an answer that a correct function expects', (code, statusCode) => {
  expect(recorded(new AwsError(code, 'why', { statusCode }))).toEqual([]);
});

test('a refusal of a client outside, a mistake of the sandbox and a call that went well are none', () => {
  const refused = new AwsError('AccessDeniedException', 'why', { statusCode: 403 });
  expect(recorded(new TypeError('a mistake'))).toEqual([]);
  const { journal } = testWorld().kernel;
  const hook = createCallRefusals(journal);
  hook.after(callContext('ses', 'SendEmail'), {}, { error: refused });
  hook.after(callContext('ses', 'SendEmail', { caller: { accessKeyId: 'a', roleArn: role } }), {}, { output: {} });
  expect(journal.entries()).toEqual([]);
});
