import { attribute, contactAttributes } from './contact-attributes.ts';
import { flowDocument, type FlowDocument } from './flow-document.ts';

/**
 * The flow of a task for one person: it waits in that agent's own queue until they accept it. A task that cannot get
 * there is ended; the case keeps its owner, and whoever started the task learns of it from the contact.
 */
export function ownerTaskFlow(): FlowDocument {
  return flowDocument({
    'log-on': {
      type: 'UpdateFlowLoggingBehavior',
      parameters: { FlowLoggingBehavior: 'Enabled' },
      next: 'set-owner-queue',
    },
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
      errors: { QueueAtCapacity: 'end', NoMatchingError: 'end' },
    },
    end: { type: 'DisconnectParticipant' },
  });
}
