import type { Kernel } from '../kernel/kernel.ts';
import type { FunctionInvoker, InvocationResult } from '../kernel/world.ts';
import type { CustomResourceAnswer, CustomResourceAnswers } from './custom-resource-answers.ts';
import { reasonOf } from './deployment-error.ts';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from './resource-provider.ts';

export interface CustomResourceOptions {
  readonly kernel: Kernel;
  readonly answers: CustomResourceAnswers;
  /** Looked up at each use: services are wired later. */
  functions(): FunctionInvoker;
  stackId(stackName: string): string;
}

/** CloudFormation's default for `ServiceTimeout`. */
const defaultTimeoutSeconds = 3600;

/** True for the types that this provider answers for. */
export const isCustomResource = (type: string): boolean =>
  type === 'AWS::CloudFormation::CustomResource' || type.startsWith('Custom::');

/** CloudFormation hands scalars to custom resources as text. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asText(inner)]));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/**
 * Custom resources by CloudFormation's own protocol: the function is invoked with the request and answers by PUT to
 * `ResponseURL`; the virtual clock runs meanwhile. One difference: a function that failed without answering fails the
 * deployment at once, where CloudFormation would wait for `ServiceTimeout`.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requesttypes.html
 */
export function createCustomResourceProvider(options: CustomResourceOptions): ResourceProvider {
  const { kernel, answers } = options;

  const ask = async (
    request: ResourceRequest,
    requestType: 'Create' | 'Update' | 'Delete',
    more: Readonly<Record<string, unknown>>,
  ): Promise<CustomResourceAnswer> => {
    const serviceToken = request.properties['ServiceToken'];
    if (typeof serviceToken !== 'string' || !/^arn:aws[a-z-]*:lambda:/.test(serviceToken))
      throw new Error(`ServiceToken must be the ARN of a function, got ${JSON.stringify(serviceToken)}`);
    const timeoutSeconds = Number(request.properties['ServiceTimeout'] ?? defaultTimeoutSeconds);
    const awaited = answers.expect();
    const requestId = kernel.identifiers.uuid();
    const payload = {
      RequestType: requestType,
      ServiceToken: serviceToken,
      ResponseURL: awaited.url,
      StackId: options.stackId(request.stackName),
      RequestId: requestId,
      LogicalResourceId: request.logicalId,
      ResourceType: request.type,
      ResourceProperties: asText(request.properties),
      ...more,
    };
    const invocation: { ended?: InvocationResult; fault?: unknown } = {};
    void options
      .functions()
      .invoke(serviceToken, JSON.stringify(payload))
      .then(
        (result) => (invocation.ended = result),
        (fault: unknown) => (invocation.fault = fault),
      );
    const failed = (): boolean => invocation.fault !== undefined || invocation.ended?.functionError !== undefined;
    try {
      const deadline = kernel.clock.now() + timeoutSeconds * 1000;
      await kernel.clock.runUntilCondition(() => awaited.received() !== undefined || failed(), deadline);
      const answer = awaited.received();
      if (answer instanceof Error) throw answer;
      if (answer === undefined) throw new Error(whyNoAnswer(serviceToken, timeoutSeconds, invocation));
      if (answer.RequestId !== requestId || answer.LogicalResourceId !== request.logicalId)
        throw new Error(
          'the answer names another request: RequestId and LogicalResourceId must be those of the request',
        );
      if (answer.Status === 'FAILED')
        throw new Error(`the function ${nameOf(serviceToken)} answered FAILED: ${answer.Reason ?? 'no reason given'}`);
      return answer;
    } finally {
      awaited.close();
    }
  };

  const provided = (answer: CustomResourceAnswer): ProvidedResource => {
    if (answer.PhysicalResourceId === undefined) throw new Error('the answer has no PhysicalResourceId');
    return { physicalId: answer.PhysicalResourceId, attributes: answer.Data ?? {} };
  };

  return {
    create: async (request) => provided(await ask(request, 'Create', {})),
    update: async (request, before) =>
      provided(
        await ask(request, 'Update', {
          PhysicalResourceId: before.physicalId,
          OldResourceProperties: asText(before.properties),
        }),
      ),
    async delete(request, physicalId) {
      await ask(request, 'Delete', { PhysicalResourceId: physicalId });
    },
  };
}

const nameOf = (functionArn: string): string => functionArn.split(':')[6] ?? functionArn;

function whyNoAnswer(
  serviceToken: string,
  timeoutSeconds: number,
  { ended, fault }: { ended?: InvocationResult; fault?: unknown },
): string {
  const name = nameOf(serviceToken);
  if (fault !== undefined) return `the function ${name} could not be invoked: ${reasonOf(fault)}`;
  if (ended?.functionError !== undefined) {
    const failure = JSON.parse(ended.payload) as { errorType?: string; errorMessage?: string };
    return `the function ${name} failed without answering: ${failure.errorType ?? 'Error'}: ${failure.errorMessage ?? ended.payload}`;
  }
  return `the function ${name} did not answer within ${timeoutSeconds} s (ServiceTimeout)`;
}
