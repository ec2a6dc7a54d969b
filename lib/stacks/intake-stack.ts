import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Checklist, type ChecklistItem } from '../constructs/checklist/checklist.ts';
import { consoleLinks } from '../constructs/checklist/console-links.ts';
import { ConnectFlow } from '../constructs/intake-flows/connect-flow.ts';
import { IntakeChat } from '../constructs/intake-flows/intake-chat.ts';
import type { Deployment } from '../deployment.ts';
import { ownerTaskFlow } from '../flows/owner-task-flow.ts';
import type { DeployedIds, PolicySource } from '../policy/policy-source.ts';

export interface IntakeStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly source: PolicySource;
  readonly ids: DeployedIds;
}

/** How contacts become cases, and how tasks about cases reach people. */
export class IntakeStack extends Stack {
  readonly taskFlowArn: string;
  readonly taskFlowId: string;

  constructor(scope: Construct, id: string, props: IntakeStackProps) {
    super(scope, id, props);
    const { deployment, source, ids } = props;
    const intakes = Object.entries(source.policy.intake ?? {});
    for (const [intake] of intakes) {
      const chat = new IntakeChat(this, `Intake-${intake}`, {
        deployment,
        source,
        intake,
        fieldIds: ids.fieldIds,
        templateIds: ids.templateIds,
      });
      new CfnOutput(this, `ChatFlow-${intake}`, {
        value: chat.flow.flowId,
        description: `Flow that chats of intake ${intake} start with.`,
      });
    }
    const task = new ConnectFlow(this, 'TaskFlow', {
      deployment,
      name: 'owner-task',
      description: 'Takes a task to the one person whom it is for. Made by Casewarden.',
      document: ownerTaskFlow(),
    });
    this.taskFlowArn = task.flowArn;
    this.taskFlowId = task.flowId;
    new CfnOutput(this, 'TaskFlowId', { value: task.flowId, description: 'Flow that tasks for owners start with.' });

    const publish = ([intake, { queue, ask }]: (typeof intakes)[number]): ChecklistItem => ({
      id: `ChatWidget${intake.replaceAll(/[^A-Za-z0-9]/g, '')}`,
      what: `Publish a chat widget that starts the flow casewarden-${deployment.stage}-${intake} and sends its form as the attributes ${ask.join(', ')} (queue ${queue}), under Channels > Communications widget:`,
      where: consoleLinks.connectAdmin(deployment),
    });
    new Checklist(this, 'Checklist', [
      {
        id: 'RoutingProfiles',
        what: 'Switch on the channels chat and tasks in the routing profiles of agents, under Users > Routing profiles:',
        where: consoleLinks.connectAdmin(deployment),
      },
      ...intakes.map(publish),
    ]);
  }
}
