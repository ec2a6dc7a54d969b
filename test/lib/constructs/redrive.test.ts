import { Match } from 'aws-cdk-lib/assertions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { describe, expect, test } from 'vitest';
import { QueueWithDeadLetters } from '../../../lib/constructs/queue-with-dead-letters/queue-with-dead-letters.ts';
import { Redrive } from '../../../lib/constructs/redrive/redrive.ts';
import { stubBundles } from '../support/stub-bundles.ts';
import { templateOf } from '../support/test-stack.ts';

const ledger = { tableName: 'ledger', tableArn: 'arn:aws:dynamodb:ap-northeast-1:111122223333:table/ledger' };

describe('the function that brings back what was given up', () => {
  const template = templateOf((stack) => {
    const inbox = new QueueWithDeadLetters(stack, 'Inbox', { consumerTimeoutSeconds: 30 }).resource;
    const mail = new QueueWithDeadLetters(stack, 'Mail', { consumerTimeoutSeconds: 30 }).resource;
    new Redrive(stack, 'Redrive', { bundles: stubBundles, ledger, inboxQueue: inbox, queues: { inbox, mail } });
  });
  const arnOf = (name: string) => ({ 'Fn::GetAtt': [Match.stringLikeRegexp(`^${name}[0-9A-F]{8}$`), 'Arn'] });

  test('may read and write the ledger, take from the named dead-letter queues, send to the named queues, nothing else', () => {
    template.resourceCountIs('AWS::IAM::Policy', 1);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: Match.anyValue() },
          {
            Action: ['dynamodb:BatchWriteItem', 'dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:UpdateItem'],
            Effect: 'Allow',
            Resource: ledger.tableArn,
          },
          {
            Action: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage'],
            Effect: 'Allow',
            Resource: [arnOf('InboxDeadLetters'), arnOf('MailDeadLetters')],
          },
          { Action: 'sqs:SendMessage', Effect: 'Allow', Resource: [arnOf('Inbox'), arnOf('Mail')] },
        ],
      },
    });
    expect(template.findResources('AWS::Lambda::Permission')).toEqual({});
  });

  test('is found by a name that does not depend on where it stands', () => {
    template.hasOutput('RedriveFunction', { Value: { Ref: Match.stringLikeRegexp('Redrive') } });
  });

  test('is not made for a queue from which nothing could come back', () => {
    expect(() =>
      templateOf((stack) => {
        const plain = new sqs.Queue(stack, 'Plain');
        new Redrive(stack, 'Redrive', { bundles: stubBundles, ledger, inboxQueue: plain, queues: { plain } });
      }),
    ).toThrow('queue plain has no dead-letter queue');
  });
});
