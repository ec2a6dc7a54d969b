import { Match } from 'aws-cdk-lib/assertions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { describe, expect, test } from 'vitest';
import { goesByContacts, LinkContacts } from '../../../lib/constructs/link-contacts/link-contacts.ts';
import { matchesEvent } from '../../../sandbox/services/eventbridge/pattern/match-event.ts';
import { compilePattern } from '../../../sandbox/services/eventbridge/pattern/compile-pattern.ts';
import { deskPolicy } from '../../support/desk-policy.ts';
import { deployment } from '../support/first-desk.ts';
import { stubBundles } from '../support/stub-bundles.ts';
import { templateOf } from '../support/test-stack.ts';

const ledger = { tableName: 'ledger', tableArn: 'arn:aws:dynamodb:ap-northeast-1:111122223333:table/ledger' };
const casesDomainArn = 'arn:aws:cases:ap-northeast-1:111122223333:domain/d1';

test.each([
  ['next-response', undefined, true],
  ['update', { changedFieldIds: [], comment: true, outbound: true }, true],
  ['update', { changedFieldIds: [], comment: true, outbound: false }, false],
  ['first-response', undefined, false],
] as const)('a %s clock with renew %j goes by contacts: %s', (kind, renew, expected) => {
  const [row] = deskPolicy.policies;
  const policies = [{ ...row!, kind, ...(renew && { renew: { ...renew, changedFieldIds: [] } }) }];
  expect(goesByContacts({ policies })).toBe(expected);
});

describe('the link between contacts and cases', () => {
  const template = templateOf((stack) => {
    new LinkContacts(stack, 'LinkContacts', {
      deployment,
      bundles: stubBundles,
      ledger,
      inboxQueue: new sqs.Queue(stack, 'Inbox'),
      casesDomainArn,
    });
  });
  const patterns = Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) =>
    compilePattern(Properties.EventPattern),
  );
  const hears = (event: Readonly<Record<string, unknown>>): boolean =>
    patterns.some((pattern) => matchesEvent(pattern, event));

  const contact = (detail: object, source = 'aws.connect') => ({
    source,
    'detail-type': 'Amazon Connect Contact Event',
    resources: [],
    detail: {
      eventType: 'INITIATED',
      channel: 'CHAT',
      instanceArn: deployment.instanceArn,
      initiationMethod: 'API',
      ...detail,
    },
  });
  const link = (detail: object, resources = [casesDomainArn]) => ({
    source: 'aws.cases',
    'detail-type': 'Amazon Connect Cases Change',
    resources,
    detail: { eventType: 'RELATED_ITEM.CREATED', relatedItem: { relatedItemType: 'Contact' }, ...detail },
  });

  test.each([
    ['a chat that begins', contact({}), true],
    ['a call that comes to an agent', contact({ eventType: 'CONNECTED_TO_AGENT', channel: 'Voice' }), true],
    ['a chat that waits', contact({ eventType: 'QUEUED' }), false],
    ['a task', contact({ channel: 'TASK' }), false],
    ['a task in other letters', contact({ channel: 'Task' }), false],
    ['a contact of another instance', contact({ instanceArn: `${deployment.instanceArn}0` }), false],
    ['a contact that is linked', link({}), true],
    [
      'a link in the other spelling',
      link({ eventType: 'CASE.RELATED_ITEM.CREATED', relatedItem: { relatedItemType: 'contact' } }),
      true,
    ],
    ['a comment', link({ relatedItem: { relatedItemType: 'Comment' } }), false],
    ['a link that is removed', link({ eventType: 'RELATED_ITEM.DELETED' }), false],
    ['a link in another domain', link({}, ['arn:aws:cases:ap-northeast-1:111122223333:domain/d2']), false],
  ])('%s is heard of: %s', (_what, event, expected) => {
    expect(hears(event)).toBe(expected);
  });

  test('may write contacts and send to the inbox, and nothing else', () => {
    const statements = Object.entries(template.findResources('AWS::IAM::Policy'))
      .filter(([id]) => id.startsWith('LinkContactsFunction'))
      .flatMap(([, policy]) => policy['Properties'].PolicyDocument.Statement as { Action: string | string[] }[]);
    const actions = statements.flatMap(({ Action }) => Action).filter((action) => !action.startsWith('logs:'));
    expect(actions.sort((a, b) => (a < b ? -1 : 1))).toEqual([
      'dynamodb:UpdateItem',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
      'sqs:SendMessage',
    ]);
    template.hasResourceProperties('AWS::Lambda::Function', { RecursiveLoop: 'Terminate' });
    template.hasResourceProperties('AWS::SQS::Queue', { RedrivePolicy: Match.anyValue() });
  });
});
