import { Annotations } from 'aws-cdk-lib';
import * as connect from 'aws-cdk-lib/aws-connect';
import { Construct } from 'constructs';
import type { Deployment } from '../../deployment.ts';
import { ruleFunction, ruleName } from './rule-function.ts';

export interface BreachRuleProps {
  readonly deployment: Deployment;
  readonly policyName: string;
  readonly slaName: string;
  /** Language of the texts. */
  readonly language: 'ja' | 'en';
  readonly mail?: { readonly userArns: readonly string[]; readonly subject: string; readonly body: string };
  readonly task?: { readonly flowArn: string; readonly name: string; readonly description?: string };
  readonly notice?: { readonly userArns: readonly string[]; readonly text: string };
}

/** Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_SendInAppNotificationActionDefinition.html */
const contentKeys = { ja: 'jaJp', en: 'enUs' } as const;

/**
 * The Contact Lens rule that acts when a native SLA of that name is breached, in place of Casewarden. It has at most one
 * action of each type, as CloudFormation wants it.
 */
export class BreachRule extends Construct {
  readonly resource: connect.CfnRule;

  constructor(scope: Construct, id: string, props: BreachRuleProps) {
    super(scope, id);
    const { deployment, policyName, slaName, mail, task, notice } = props;
    if (mail !== undefined) {
      Annotations.of(this).addWarningV2(
        'casewarden:mail-on-sla-breach-undocumented',
        `policy ${policyName}: AWS does not document that a rule on the breach of an SLA may send mail; when Amazon Connect refuses the rule, let Casewarden send the mail`,
      );
    }
    this.resource = new connect.CfnRule(this, 'Resource', {
      instanceArn: deployment.instanceArn,
      name: ruleName(deployment.stage, policyName, 'on-sla-breach'),
      publishStatus: 'PUBLISHED',
      triggerEventSource: { eventSourceName: 'OnSlaBreach' },
      function: ruleFunction(this, [
        { operator: 'CONTAINS_ANY', subject: '$.RelatedItem.SlaConfiguration.Name', operands: [slaName] },
      ]),
      actions: {
        ...(mail === undefined
          ? {}
          : {
              sendNotificationActions: [
                {
                  deliveryMethod: 'EMAIL',
                  contentType: 'PLAIN_TEXT',
                  subject: mail.subject,
                  content: mail.body,
                  recipient: { userArns: [...mail.userArns] },
                },
              ],
            }),
        ...(task === undefined
          ? {}
          : {
              taskActions: [
                {
                  name: task.name,
                  ...(task.description === undefined ? {} : { description: task.description }),
                  contactFlowArn: task.flowArn,
                },
              ],
            }),
        ...(notice === undefined
          ? {}
          : {
              sendInAppNotificationActions: [
                {
                  content: { [contentKeys[props.language]]: notice.text },
                  recipient: { userArns: [...notice.userArns] },
                },
              ],
            }),
      },
    });
  }
}
