import { done, failed, type ActionContext, type ActionResult, type Performer } from '../action-result.ts';
import type { QueueTarget } from '../../contact.ts';

/** Actions about queues, hours and staffing. */
export const queueActions: Readonly<Record<string, Performer>> = {
  UpdateContactTargetQueue(context) {
    const target = namedTarget(context);
    if (typeof target === 'string') return failed(target);
    if (!target) return failed('neither a queue nor an agent is given');
    context.contact.targetQueue = target;
    return done();
  },

  CheckHoursOfOperation({ contact, port, parameter }) {
    const named = parameter('HoursOfOperationId');
    const target = contact.targetQueue;
    const hours = named ?? (target?.kind === 'queue' ? port.queue(target.queueId)?.hoursId : undefined);
    if (hours === undefined) return failed('no hours are given and the contact has no target queue that has some');
    const open = port.isOpen(hours);
    if (open === undefined) return failed(`hours of operation "${hours}" do not exist`);
    return done(open ? 'True' : 'False');
  },

  CheckMetricData(context): ActionResult {
    const named = namedTarget(context);
    if (typeof named === 'string') return failed(named);
    const target = named ?? context.contact.targetQueue;
    if (!target) return failed('no queue is given and the contact has no target queue');
    const metric = context.parameter('MetricType');
    switch (metric) {
      case 'NumberOfAgentsAvailable':
        return done(context.port.agents(target).available);
      case 'NumberOfAgentsStaffed':
        return done(context.port.agents(target).staffed);
      case 'NumberOfAgentsOnline':
        return done(context.port.agents(target).online);
      case 'NumberOfContactsInQueue':
        return done(context.port.waiting(target).count);
      case 'OldestContactInQueueAgeSeconds':
        return done(context.port.waiting(target).oldestSeconds);
      case undefined:
      default:
        return failed(`metric "${metric}" does not exist`);
    }
  },

  TransferContactToQueue({ contact, port }) {
    if (!contact.targetQueue) return failed('the contact has no target queue');
    if (contact.queued || contact.agent) return failed('the contact is already in a queue');
    return port.enqueue(contact, contact.targetQueue)
      ? { kind: 'queued' }
      : failed('the queue is full', 'QueueAtCapacity');
  },
};

/** The queue or agent that the parameters name: undefined when they name none, a reason when what they name is not there. */
function namedTarget({ port, parameter }: ActionContext): QueueTarget | string | undefined {
  const queueReference = parameter('QueueId');
  if (queueReference !== undefined) {
    const queue = port.queue(queueReference);
    return queue ? { kind: 'queue', queueId: queue.id } : `queue "${queueReference}" does not exist`;
  }
  const agentReference = parameter('AgentId');
  if (agentReference === undefined) return undefined;
  const user = port.user(agentReference);
  return user ? { kind: 'agent', userId: user.id } : `user "${agentReference}" does not exist`;
}
