import type { InvocationResult } from '../../../../kernel/world.ts';
import { done, failed, reasonOf, type ActionContext, type ActionResult, type Performer } from '../action-result.ts';
import { isObject } from '../../../../kernel/json-object.ts';

const mostAttempts = 3;
const responseMostBytes = 32 * 1024;

/** Source: https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html */
export const functionActions: Readonly<Record<string, Performer>> = {
  InvokeLambdaFunction(context): ActionResult {
    const { port, parameter } = context;
    const arn = parameter('LambdaFunctionARN') ?? '';
    if (!port.isAssociatedFunction(arn)) return failed(`function "${arn}" is not associated with the instance`);
    const limitMilliseconds = Number(parameter('InvocationTimeLimitSeconds')) * 1000;
    context.frame.locals.external = undefined;
    return {
      kind: 'pending',
      start(settle) {
        let settled = false;
        const once = (result: ActionResult): void => {
          if (settled) return;
          settled = true;
          settle(result);
        };
        port.after(limitMilliseconds, `time limit of ${arn}`, () =>
          once(failed(`the function did not answer within ${limitMilliseconds / 1000} s`)),
        );
        // Settled by a timer of its own, so that a fault in what follows is recorded as one of the sandbox.
        void invoke(context, arn, () => settled).then((result) =>
          port.after(0, `answer of ${arn}`, () => once(result)),
        );
      },
    };
  },
};

/** Tries up to three times; an error of the function or of the call is a failure, an answer of the wrong form too. */
async function invoke(context: ActionContext, arn: string, isOver: () => boolean): Promise<ActionResult> {
  const payload = JSON.stringify(functionEvent(context));
  let reason = 'the function was not called';
  for (let attempt = 0; attempt < mostAttempts && !isOver(); attempt += 1) {
    try {
      const answer = await context.port.invokeFunction(arn, payload);
      if (answer.functionError === undefined) return keepAnswer(context, answer);
      reason = `the function failed: ${answer.payload}`;
    } catch (error) {
      reason = reasonOf(error);
    }
  }
  return failed(reason);
}

function keepAnswer(context: ActionContext, answer: InvocationResult): ActionResult {
  if (Buffer.byteLength(answer.payload) > responseMostBytes) return failed('the answer is larger than 32 KB');
  const value: unknown = JSON.parse(answer.payload);
  if (!isObject(value)) return failed('the answer is not a JSON object');
  const validation = context.action.parameters['ResponseValidation'];
  const isJson = isObject(validation) && validation['ResponseType'] === 'JSON';
  if (!isJson && Object.values(value).some((entry) => typeof entry === 'object' && entry !== null))
    return failed('the answer is not a flat map of strings');
  context.frame.locals.external = value;
  return done();
}

function functionEvent(context: ActionContext): unknown {
  const { contact, port } = context;
  const queue = contact.targetQueue?.kind === 'queue' ? port.queue(contact.targetQueue.queueId) : undefined;
  return {
    Name: 'ContactFlowEvent',
    Details: {
      ContactData: {
        Attributes: contact.attributes,
        AwsRegion: port.region,
        Channel: contact.channel,
        ContactId: contact.contactId,
        CustomerEndpoint: null,
        CustomerId: contact.customerId ?? null,
        Description: contact.description ?? null,
        InitialContactId: contact.initialContactId,
        InitiationMethod: contact.initiationMethod,
        InstanceARN: port.instanceArn,
        LanguageCode: contact.languageCode ?? 'en-US',
        MediaStreams: { Customer: { Audio: null } },
        Name: contact.name ?? null,
        PreviousContactId: contact.previousContactId ?? contact.contactId,
        Queue: queue ? { ARN: queue.arn, Name: queue.name, OutboundCallerId: null } : null,
        References: Object.fromEntries(
          Object.entries(contact.references).map(([key, { type, value }]) => [key, { Type: type, Value: value }]),
        ),
        SystemEndpoint: null,
      },
      Parameters: context.texts('LambdaInvocationAttributes'),
    },
  };
}
