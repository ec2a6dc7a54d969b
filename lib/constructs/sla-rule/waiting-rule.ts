import * as connect from 'aws-cdk-lib/aws-connect';
import { Construct } from 'constructs';
import { ruleMarker } from '../../../lambda/contract/rule-marker.ts';
import type { Deployment } from '../../deployment.ts';
import type { RuleTest } from '../../policy/native-rules.ts';
import { caseConditions, ruleFunction, ruleName } from './rule-function.ts';

export interface WaitingRuleProps {
  readonly deployment: Deployment;
  readonly policyName: string;
  readonly templateId: string;
  /** What else a new case must be like. */
  readonly tests: readonly RuleTest[];
  /** Which of the rules of the policy this is, from 1. */
  readonly part: number;
  /** Our own field of the policy. */
  readonly markerFieldId: string;
}

/**
 * The Contact Lens rule that marks new cases for the rule which attaches their SLA at a later update: only a field that has a
 * value can be asked about by documented means.
 */
export class WaitingRule extends Construct {
  readonly resource: connect.CfnRule;

  constructor(scope: Construct, id: string, props: WaitingRuleProps) {
    super(scope, id);
    const { deployment, policyName, templateId, tests, part, markerFieldId } = props;
    this.resource = new connect.CfnRule(this, 'Resource', {
      instanceArn: deployment.instanceArn,
      name: ruleName(deployment.stage, policyName, 'on-case-create', part),
      publishStatus: 'PUBLISHED',
      triggerEventSource: { eventSourceName: 'OnCaseCreate' },
      function: ruleFunction(this, caseConditions(templateId, tests)),
      actions: {
        updateCaseActions: [{ fields: [{ id: markerFieldId, value: { stringValue: ruleMarker.waiting } }] }],
      },
    });
  }
}
