import { Annotations, Stack } from 'aws-cdk-lib';
import * as connect from 'aws-cdk-lib/aws-connect';
import { Construct } from 'constructs';
import type { Deployment } from '../../deployment.ts';

export interface SlaRuleProps {
  readonly deployment: Deployment;
  /** Name of the policy; also the name of the SLA that agents see. */
  readonly policyName: string;
  readonly templateId: string;
  readonly fieldId: string;
  /** Values that end the SLA. The native SLA knows exactly one. */
  readonly targetValues: readonly string[];
  readonly targetMinutes: number;
}

/** Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateRule.html */
const namePattern = /^[0-9a-zA-Z._-]{1,200}$/;
/** Two years. Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_CaseSlaConfiguration.html */
const maximumMinutes = 1_051_200;
/** 90 days: what the administrator guide says an SLA may last. Source: https://docs.aws.amazon.com/connect/latest/adminguide/cases-sla.html */
const documentedMinutes = 129_600;

function check(name: string, props: SlaRuleProps): void {
  if (!namePattern.test(name)) {
    throw new Error(`the name of a rule must match ${namePattern.source}, got ${JSON.stringify(name)}`);
  }
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
 * The Contact Lens rule that gives every new case of a template its SLA, which agents see in their workspace. It runs only
 * once the instance hears of case events.
 */
export class SlaRule extends Construct {
  readonly resource: connect.CfnRule;

  constructor(scope: Construct, id: string, props: SlaRuleProps) {
    super(scope, id);
    // A rule on cases cannot be renamed, so the name holds only what never changes. One action per rule, so the stage and
    // the policy identify it.
    const name = `casewarden.${props.deployment.stage}.${props.policyName}.on-case-create`;
    check(name, props);
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
      triggerEventSource: { eventSourceName: 'OnCaseCreate' },
      function: Stack.of(this).toJsonString({
        Version: '2022-11-25',
        RuleFunction: {
          Operator: 'AND',
          Operands: [
            {
              Operator: 'CONTAINS_ANY',
              Operands: [props.templateId],
              ComparisonValue: '$.Case.TemplateId',
              Negate: false,
            },
          ],
        },
      }),
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
      },
    });
  }
}
