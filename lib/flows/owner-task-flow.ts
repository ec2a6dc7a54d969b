import { attribute, contactAttributes } from './contact-attributes.ts';
import { flowDocument, type FlowDocument } from './flow-document.ts';
import { loggingOff } from './logging-off.ts';

/**
 * Until a task tries again to get into a full queue. Long enough that the rounds of 7 days, after which a task expires,
 * stay below 1,000 actions.
 */
const retrySeconds = 1_800;

/**
 * The flow of a task for one person: it waits in that agent's own queue until they accept it. The queue holds 10 contacts;
 * a task beyond them, or one that could not be queued for another reason, tries again until its own 7 days are over.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/transfer-to-agent.html
 *
 * A task whose person is no user of the instance any more ends at once, and nobody is told of that here: what then tells
 * people is the case itself, which keeps its owner, and the mail and the Slack message of the same breach.
 */
export function ownerTaskFlow(): FlowDocument {
  return flowDocument({
    'log-off': loggingOff('set-owner-queue'),
    'set-owner-queue': {
      type: 'UpdateContactTargetQueue',
      parameters: { AgentId: attribute(contactAttributes.owner) },
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
