import { createHash } from 'node:crypto';
import type { EventSourceMapping, FunctionRecord } from './store.ts';

/** A function's configuration as GetFunction and its relatives give it. */
export function functionConfiguration(record: FunctionRecord): Record<string, unknown> {
  const { hosted } = record;
  return {
    FunctionName: record.name,
    FunctionArn: record.arn,
    Runtime: hosted.runtime,
    Role: record.role,
    Handler: hosted.handler,
    Description: record.description,
    Timeout: hosted.timeoutSeconds,
    MemorySize: hosted.memoryMegabytes,
    LastModified: new Date(record.modifiedAt).toISOString().replace('Z', '+0000'),
    CodeSha256: createHash('sha256').update(record.codeKey).digest('base64'),
    Version: '$LATEST',
    Environment: { Variables: hosted.environment },
    ...(record.deadLetterArn === undefined ? {} : { DeadLetterConfig: { TargetArn: record.deadLetterArn } }),
    TracingConfig: { Mode: 'PassThrough' },
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: [record.architecture],
    EphemeralStorage: { Size: 512 },
    LoggingConfig: { LogFormat: record.logFormat, LogGroup: hosted.logGroup },
  };
}

/** A mapping as ListEventSourceMappings gives it. */
export function mappingConfiguration(mapping: EventSourceMapping, arn: string): Record<string, unknown> {
  return {
    UUID: mapping.uuid,
    EventSourceMappingArn: arn,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowSeconds,
    EventSourceArn: mapping.queueArn,
    FunctionArn: mapping.functionArn,
    LastModified: new Date(mapping.modifiedAt),
    State: mapping.enabled ? 'Enabled' : 'Disabled',
    StateTransitionReason: 'USER_INITIATED',
    FunctionResponseTypes: mapping.reportsItemFailures ? ['ReportBatchItemFailures'] : [],
    ...(mapping.maximumConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: mapping.maximumConcurrency } }),
  };
}
