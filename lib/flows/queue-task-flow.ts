import type { FlowDocument } from './flow-document.ts';
import { taskFlow } from './task-flow.ts';

/**
 * The flow of a task for whoever of a queue takes it first. A rule of Amazon Connect can name neither queue nor person of a
 * task, so each queue needs a flow of its own.
 * @param queueId id of the queue, not its name
 */
export function queueTaskFlow(queueId: string): FlowDocument {
  return taskFlow({ QueueId: queueId });
}
