import { attribute, contactAttributes } from './contact-attributes.ts';
import type { FlowDocument } from './flow-document.ts';
import { taskFlow } from './task-flow.ts';

/**
 * The flow of a task for one person: it waits in that agent's own queue until they accept it. The queue holds 10 contacts;
 * a task beyond them, or one that could not be queued for another reason, tries again until its own 7 days are over.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/transfer-to-agent.html
 *
 * A task whose person is no user of the instance any more ends at once, and nobody is told of that here: what then tells
 * people is the case itself, which keeps its owner, and the mail and the Slack message of the same breach.
 */
export function ownerTaskFlow(): FlowDocument {
  return taskFlow({ AgentId: attribute(contactAttributes.owner) });
}
