import type { ContactLensRule, World } from '../../kernel/world.ts';
import { ruleHolds, type RuleSubject } from './evaluate-rule.ts';
import { missingOnboarding, type CaseEventsConfigured } from './onboarding.ts';
import type { RuleAction } from './rule-actions.ts';
import type { CaseTrigger } from './rule-function.ts';
import { parseRule, type ParsedRule } from './validate-rule.ts';

/** Virtual time between a case event and the run of its rules; AWS documents none. */
const ruleDelayMilliseconds = 2_000;
/** UPDATE_CASE may trigger OnCaseUpdate rules for ever; AWS documents no protection. Here a chain ends after so many rounds. */
const longestChain = 10;
/** Source: https://docs.aws.amazon.com/connect/latest/adminguide/contact-lens-rules-email.html */
const mostMails = 500;
const mailWindowMilliseconds = 24 * 3_600_000;

/** Something that happened to a case, with the case as it stands after it. */
interface CaseHappening extends RuleSubject {
  readonly trigger: CaseTrigger;
  readonly domainId: string;
  readonly domainArn: string;
  readonly caseId: string;
  readonly configured: CaseEventsConfigured;
  /** How many rules stand behind this change: 0 when a person or a program made it. */
  readonly chain: number;
}

/** Performs an operation of the Cases API as the rules engine. @throws AwsError */
export type RulePerformer = (
  operation: 'CreateRelatedItem' | 'UpdateCase',
  input: Readonly<Record<string, unknown>>,
  rule: { name: string; chain: number },
) => unknown;

export interface RulesEngine {
  /** Starts the rules of the happening's trigger, a little later. */
  hear(happening: CaseHappening): void;
}

/** Runs Contact Lens rules on case events, for one instance. */
export function createRulesEngine(world: World, instanceArn: string, perform: RulePerformer): RulesEngine {
  const { clock, journal } = world.kernel;

  const notRun = (happening: CaseHappening, rule: ContactLensRule, reason: string): void => {
    journal.append({
      kind: 'rule.not-run',
      caseId: happening.caseId,
      detail: { rule: rule.name, trigger: happening.trigger, reason },
    });
  };

  const mailedAt: number[] = [];
  const act = (action: RuleAction, happening: CaseHappening, rule: ContactLensRule): void => {
    const tell = (kind: string, detail: Readonly<Record<string, unknown>>): void =>
      void journal.append({ kind, caseId: happening.caseId, detail: { rule: rule.name, ...detail } });
    switch (action.ActionType) {
      case 'CREATE_TASK': {
        const { Name: name, Description: description, ContactFlowId: flowId, References = {} } = action.TaskAction;
        const references = Object.entries(References).map(
          ([key, { Type: type, Value: value }]) => [key, { type, value }] as const,
        );
        const task = { flowId, name, description, references: Object.fromEntries(references) };
        return tell('rule.task-started', { ...task, contactId: world.connect.startTask(instanceArn, task) });
      }
      case 'SEND_NOTIFICATION': {
        const { Subject: subject, Content: content, Recipient, Exclusion } = action.SendNotificationAction;
        countMail(mailedAt, clock.now());
        return tell('rule.mail-sent', { subject, content, recipient: Recipient, exclusion: Exclusion });
      }
      case 'SEND_IN_APP_NOTIFICATION': {
        const { Content: content, Recipient, Exclusion, Priority: priority } = action.SendInAppNotificationAction;
        return tell('rule.notice-shown', { content, recipient: Recipient, exclusion: Exclusion, priority });
      }
      case 'ASSIGN_SLA':
      case 'UPDATE_CASE': {
        const { operation, input } = requestOf(action, happening);
        perform(operation, input, { name: rule.name, chain: happening.chain + 1 });
        return;
      }
      default:
        return action satisfies never;
    }
  };

  const carryOut = (action: RuleAction, happening: CaseHappening, rule: ContactLensRule): Record<string, unknown> => {
    try {
      act(action, happening, rule);
      return { type: action.ActionType, ok: true };
    } catch (error) {
      // The failure of a rule's action reaches nobody but this record: AWS lists no failure event for case rules.
      return { type: action.ActionType, ok: false, error: error instanceof Error ? error.message : String(error) };
    }
  };

  const run = (happening: CaseHappening, rule: ContactLensRule, parsed: ParsedRule): void => {
    if (!ruleHolds(parsed.rule, happening)) return;
    const actions = parsed.actions.map((action) => carryOut(action, happening, rule));
    journal.append({
      kind: 'rule.fired',
      caseId: happening.caseId,
      detail: { rule: rule.name, trigger: happening.trigger, actions },
    });
  };

  const hearFor = (happening: CaseHappening, rule: ContactLensRule): void => {
    const parsed = parseRule({ trigger: happening.trigger, function: rule.function, actions: rule.actions });
    if ('problems' in parsed) return notRun(happening, rule, `the rule cannot run: ${parsed.problems.join('; ')}`);
    const missing = missingOnboarding(world, instanceArn, happening.domainArn, happening.configured, parsed.rule);
    if (missing !== undefined) return notRun(happening, rule, missing);
    if (happening.chain >= longestChain)
      return notRun(happening, rule, `the sandbox cut a chain of ${longestChain} rules that trigger each other`);
    clock.after(ruleDelayMilliseconds, `rule ${rule.name} on case ${happening.caseId}`, () =>
      run(happening, rule, parsed),
    );
  };

  return {
    hear(happening) {
      for (const rule of world.connect.rules(instanceArn, happening.trigger)) hearFor(happening, rule);
    },
  };
}

/** @throws Error when the instance has sent as many mails as it may */
function countMail(sentAt: number[], now: number): void {
  const since = now - mailWindowMilliseconds;
  sentAt.splice(0, sentAt.length, ...sentAt.filter((at) => at > since));
  if (sentAt.length >= mostMails) throw new Error(`rules of an instance send at most ${mostMails} mails in 24 hours`);
  sentAt.push(now);
}

function requestOf(
  action: Extract<RuleAction, { readonly ActionType: 'ASSIGN_SLA' | 'UPDATE_CASE' }>,
  { domainId, caseId }: CaseHappening,
): { operation: 'CreateRelatedItem' | 'UpdateCase'; input: Readonly<Record<string, unknown>> } {
  switch (action.ActionType) {
    case 'ASSIGN_SLA': {
      const sla = action.AssignSlaAction.CaseSlaConfiguration;
      const slaInputConfiguration = {
        name: sla.Name,
        type: sla.Type,
        fieldId: sla.FieldId,
        targetFieldValues: sla.TargetFieldValues?.map(inServiceForm),
        targetSlaMinutes: sla.TargetSlaMinutes,
      };
      return {
        operation: 'CreateRelatedItem',
        input: { domainId, caseId, type: 'Sla', content: { sla: { slaInputConfiguration } } },
      };
    }
    case 'UPDATE_CASE':
      return {
        operation: 'UpdateCase',
        input: {
          domainId,
          caseId,
          fields: action.UpdateCaseAction.Fields.map(({ Id, Value }) => ({ id: Id, value: inServiceForm(Value) })),
        },
      };
    default:
      return action satisfies never;
  }
}

/** `{ StringValue }` of Connect's API is `{ stringValue }` of the Cases API. */
const inServiceForm = (value: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).map(([key, each]) => [key.charAt(0).toLowerCase() + key.slice(1), each]));
