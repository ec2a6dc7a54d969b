import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { PolicyFile } from '../../lambda/contract/policy-file.ts';
import { Alarms } from '../constructs/alarms/alarms.ts';
import { AlarmTopic } from '../constructs/alarms/alarm-topic.ts';
import type { Watched } from '../constructs/alarms/watched.ts';
import { Checklist } from '../constructs/checklist/checklist.ts';
import { consoleLinks } from '../constructs/checklist/console-links.ts';
import type { Deployment } from '../deployment.ts';

export interface OperationsStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly policy: PolicyFile;
  readonly watched: Watched;
}

/** What tells people when Casewarden itself stands still. It shares nothing with the stacks it watches but their names. */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    super(scope, id, props);
    const { deployment, policy, watched } = props;
    const email = policy.operations?.email ?? [];
    const topic = new AlarmTopic(this, 'Topic', { deployment, email }).resource;
    new Alarms(this, 'Alarms', { stage: deployment.stage, language: policy.language, topic, watched });
    new CfnOutput(this, 'AlarmTopic', { value: topic.topicArn, description: 'Where alarms go; subscribe to it.' });
    new Checklist(this, 'Checklist', [
      email.length === 0
        ? {
            id: 'AlarmReaders',
            what: 'Nobody hears of alarms yet: name addresses in `operations: { email: [...] }` of the policy file, or subscribe to the topic of the output AlarmTopic:',
            where: consoleLinks.topics(deployment),
          }
        : {
            id: 'AlarmReaders',
            what: `See that ${email.join(', ')} confirmed the mail "AWS Notification - Subscription Confirmation"; until then they hear nothing:`,
            where: consoleLinks.topics(deployment),
          },
    ]);
  }
}
