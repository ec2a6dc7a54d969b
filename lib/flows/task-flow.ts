import { flowDocument, type FlowDocument, type FlowStep } from './flow-document.ts';
import { loggingOff } from './logging-off.ts';

/**
 * Until a task tries again to get into a full queue. Long enough that the rounds of 7 days, after which a task expires,
 * stay below 1,000 actions.
 */
const retrySeconds = 1_800;

/** A flow that puts a task into a queue and keeps trying until its 7 days are over. A queue that does not exist ends it. */
export function taskFlow(queue: NonNullable<FlowStep['parameters']>): FlowDocument {
  return flowDocument({
    'log-off': loggingOff('set-owner-queue'),
    'set-owner-queue': {
      type: 'UpdateContactTargetQueue',
      parameters: queue,
      next: 'queue',
      errors: { NoMatchingError: 'end' },
    },
    // A contact that was queued leaves the flow; only one that could not be goes on.
    queue: {
      type: 'TransferContactToQueue',
      next: 'end',
      errors: { QueueAtCapacity: 'wait-for-room', NoMatchingError: 'wait-for-room' },
    },
    'wait-for-room': {
      type: 'Wait',
      parameters: { TimeLimitSeconds: String(retrySeconds) },
      next: 'queue',
      conditions: [{ operator: 'Equals', operand: 'WaitCompleted', next: 'queue' }],
      // Going back from here would go round without a pause.
      errors: { NoMatchingError: 'end' },
    },
    end: { type: 'DisconnectParticipant' },
  });
}
