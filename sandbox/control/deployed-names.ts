import type { FunctionState } from '../services/lambda/service.ts';
import type { EventSourceMapping } from '../services/lambda/store.ts';
import { resourcesOf } from './deployed-resources.ts';
import type { ControlParts } from './parts.ts';
import { queueList, type QueueAnswer } from './queue-list.ts';

/** How people know what is deployed, and what belongs together. */
export interface DeployedNames {
  /** A resource by its physical name, as it is called in the template: `LanesMailFunction`. Falls back to the name. */
  short(physicalName: string): string;
  /** The function that acts with a role, by its name. */
  functionOfRole(roleArn: string): string | undefined;
  /** The queue from which a function takes its messages. */
  queueOf(functionName: string): QueueAnswer | undefined;
}

const lastPart = (text: string, separator: string): string => text.slice(text.lastIndexOf(separator) + 1);
/** CDK ends a logical id with eight digits of a hash. */
const withoutHash = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

/** Reads the stacks and the function service as they now are. */
export function deployedNames(parts: ControlParts): DeployedNames {
  const { functions = [], eventSourceMappings = [] } = (parts.service('lambda')?.snapshot() ?? {}) as {
    functions?: readonly FunctionState[];
    eventSourceMappings?: readonly EventSourceMapping[];
  };
  const queues = queueList(parts);
  const short = new Map(
    resourcesOf(parts, 'AWS::Lambda::Function', 'AWS::SQS::Queue', 'AWS::Events::Rule').map(
      ({ type, physicalId, logicalId }) => [
        lastPart(physicalId, type === 'AWS::SQS::Queue' ? '/' : '|'),
        withoutHash(logicalId),
      ],
    ),
  );
  return {
    short: (physicalName) => short.get(physicalName) || physicalName,
    functionOfRole: (roleArn) => functions.find(({ role }) => role === roleArn)?.name,
    queueOf(functionName) {
      const arn = functions.find(({ name }) => name === functionName)?.arn;
      const mapping = eventSourceMappings.find(({ functionArn }) => functionArn === arn);
      return mapping && queues.find((queue) => queue.arn === mapping.queueArn);
    },
  };
}
