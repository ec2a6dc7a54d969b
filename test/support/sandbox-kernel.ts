import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { ResourceRequest } from '../../sandbox/assembly/resource-provider.ts';
import { createKernel } from '../../sandbox/kernel/create-kernel.ts';
import { instanceFile, type InstanceFile } from '../../sandbox/kernel/instance-file.ts';
import type { CallContext } from '../../sandbox/kernel/service.ts';
import type { EmittedEvent, InvocationResult, QueueDelivery, World } from '../../sandbox/kernel/world.ts';

/** What the recording fakes of a `testWorld` were asked, in order. */
export interface Recorded {
  readonly events: { readonly busName: string; readonly event: EmittedEvent }[];
  readonly queueSends: Parameters<QueueDelivery['sendFromService']>[0][];
  readonly roleSends: Parameters<QueueDelivery['sendWithRole']>[0][];
  readonly invocations: {
    readonly functionArn: string;
    readonly payload: string;
    readonly traceHeader: string | undefined;
  }[];
  readonly casesCalls: { readonly operation: string; readonly input: Readonly<Record<string, unknown>> }[];
  readonly profilesCalls: { readonly operation: string; readonly input: Readonly<Record<string, unknown>> }[];
}

export interface TestWorld extends World {
  readonly recorded: Recorded;
}

/**
 * A world for the tests of one service: a real kernel, and fakes for the other services that record what they were
 * asked and answer as if nothing were set up (sends to queues succeed, functions answer `null`). Replace a field of the
 * world to give another answer: `world.connect = { ...world.connect, rules: () => [rule] }`.
 */
export function testWorld(
  options: { start?: string | number; seed?: string; endpoint?: () => string } = {},
): TestWorld {
  const recorded: Recorded = {
    events: [],
    queueSends: [],
    roleSends: [],
    invocations: [],
    casesCalls: [],
    profilesCalls: [],
  };
  const answer: InvocationResult = { payload: 'null', functionError: undefined, logs: [] };
  return {
    recorded,
    kernel: createKernel({
      start: new Date(options.start ?? '2026-10-05T12:00:00.000Z').getTime(),
      seed: options.seed ?? 'test',
      place: { accountId: '111122223333', region: 'ap-northeast-1', partition: 'aws' },
      endpoint: options.endpoint ?? (() => 'http://127.0.0.1:1'),
    }),
    events: { emit: (busName, event) => void recorded.events.push({ busName, event }), setFaults: () => undefined },
    queues: {
      sendFromService(message) {
        recorded.queueSends.push(message);
        return true;
      },
      sendWithRole(message) {
        recorded.roleSends.push(message);
        return true;
      },
      receiveForPoller: () => [],
      deleteForPoller: () => undefined,
      onVisible: () => () => undefined,
      deadLetter: () => undefined,
      measure: () => undefined,
    },
    metrics: { record: () => undefined },
    topics: { publish: () => undefined },
    keys: { allows: () => true },
    functions: {
      async invoke(functionArn, payload, invokeOptions) {
        recorded.invocations.push({ functionArn, payload, traceHeader: invokeOptions?.traceHeader });
        return answer;
      },
      invokeEvent(functionArn, payload, invokeOptions) {
        recorded.invocations.push({ functionArn, payload, traceHeader: invokeOptions?.traceHeader });
        return true;
      },
    },
    cases: {
      call: (operation, input) => void recorded.casesCalls.push({ operation, input }),
      domainOfInstance: () => undefined,
    },
    profiles: {
      call: (operation, input) => void recorded.profilesCalls.push({ operation, input }),
      domainOfInstance: () => undefined,
    },
    connect: {
      describeContact: () => undefined,
      startTask: () => 'task-contact',
      integrationAssociations: () => [],
      rules: () => [],
    },
    appIntegrations: { eventIntegration: () => undefined },
  };
}

/** The shipped `sandbox/instance.yaml`, freshly parsed. */
export function testInstance(): InstanceFile {
  return instanceFile.parse(parse(readFileSync(new URL('../../sandbox/instance.yaml', import.meta.url), 'utf8')));
}

/** A request to a resource provider as the deployment engine makes it. */
export function resourceRequest(
  type: string,
  properties: Readonly<Record<string, unknown>>,
  overrides: Partial<ResourceRequest> = {},
): ResourceRequest {
  return {
    stackName: 'Casewarden-dev-State',
    logicalId: 'Resource',
    type,
    properties,
    assemblyDirectory: '',
    assetPath(bucket, key) {
      throw new Error(`this test has no assets, but ${bucket}/${key} was asked for`);
    },
    ...overrides,
  };
}

/** The context of a call by a client outside. */
export function callContext(service: string, operation: string, overrides: Partial<CallContext> = {}): CallContext {
  return {
    service,
    operation,
    requestId: '00000000-0000-4000-8000-000000000000',
    caller: { accessKeyId: 'test', roleArn: undefined },
    traceHeader: undefined,
    ...overrides,
  };
}
