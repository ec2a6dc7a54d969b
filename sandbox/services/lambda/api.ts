import * as schemas from '@aws-sdk/client-lambda';
import type { AwsService, CallContext } from '../../kernel/service.ts';
import { functionConfiguration, mappingConfiguration } from './configuration.ts';
import { invalidContent, invalidParameter, noSuchFunction, tooLarge } from './errors.ts';
import { findFunction } from './function-name.ts';
import type { Invocations } from './invocations.ts';
import type { FunctionStore } from './store.ts';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const payloadLimitBytes = { RequestResponse: 6 * 1024 * 1024, Event: 1024 * 1024 };
const logTailBytes = 4096;

function readPayload(payload: Uint8Array | undefined, limitBytes: number): string {
  if (payload === undefined || payload.byteLength === 0) return '{}';
  if (payload.byteLength > limitBytes) throw tooLarge(limitBytes);
  const text = new TextDecoder().decode(payload);
  try {
    JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidContent(`Could not parse request body into json: ${reason}`);
  }
  return text;
}

/** The API of Lambda; the gateway decodes and encodes. */
export function createLambdaApi(
  store: FunctionStore,
  invocations: Invocations,
  mappingArn: (uuid: string) => string,
): AwsService {
  const operations = {
    async Invoke(input: schemas.InvokeCommandInput, context: CallContext) {
      const target = findFunction(store, input.FunctionName!, input.Qualifier);
      const type = input.InvocationType ?? 'RequestResponse';
      const payload = readPayload(
        input.Payload as Uint8Array | undefined,
        type === 'Event' ? payloadLimitBytes.Event : payloadLimitBytes.RequestResponse,
      );
      switch (type) {
        case 'DryRun':
          return { StatusCode: 204 };
        case 'Event':
          invocations.checkLoop(target, context.traceHeader);
          invocations.runLater(target, payload, context.traceHeader);
          return { StatusCode: 202 };
        case 'RequestResponse': {
          invocations.checkLoop(target, context.traceHeader);
          const result = await invocations.run(target, payload, [context.traceHeader]);
          const log = Buffer.from(result.logs.join('\n'));
          return {
            StatusCode: 200,
            ExecutedVersion: '$LATEST',
            Payload: Buffer.from(result.payload),
            ...(result.functionError === undefined ? {} : { FunctionError: result.functionError }),
            ...(input.LogType === 'Tail' ? { LogResult: log.subarray(-logTailBytes).toString('base64') } : {}),
          };
        }
        default:
          throw invalidParameter(`InvocationType must be RequestResponse, Event or DryRun, got ${String(type)}`);
      }
    },

    GetFunction(input: schemas.GetFunctionCommandInput) {
      const target = findFunction(store, input.FunctionName!, input.Qualifier);
      return {
        Configuration: functionConfiguration(target),
        Code: { RepositoryType: 'S3', Location: `asset:${target.codeKey}` },
      };
    },

    GetFunctionConfiguration: (input: schemas.GetFunctionConfigurationCommandInput) =>
      functionConfiguration(findFunction(store, input.FunctionName!, input.Qualifier)),

    ListFunctions: () => ({ Functions: [...store.functions.values()].map(functionConfiguration) }),

    GetFunctionRecursionConfig: (input: schemas.GetFunctionRecursionConfigCommandInput) => ({
      RecursiveLoop: findFunction(store, input.FunctionName!).recursiveLoop,
    }),

    /** The function's resource policy: what AWS::Lambda::Permission has put there. */
    GetPolicy(input: schemas.GetPolicyCommandInput) {
      const target = findFunction(store, input.FunctionName!, input.Qualifier);
      const permissions = store.permissions.get(target.name) ?? [];
      if (permissions.length === 0) throw noSuchFunction(`${target.name} has no policy`);
      const Statement = permissions.map((permission) => ({
        Sid: permission.id,
        Effect: 'Allow',
        Principal: permission.principal === '*' ? '*' : { Service: permission.principal },
        Action: permission.action,
        Resource: target.arn,
        Condition: {
          ...(permission.sourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': permission.sourceArn } }),
          ...(permission.sourceAccount === undefined
            ? {}
            : { StringEquals: { 'AWS:SourceAccount': permission.sourceAccount } }),
        },
      }));
      return { Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement }) };
    },

    ListEventSourceMappings({ FunctionName, EventSourceArn }: schemas.ListEventSourceMappingsCommandInput) {
      const functionArn = FunctionName === undefined ? undefined : findFunction(store, FunctionName).arn;
      const found = [...store.mappings.values()].filter(
        (mapping) =>
          (functionArn === undefined || mapping.functionArn === functionArn) &&
          (EventSourceArn === undefined || mapping.queueArn === EventSourceArn),
      );
      return { EventSourceMappings: found.map((mapping) => mappingConfiguration(mapping, mappingArn(mapping.uuid))) };
    },
  };
  return { signingName: 'lambda', title: 'AWS Lambda', protocol: 'restJson1', schemas, operations };
}
