import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { Erase } from '../../../lib/constructs/erase/erase.ts';
import { stubBundles } from '../support/stub-bundles.ts';
import { templateOf } from '../support/test-stack.ts';

describe('the function that forgets', () => {
  const tableArn = 'arn:aws:dynamodb:ap-northeast-1:111122223333:table/ledger';
  const template = templateOf((stack) => {
    new Erase(stack, 'Erase', { bundles: stubBundles, ledger: { tableName: 'ledger', tableArn } });
  });

  test('may read and rewrite rows of the ledger, write its log, and nothing else', () => {
    template.resourceCountIs('AWS::IAM::Policy', 1);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: Match.anyValue() },
          {
            Action: ['dynamodb:BatchWriteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
            Effect: 'Allow',
            Resource: tableArn,
          },
        ],
      },
    });
    expect(template.findResources('AWS::Lambda::Permission')).toEqual({});
  });

  test('is found by a name that does not depend on where it stands', () => {
    template.hasOutput('EraseFunction', { Value: { Ref: Match.stringLikeRegexp('Erase') } });
  });
});
