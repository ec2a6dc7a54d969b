import { intakeResults } from './case-intake-module.ts';
import { attribute } from './contact-attributes.ts';
import { flowDocument, type FlowDocument, type FlowStep } from './flow-document.ts';
import { loggingOff } from './logging-off.ts';
import type { FlowTexts } from './flow-texts.ts';

export interface IntakeChatFlowProps {
  readonly queueId: string;
  /** `<module id>:<alias>`; a token at synth. */
  readonly moduleId: string;
  readonly texts: FlowTexts;
  /** What is repeated to the customer, in the order of the policy file. */
  readonly answers: readonly { readonly name: string; readonly label: string }[];
}

const say = (text: string, next: string): FlowStep => ({
  type: 'MessageParticipant',
  parameters: { Text: text },
  next,
  errors: { NoMatchingError: next },
});

function openCase(moduleId: string, branches: { readonly created: string; readonly failed: string }): FlowStep {
  return {
    type: 'InvokeFlowModule',
    parameters: { FlowModuleId: moduleId },
    // Reached when the module ends without a result of ours; then there is no case that we know of.
    next: branches.failed,
    conditions: [
      { operator: 'Equals', operand: intakeResults.created, next: branches.created },
      { operator: 'Equals', operand: intakeResults.failed, next: branches.failed },
    ],
    errors: { NoMatchingCondition: branches.failed, NoMatchingError: branches.failed },
  };
}

/** A contact that was queued leaves the flow; only one that could not be goes on. */
const toQueue = (otherwise: string): FlowStep => ({
  type: 'TransferContactToQueue',
  next: otherwise,
  errors: { QueueAtCapacity: otherwise, NoMatchingError: otherwise },
});

/**
 * The flow of a chat whose pre-chat form has the answers. While somebody is on duty the case is opened and the contact
 * queued; otherwise the customer hears that nobody is there, and what was recorded. No branch ends in silence.
 */
export function intakeChatFlow(props: IntakeChatFlowProps): FlowDocument {
  const { texts } = props;
  const confirmation = [
    texts.recorded,
    ...props.answers.map(({ name, label }) => `${label}: ${attribute(name)}`),
    texts.weWillAnswer,
  ].join('\n');
  return flowDocument({
    'log-off': loggingOff('set-queue'),
    'set-queue': {
      type: 'UpdateContactTargetQueue',
      parameters: { QueueId: props.queueId },
      next: 'check-hours',
      errors: { NoMatchingError: 'say-nobody' },
    },
    // Without a parameter: the hours of the target queue.
    'check-hours': {
      type: 'CheckHoursOfOperation',
      next: 'say-nobody',
      conditions: [
        { operator: 'Equals', operand: 'True', next: 'check-agents' },
        { operator: 'Equals', operand: 'False', next: 'say-nobody' },
      ],
      errors: { NoMatchingError: 'say-nobody' },
    },
    'check-agents': {
      type: 'CheckMetricData',
      parameters: { MetricType: 'NumberOfAgentsAvailable' },
      next: 'say-nobody',
      conditions: [{ operator: 'NumberGreaterThan', operand: '0', next: 'open-case-on-duty' }],
      errors: { NoMatchingCondition: 'say-nobody', NoMatchingError: 'say-nobody' },
    },
    'say-nobody': say(texts.nobodyOnDuty, 'open-case-off-duty'),
    'open-case-off-duty': openCase(props.moduleId, { created: 'confirm', failed: 'apologise' }),
    confirm: say(confirmation, 'end'),
    apologise: say(texts.failed, 'end'),
    'open-case-on-duty': openCase(props.moduleId, { created: 'queue-with-case', failed: 'say-connecting' }),
    'queue-with-case': toQueue('confirm'),
    'say-connecting': say(texts.failedButConnecting, 'queue-without-case'),
    'queue-without-case': toQueue('apologise'),
    end: { type: 'DisconnectParticipant' },
  });
}
