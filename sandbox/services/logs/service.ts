import * as z from 'zod';
import type { ProvidedResource, ResourceRequest } from '../../assembly/resource-provider.ts';
import { arnOf } from '../../kernel/arn.ts';
import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { SandboxService, World } from '../../kernel/world.ts';
import { physicalName } from '../shared/physical-name.ts';
import { readProperties, tags } from '../shared/read-properties.ts';

const longestName = 512;

/** Days that CloudWatch Logs takes. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const groupProperties = z.strictObject({
  LogGroupName: z
    .string()
    .regex(/^[\w./#-]{1,512}$/)
    .optional(),
  LogGroupClass: z.literal('STANDARD').optional(),
  RetentionInDays: z.coerce
    .number()
    .refine((days) => retentionDays.includes(days), `must be one of ${retentionDays.join(', ')}`)
    .optional(),
  Tags: tags.optional(),
});

interface LogGroup {
  readonly name: string;
  readonly arn: string;
  readonly retentionInDays: number | undefined;
}

/**
 * CloudWatch Logs, as a resource only: AWS::Logs::LogGroup. What functions print stands in the snapshot of the Lambda
 * service.
 */
export function createLogsService(world: World, _instance: InstanceFile): SandboxService {
  const { identifiers, place } = world.kernel;
  const groups = new Map<string, LogGroup>();

  const put = (request: ResourceRequest, name: string): ProvidedResource => {
    const { RetentionInDays } = readProperties(groupProperties, request);
    const arn = arnOf(place, 'logs', `log-group:${name}`);
    groups.set(name, { name, arn, retentionInDays: RetentionInDays });
    // CloudFormation's Arn of a log group ends in ":*".
    return { physicalId: name, attributes: { Arn: `${arn}:*` } };
  };

  const create = (request: ResourceRequest): ProvidedResource => {
    const { LogGroupName } = readProperties(groupProperties, request);
    const name = LogGroupName ?? physicalName(request, identifiers, longestName);
    if (groups.has(name)) throw new Error(`a log group named ${name} already exists`);
    return put(request, name);
  };

  return {
    resources: {
      'AWS::Logs::LogGroup': {
        create,
        update(request, before) {
          const renamed = before.properties['LogGroupName'] !== request.properties['LogGroupName'];
          return renamed ? create(request) : put(request, before.physicalId);
        },
        delete: (_request, name) => void groups.delete(name),
      },
    },
    snapshot: () => ({ logGroups: [...groups.values()] }),
  };
}
