import type { TopicAccess, World } from '../../kernel/world.ts';
import { policyAllows } from '../shared/resource-policy.ts';
import type { TopicStore } from './store.ts';

/** Actions on a topic's key that a service needs to publish. */
const keyActions = ['kms:GenerateDataKey', 'kms:Decrypt'];
const sender = 'AWS Notifications <no-reply@sns.amazonaws.com>';

/**
 * Publishes in the name of another AWS service: judged by the policies of the topic and of its key. Every subscribed address
 * gets a mail, which stands in the journal like one of SES.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function createPublish(world: World, store: TopicStore): TopicAccess['publish'] {
  return ({ topicArn, subject, message, principal, sourceArn }) => {
    const topic = store.topics.get(topicArn);
    if (!topic) return `the topic ${topicArn} does not exist`;
    const context = {
      'aws:sourcearn': sourceArn,
      'aws:sourceaccount': world.kernel.place.accountId,
      'aws:securetransport': 'true',
      'aws:principalisawsservice': 'true',
      'aws:principalservicename': principal,
    };
    const asked = { service: principal, action: 'sns:Publish', resource: topicArn, context };
    // Without a policy of its own a topic takes what its own account sends.
    if (topic.policy !== undefined && !policyAllows(topic.policy, asked))
      return `the policy of the topic does not let ${principal} publish`;
    const { keyId } = topic;
    const refused = keyActions.find(
      (action) => keyId !== undefined && !world.keys.allows(keyId, { service: principal, action, context }),
    );
    if (refused !== undefined) return `the policy of the topic's key does not let ${principal} do ${refused}`;
    for (const { endpoint, topicArn: of } of store.subscriptions.values()) {
      if (of !== topicArn) continue;
      world.kernel.journal.append({
        kind: 'mail.sent',
        detail: { from: sender, to: [endpoint], cc: [], bcc: [], subject, body: message, tags: {}, topic: topicArn },
      });
    }
    return undefined;
  };
}
