import type { ConnectWorld } from '../connect/connect-world.ts';
import { queueId, satoId } from '../connect/connect-world.ts';
import { branchesOf, type Step } from './flow-steps.ts';

/** The branch that an action took, as the message behind it said, and what was recorded of it. */
export interface Taken {
  readonly contactId: string;
  readonly branch: unknown;
  readonly recorded: Readonly<Record<string, unknown>>;
}

/** Runs one action in a chat, after the actions of `before`. */
export async function takeBranch(
  at: ConnectWorld,
  step: Step,
  branches: readonly string[],
  attributes: Readonly<Record<string, string>> = {},
  before: Readonly<Record<string, Step>> = {},
): Promise<Taken> {
  const contactId = at.startChat(at.flow(branchesOf(step, branches, before)), attributes);
  await at.run(30);
  const branch = at.entries('contact.message').find((entry) => entry.contactId === contactId)?.detail['text'];
  return { contactId, branch, recorded: at.lastAction('the action')! };
}

export const failing = { NoMatchingError: 'to error' };

export const setQueue = (next = 'the action'): Step => ({
  type: 'UpdateContactTargetQueue',
  parameters: { QueueId: queueId },
  next,
  errors: { NoMatchingError: 'end' },
});

/** Puts a user on duty or takes them off it. */
export function putOnDuty(at: ConnectWorld, on: boolean, userId = satoId): void {
  const { AgentStatusSummaryList: statuses } = at.call('ListAgentStatuses');
  const status = statuses.find(({ Type }: { Type: string }) => Type === (on ? 'ROUTABLE' : 'OFFLINE'));
  at.call('PutUserStatus', { UserId: userId, AgentStatusId: status.Id });
}
