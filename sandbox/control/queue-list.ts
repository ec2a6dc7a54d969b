import type { QueueState } from '../services/sqs/service.ts';
import { factsOf, textOf } from './facts.ts';
import type { ControlParts } from './parts.ts';
import { parseJson } from '../kernel/json-object.ts';
import type { Control } from './schema.ts';
import { resourcesOf } from './deployed-resources.ts';

export type QueueAnswer = Awaited<ReturnType<Control['queues']>>['queues'][number];
type MessageAnswer = QueueAnswer['messages'][number];

const shownMessages = 100;
const nameOfArn = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

/** Every queue of the service, as its snapshot has it. */
const statesOf = (parts: ControlParts): readonly QueueState[] =>
  (parts.service('sqs')?.snapshot() as { queues?: readonly QueueState[] } | undefined)?.queues ?? [];

/** Queues of the deployment as the queue service holds them. */
export function queueList(parts: ControlParts): QueueAnswer[] {
  const states = statesOf(parts);
  const byArn = new Map(states.map((state) => [state.arn, state]));
  const redriveOf = ({ attributes }: QueueState) => factsOf(parseJson(attributes['RedrivePolicy'] ?? '{}'));
  const now = parts.kernel.clock.now();

  return resourcesOf(parts, 'AWS::SQS::Queue').flatMap(({ logicalId, stackName, attributes: { Arn: arn } }) => {
    const state = byArn.get(textOf(arn));
    if (!state) return [];
    const redrive = redriveOf(state);
    const sources = states.filter((other) => redriveOf(other)['deadLetterTargetArn'] === state.arn);
    const messages = state.messages.toSorted((one, other) => Date.parse(one.sentAt) - Date.parse(other.sentAt));
    const oldestSentAt = messages[0]?.sentAt ?? null;
    const target = textOf(redrive['deadLetterTargetArn']);
    return {
      name: state.name,
      logicalId,
      stack: stackName,
      arn: state.arn,
      visible: Number(state.attributes['ApproximateNumberOfMessages']),
      inFlight: Number(state.attributes['ApproximateNumberOfMessagesNotVisible']),
      delayed: Number(state.attributes['ApproximateNumberOfMessagesDelayed']),
      oldestSentAt,
      oldestAgeSeconds: oldestSentAt === null ? null : Math.floor((now - Date.parse(oldestSentAt)) / 1000),
      isDeadLetterQueue: sources.length > 0,
      deadLetterQueueOf: sources.map(({ name }) => name),
      deadLetterQueue: target === '' ? null : nameOfArn(target),
      maxReceiveCount: typeof redrive['maxReceiveCount'] === 'number' ? redrive['maxReceiveCount'] : null,
      attributes: { ...state.attributes },
      messages: messages.slice(0, shownMessages).map((message) => messageOf(message, now)),
    };
  });
}

/** How many messages of a queue can be received now; with `knownSource`, those that were dead-lettered from another queue. */
export function visibleMessages(parts: ControlParts, arn: string, { knownSource }: { knownSource: boolean }): number {
  const now = parts.kernel.clock.now();
  const messages = statesOf(parts).find((state) => state.arn === arn)?.messages ?? [];
  return messages.filter(
    ({ visibleAt, deadLetterSourceArn }) =>
      Date.parse(visibleAt) <= now && (!knownSource || deadLetterSourceArn !== null),
  ).length;
}

function messageOf(
  { messageId, body, sentAt, visibleAt, receiveCount, deadLetterSourceArn }: QueueState['messages'][number],
  now: number,
): MessageAnswer {
  const hidden = Date.parse(visibleAt) > now;
  return {
    messageId,
    body,
    sentAt,
    visibleAt,
    receiveCount,
    state: hidden ? (receiveCount > 0 ? 'in-flight' : 'delayed') : 'visible',
    deadLetteredFrom: deadLetterSourceArn === null ? null : nameOfArn(deadLetterSourceArn),
  };
}
