import { statSync } from 'node:fs';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../assembly/resource-provider.ts';
import type { Credentials } from '../../gateway/credentials.ts';
import { arnOf } from '../../kernel/arn.ts';
import type { World } from '../../kernel/world.ts';
import type { FunctionHost } from '../../runtime/function-host.ts';
import { physicalName } from '../shared/physical-name.ts';
import { readProperties } from '../shared/read-properties.ts';
import { functionProperties } from './properties.ts';
import type { FunctionRecord, FunctionStore } from './store.ts';

const longestName = 64;

/** Provider of AWS::Lambda::Function: code from the assembly's assets, calls with a key of the function's role. */
export function createFunctionProvider(
  world: World,
  store: FunctionStore,
  host: FunctionHost,
  credentials: Credentials,
): ResourceProvider {
  const { clock, identifiers, place } = world.kernel;

  const codeDirectory = (request: ResourceRequest, bucket: string, key: string): string => {
    const path = request.assetPath(bucket, key);
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
      throw new Error(`Code: the asset ${key} must be a folder in the assembly; ${path} is none. Synthesize again.`);
    return path;
  };

  const put = (request: ResourceRequest, name: string): ProvidedResource => {
    const properties = readProperties(functionProperties, request);
    const arn = arnOf(place, 'lambda', `function:${name}`);
    const logFormat = properties.LoggingConfig?.LogFormat ?? 'Text';
    const before = store.functions.get(name);
    const record: FunctionRecord = {
      name,
      arn,
      role: properties.Role,
      description: properties.Description ?? '',
      architecture: properties.Architectures?.[0] ?? 'x86_64',
      logFormat,
      recursiveLoop: properties.RecursiveLoop ?? 'Terminate',
      deadLetterArn: properties.DeadLetterConfig?.TargetArn,
      codeKey: properties.Code.S3Key,
      modifiedAt: clock.now(),
      hosted: {
        name,
        arn,
        codeDirectory: codeDirectory(request, properties.Code.S3Bucket, properties.Code.S3Key),
        handler: properties.Handler,
        environment: properties.Environment?.Variables ?? {},
        timeoutSeconds: properties.Timeout ?? 3,
        memoryMegabytes: properties.MemorySize ?? 128,
        runtime: properties.Runtime,
        logGroup: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
        credentials: credentials.issue(properties.Role),
      },
    };
    store.functions.set(name, record);
    if (before) {
      host.retire(arn);
      credentials.revoke(before.hosted.credentials.accessKeyId);
    }
    return { physicalId: name, attributes: { Arn: arn } };
  };

  const create = (request: ResourceRequest): ProvidedResource => {
    const { FunctionName } = readProperties(functionProperties, request);
    const name = FunctionName ?? physicalName(request, identifiers, longestName);
    if (store.functions.has(name)) throw new Error(`a function named ${name} already exists`);
    return put(request, name);
  };

  return {
    create,
    update(request, before) {
      const renamed = (before.properties['FunctionName'] ?? undefined) !== request.properties['FunctionName'];
      return renamed ? create(request) : put(request, before.physicalId);
    },
    delete(_request, name) {
      const record = store.functions.get(name);
      if (!record) return;
      store.functions.delete(name);
      store.permissions.delete(name);
      host.retire(record.arn);
      credentials.revoke(record.hosted.credentials.accessKeyId);
    },
  };
}
