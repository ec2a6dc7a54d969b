import type * as connect from '@aws-sdk/client-connect';
import type { Operation } from '../../../kernel/service.ts';
import { byId, listPage, requireInstance, type ConnectContext } from '../context.ts';

/** Operations on the instance and its queues: what an admin has set up, never changed by the sandbox. */
export function instanceOperations(context: ConnectContext): Readonly<Record<string, Operation>> {
  const { store, file } = context;
  const createdAt = new Date(store.createdAt);
  const summary = {
    Id: store.instanceId,
    Arn: store.instanceArn,
    IdentityManagementType: 'CONNECT_MANAGED',
    InstanceAlias: file.instance.alias,
    CreatedTime: createdAt,
    InstanceStatus: 'ACTIVE',
    InboundCallsEnabled: true,
    OutboundCallsEnabled: true,
    InstanceAccessUrl: `https://${file.instance.alias}.my.connect.aws`,
  } satisfies connect.Instance;

  return {
    ListInstances(input: connect.ListInstancesRequest): connect.ListInstancesResponse {
      const { items, NextToken } = listPage([summary], input, 10, 10);
      return { InstanceSummaryList: items, NextToken };
    },
    DescribeInstance(input: connect.DescribeInstanceRequest): connect.DescribeInstanceResponse {
      requireInstance(context, input.InstanceId);
      return { Instance: summary };
    },
    ListQueues(input: connect.ListQueuesRequest): connect.ListQueuesResponse {
      requireInstance(context, input.InstanceId);
      const standard = store.queues.map(({ id, arn, name }) => ({
        Id: id,
        Arn: arn,
        Name: name,
        QueueType: 'STANDARD' as const,
      }));
      const agents = store.users.map(({ id, arn }) => ({
        Id: id,
        Arn: arn.replace('/agent/', '/queue/agent/'),
        QueueType: 'AGENT' as const,
      }));
      const wanted = input.QueueTypes;
      const all = [...standard, ...agents].filter(({ QueueType }) => !wanted?.length || wanted.includes(QueueType));
      const { items, NextToken } = listPage(all, input);
      return { QueueSummaryList: items, NextToken };
    },
    DescribeQueue(input: connect.DescribeQueueRequest): connect.DescribeQueueResponse {
      requireInstance(context, input.InstanceId);
      const queue = byId(store.queues, input.QueueId, 'queue');
      return {
        Queue: {
          QueueId: queue.id,
          QueueArn: queue.arn,
          Name: queue.name,
          HoursOfOperationId: queue.hoursId,
          Status: 'ENABLED',
        },
      };
    },
  };
}
