import type { Identifiers, Kernel } from '../kernel/kernel.ts';
import { AwsError, type AwsService, type CallContext, type CallHook } from '../kernel/service.ts';
import type { Credentials } from './credentials.ts';
import { createRouteTable } from './route-table.ts';
import { bucketRoutes, findInBucket } from './bucket-routes.ts';
import { decodeInput, encodeError, encodeOutput, operationShapes, type WireResponse } from './schema-codec.ts';
import { signatureScope } from './signature-scope.ts';
import { encodeXmlError, readsXml } from './xml-error.ts';

/** An HTTP request to an AWS service, before anything of it is understood. */
export interface AwsRequest {
  readonly method: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
}

export interface AwsCall {
  /** True when the clock must wait for the call: every call but Lambda's Invoke, whose function may sleep. */
  readonly inFlight: boolean;
  /** @param body undefined when it was longer than the gateway takes */
  answer(body: Uint8Array | undefined): Promise<WireResponse>;
}

interface ServedService {
  readonly service: AwsService;
  readonly shapes: ReturnType<typeof operationShapes>;
  readonly routes: ReturnType<typeof createRouteTable>;
}

/** Code of the error for whatever AWS has and this sandbox lacks. */
const notSupported = 'NotSupportedInSandbox';

/** Enough of a service to encode an error for a caller whose service is not known. */
const anyService = { protocol: 'restJson1', schemas: {} } as const;

const sentence = (names: Iterable<string>) => [...names].sort().join(', ');

/** Finds service and operation of a request and carries it out. */
export function createAwsCalls(options: {
  kernel: Kernel;
  /** Ids of requests: a stream of their own, so that the order in which requests arrive moves no other id. */
  requestIds: Identifiers;
  services: readonly AwsService[];
  hooks: readonly CallHook[];
  credentials: Credentials;
}): (request: AwsRequest) => AwsCall {
  const { kernel, requestIds, hooks, credentials } = options;
  const served = new Map<string, ServedService>(
    options.services.map((service) => {
      const shapes = operationShapes(service.schemas);
      const routed = service.protocol === 'restXml' ? bucketRoutes(service, shapes) : shapes.values();
      return [service.signingName, { service, shapes, routes: createRouteTable(routed) }];
    }),
  );

  const refusal = (
    service: Pick<AwsService, 'protocol' | 'schemas'>,
    error: AwsError,
    request: AwsRequest,
  ): AwsCall => ({
    inFlight: true,
    answer: async () =>
      withRequestId(encodeError(service, error, { queryMode: isQueryMode(request) }), requestIds.uuid()),
  });

  return (request) => {
    const scope = signatureScope(request.headers['authorization'], request.query);
    if (!scope) return refusal(anyService, unsigned(request), request);
    const found = served.get(scope.service);
    if (!found) {
      const error = unknownService(scope.service, served.keys());
      if (!readsXml({ service: scope.service, headers: request.headers })) return refusal(anyService, error, request);
      return {
        inFlight: true,
        answer: async () => withRequestId(encodeXmlError(error, scope.service), requestIds.uuid()),
      };
    }
    const { service, shapes, routes } = found;

    const target = request.headers['x-amz-target'];
    const route =
      service.protocol === 'restJson1'
        ? routes.find(request.method, request.path, request.query)
        : service.protocol === 'restXml'
          ? findInBucket(routes, request)
          : target === undefined
            ? undefined
            : { operation: target.slice(target.lastIndexOf('.') + 1), labels: {} };
    const shape = route && shapes.get(route.operation);
    const operation = shape && service.operations[shape.name];
    if (!shape || !operation) {
      const asked = route?.operation ?? `${request.method} ${request.path}`;
      return refusal(service, unknownOperation(service, asked), request);
    }

    const context: CallContext = {
      service: service.signingName,
      operation: shape.name,
      requestId: requestIds.uuid(),
      caller: { accessKeyId: scope.accessKeyId, roleArn: credentials.roleOf(scope.accessKeyId) },
      traceHeader: request.headers['x-amzn-trace-id'],
    };

    const perform = async (body: Uint8Array | undefined): Promise<WireResponse> => {
      if (body === undefined)
        throw new AwsError('RequestEntityTooLargeException', 'The request body is longer than this sandbox takes', {
          statusCode: 413,
        });
      const { query, headers } = request;
      const input = decodeInput(service, shape, { labels: route.labels, query, headers, body });
      const result = await outcomeOf(async () => {
        for (const hook of hooks) {
          const before = hook.before?.(context, input);
          if (before) await before;
        }
        const output = await operation(input, context);
        return { output, response: encodeOutput(service, shape, output) };
      });
      for (const hook of hooks) {
        const after = hook.after?.(context, input, result);
        if (after) await after;
      }
      if ('error' in result) throw result.error;
      return result.response;
    };

    return {
      inFlight: !(service.signingName === 'lambda' && shape.name === 'Invoke'),
      async answer(body) {
        try {
          return withRequestId(await perform(body), context.requestId);
        } catch (error) {
          const told = error instanceof AwsError ? error : fault(kernel, context, error);
          return withRequestId(encodeError(service, told, { queryMode: isQueryMode(request) }), context.requestId);
        }
      },
    };
  };
}

/** What happened, as a value, so that hooks hear of both ends and are heard once. */
async function outcomeOf<T extends object>(run: () => Promise<T>): Promise<T | { error: unknown }> {
  try {
    return await run();
  } catch (error) {
    return { error };
  }
}

const isQueryMode = (request: AwsRequest) => request.headers['x-amzn-query-mode'] === 'true';

const withRequestId = (response: WireResponse, requestId: string): WireResponse => ({
  ...response,
  headers: { ...response.headers, 'x-amzn-requestid': requestId },
});

/** Anything but an AwsError is a mistake of the sandbox: recorded, and answered as AWS answers for its own mistakes. */
function fault(kernel: Kernel, context: CallContext, error: unknown): AwsError {
  const label = `${context.service}:${context.operation}`;
  kernel.journal.append({
    kind: 'sandbox.fault',
    detail: { label, error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
  });
  const reason = error instanceof Error ? error.message : String(error);
  return new AwsError('InternalFailure', `This is a fault of the sandbox, not of the request: ${label}: ${reason}`, {
    statusCode: 500,
    cause: error,
  });
}

const unsigned = (request: AwsRequest) =>
  new AwsError(
    'MissingAuthenticationToken',
    `This is a Casewarden sandbox. ${request.method} ${request.path} is not signed, so no AWS service can be told from ` +
      'it. Point an AWS SDK or the AWS CLI here (AWS_ENDPOINT_URL or --endpoint-url); any access key will do.',
    { statusCode: 403 },
  );

const unknownService = (asked: string, known: Iterable<string>) =>
  new AwsError(
    notSupported,
    `The service with signing name "${asked}" is not part of this sandbox. It has: ${sentence(known)}.`,
    { statusCode: 501 },
  );

const unknownOperation = (service: AwsService, asked: string) =>
  new AwsError(
    notSupported,
    `${service.title}: ${asked} is not supported in this sandbox. Supported: ${sentence(Object.keys(service.operations))}.`,
    { statusCode: 501 },
  );
