import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InvocationResult } from '../../../sandbox/kernel/world.ts';
import { createLambdaService, type LambdaService } from '../../../sandbox/services/lambda/service.ts';
import { createSqsService } from '../../../sandbox/services/sqs/service.ts';
import { resourceRequest, testInstance } from '../../support/sandbox-kernel.ts';
import { servedWorld, type ServedWorld } from '../../support/served-world.ts';

export const start = Date.parse('2031-02-03T04:05:06.000Z');
export const role = 'arn:aws:iam::111122223333:role/subject';

/** Lambda and SQS, wired, behind a gateway. */
export interface LambdaBench {
  readonly served: ServedWorld;
  readonly lambda: LambdaService;
  readonly sqs: ReturnType<typeof createSqsService>;
  /** Deploys a function with this source. @returns its ARN */
  deployFunction(source: string, properties?: Record<string, unknown>): Promise<string>;
  deployQueue(
    logicalId: string,
    properties?: Record<string, unknown>,
  ): Promise<{ url: string; arn: string; name: string }>;
  deployMapping(functionArn: string, queueArn: string, properties?: Record<string, unknown>): Promise<string>;
  /** Moves the clock on, following everything that falls due. */
  moveClock(milliseconds: number): Promise<void>;
  /** The journal's entries of a kind. */
  journal(kind: string): readonly Readonly<Record<string, unknown>>[];
  /** Waits for a result while the clock moves. */
  whileClockMoves(result: Promise<InvocationResult>): Promise<InvocationResult>;
  codeRequest(source: string, properties?: Record<string, unknown>): ReturnType<typeof resourceRequest>;
  close(): Promise<void>;
}

export async function lambdaBench(): Promise<LambdaBench> {
  const folder = mkdtempSync(join(tmpdir(), 'lambda-bench-'));
  const built: { lambda?: LambdaService; sqs?: LambdaBench['sqs'] } = {};
  const served = await servedWorld(
    (world, credentials) => {
      built.sqs = createSqsService(world, testInstance());
      world.queues = built.sqs.access;
      built.lambda = createLambdaService(world, testInstance(), credentials);
      world.functions = built.lambda.access;
      return [built.sqs.api!, built.lambda.api!];
    },
    { start },
  );
  const [lambda, sqs] = [built.lambda!, built.sqs!];
  const { clock, journal } = served.world.kernel;
  let counter = 0;
  const provider = (type: string) => (lambda.resources[type] ?? sqs.resources[type])!;

  const codeRequest: LambdaBench['codeRequest'] = (source, properties = {}) => {
    const codeDirectory = mkdtempSync(join(folder, 'asset-'));
    writeFileSync(join(codeDirectory, 'index.mjs'), source);
    return resourceRequest(
      'AWS::Lambda::Function',
      {
        Code: { S3Bucket: 'bootstrap', S3Key: 'asset.zip' },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: role,
        ...properties,
      },
      { logicalId: `Subject${(counter += 1)}`, assetPath: () => codeDirectory },
    );
  };

  return {
    served,
    lambda,
    sqs,
    codeRequest,
    async deployFunction(source, properties) {
      const { attributes } = await provider('AWS::Lambda::Function').create(codeRequest(source, properties));
      return String(attributes['Arn']);
    },
    async deployQueue(logicalId, properties = {}) {
      const request = resourceRequest('AWS::SQS::Queue', properties, { logicalId });
      const { physicalId, attributes } = await provider('AWS::SQS::Queue').create(request);
      return { url: physicalId, arn: String(attributes['Arn']), name: String(attributes['QueueName']) };
    },
    async deployMapping(functionArn, queueArn, properties = {}) {
      const given = { FunctionName: functionArn, EventSourceArn: queueArn, ...properties };
      const request = resourceRequest('AWS::Lambda::EventSourceMapping', given);
      return (await provider('AWS::Lambda::EventSourceMapping').create(request)).physicalId;
    },
    moveClock: (milliseconds) => clock.runUntil(clock.now() + milliseconds),
    journal: (kind) => journal.entries().flatMap((entry) => (entry.kind === kind ? [entry.detail] : [])),
    async whileClockMoves(result) {
      let ended = false;
      void result.finally(() => (ended = true));
      await clock.runUntilCondition(() => ended, clock.now() + 3_600_000);
      return result;
    },
    async close() {
      await lambda.close();
      await served.close();
      rmSync(folder, { recursive: true });
    },
  };
}
