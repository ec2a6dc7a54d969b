import type { AwsService, CallContext } from '../kernel/service.ts';

/**
 * Performs an operation of a service inside the sandbox, as a client outside would be answered, without the wire. For
 * views and the deployment engine; whatever a function or a person does goes over the wire.
 * @throws AwsError
 */
export function ownCall(api: AwsService, operation: string, input: Readonly<Record<string, unknown>>): unknown {
  const behaviour = api.operations[operation];
  if (!behaviour) throw new Error(`the sandbox's ${api.title} has no operation ${operation}`);
  const context: CallContext = {
    service: api.signingName,
    operation,
    requestId: 'sandbox',
    caller: { accessKeyId: 'sandbox', roleArn: undefined },
    traceHeader: undefined,
  };
  return behaviour(input, context);
}
