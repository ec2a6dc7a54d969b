import { Annotations } from 'aws-cdk-lib';
import * as connect from 'aws-cdk-lib/aws-connect';
import { Construct } from 'constructs';
import { ruleMarker } from '../../../lambda/contract/rule-marker.ts';
import type { Deployment } from '../../deployment.ts';
import type { RuleTest } from '../../policy/native-rules.ts';
import { caseConditions, ruleFunction, ruleName } from './rule-function.ts';

export interface SlaRuleProps {
  readonly deployment: Deployment;
  /** Name of the policy; also the name of the SLA that agents see. */
  readonly policyName: string;
  readonly templateId: string;
  /** What else the case must be like. @default - nothing */
  readonly tests?: readonly RuleTest[];
  /** Which of the rules of the policy this is, from 1: several values of a field need several rules. @default 1 */
  readonly part?: number;
  readonly fieldId: string;
  /** Values that end the SLA. The native SLA knows exactly one. */
  readonly targetValues: readonly string[];
  readonly targetMinutes: number;
  /**
   * Our own field that a `WaitingRule` has set: the SLA is attached at the first update at which the tests hold, and not
   * again. @default - the SLA is attached when the case is created
   */
  readonly markerFieldId?: string;
}

/** Two years. Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_CaseSlaConfiguration.html */
const maximumMinutes = 1_051_200;
/** 90 days: what the administrator guide says an SLA may last. Source: https://docs.aws.amazon.com/connect/latest/adminguide/cases-sla.html */
const documentedMinutes = 129_600;

function check(props: SlaRuleProps): void {
  if (props.targetValues.length !== 1) {
    throw new Error(
      `a native SLA has exactly one target value, policy ${props.policyName} has ${props.targetValues.join(', ') || 'none'}`,
    );
  }
  const { targetMinutes } = props;
  if (!Number.isInteger(targetMinutes) || targetMinutes < 1 || targetMinutes > maximumMinutes) {
    throw new Error(
      `policy ${props.policyName}: a native SLA lasts a whole number of minutes from 1 to ${maximumMinutes}, got ${targetMinutes}`,
    );
  }
}

/**
 * The Contact Lens rule that gives cases of a template the SLA which agents see in their workspace, when they are created or
 * when they come to be as its tests say. It runs only once the instance hears of case events.
 */
export class SlaRule extends Construct {
  readonly resource: connect.CfnRule;

  constructor(scope: Construct, id: string, props: SlaRuleProps) {
    super(scope, id);
    const { deployment, policyName, tests = [], part = 1, markerFieldId } = props;
    const isOnUpdate = markerFieldId !== undefined;
    const name = ruleName(deployment.stage, policyName, isOnUpdate ? 'on-case-update' : 'on-case-create', part);
    const marked = isOnUpdate ? [{ fieldId: markerFieldId, value: ruleMarker.waiting }] : [];
    check(props);
    if (props.targetMinutes > documentedMinutes) {
      Annotations.of(this).addWarningV2(
        'casewarden:sla-longer-than-documented',
        `policy ${props.policyName}: the administrator guide allows SLAs of at most 90 days, this one has ${props.targetMinutes} minutes`,
      );
    }
    this.resource = new connect.CfnRule(this, 'Resource', {
      instanceArn: props.deployment.instanceArn,
      name,
      publishStatus: 'PUBLISHED',
      triggerEventSource: { eventSourceName: isOnUpdate ? 'OnCaseUpdate' : 'OnCaseCreate' },
      function: ruleFunction(this, caseConditions(props.templateId, [...tests, ...marked])),
      actions: {
        assignSlaActions: [
          {
            slaAssignmentType: 'CASES',
            caseSlaConfiguration: {
              name: props.policyName,
              type: 'CaseField',
              fieldId: props.fieldId,
              targetFieldValues: props.targetValues.map((stringValue) => ({ stringValue })),
              targetSlaMinutes: props.targetMinutes,
            },
          },
        ],
        // In the same rule, so that it is quiet once it has run: its own change of the case is an update, too.
        ...(isOnUpdate
          ? { updateCaseActions: [{ fields: [{ id: markerFieldId, value: { stringValue: ruleMarker.assigned } }] }] }
          : {}),
      },
    });
  }
}
