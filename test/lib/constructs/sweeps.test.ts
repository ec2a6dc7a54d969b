import { Match } from 'aws-cdk-lib/assertions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { expect, test } from 'vitest';
import { DailyStatement } from '../../../lib/constructs/statement/statement.ts';
import { StatementBucket } from '../../../lib/constructs/statement/statement-bucket.ts';
import { SweepCases } from '../../../lib/constructs/sweep-cases/sweep-cases.ts';
import { SweepSlas } from '../../../lib/constructs/sweep-slas/sweep-slas.ts';
import { deployment } from '../support/first-desk.ts';
import { stubBundles } from '../support/stub-bundles.ts';
import { templateOf } from '../support/test-stack.ts';

const ledger = { tableName: 'ledger', tableArn: 'arn:aws:dynamodb:ap-northeast-1:111122223333:table/ledger' };
const casesDomainArn = 'arn:aws:cases:ap-northeast-1:111122223333:domain/d1';

test('the sweep of SLAs comes every five minutes, reads, and spends a part of our share of searches', () => {
  const template = templateOf((stack) => {
    new SweepSlas(stack, 'Sweep', {
      deployment,
      bundles: stubBundles,
      ledger,
      inboxQueue: new sqs.Queue(stack, 'Inbox'),
      policyHash: 'hash',
      casesDomainId: 'd1',
      casesDomainArn,
      quotas: { share: '50%' },
    });
  });
  template.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(5 minutes)' });
  template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { RATE_PER_SECOND: '0.15' } } });
  const actions = JSON.stringify(template.findResources('AWS::IAM::Policy')).match(/cases:[A-Z]\w+/g);
  expect(actions).toEqual(['cases:SearchAllRelatedItems', 'cases:GetCase']);
});

test.each([
  [1, '0.3'],
  [2, '0.15'],
] as const)(
  'of %i sweeps the one of cases spends %s of a search a second, reads, and changes nothing',
  (sweeps, rate) => {
    const template = templateOf((stack) => {
      new SweepCases(stack, 'Sweep', {
        deployment,
        bundles: stubBundles,
        ledger,
        inboxQueue: new sqs.Queue(stack, 'Inbox'),
        policyHash: 'hash',
        casesDomainId: 'd1',
        casesDomainArn,
        quotas: { share: '50%' },
        sweeps,
      });
    });
    template.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(5 minutes)' });
    template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { RATE_PER_SECOND: rate } } });
    const actions = JSON.stringify(template.findResources('AWS::IAM::Policy')).match(/(cases|dynamodb|sqs):[A-Z]\w+/g);
    expect(actions?.toSorted()).toEqual([
      'cases:GetCase',
      'cases:SearchCases',
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:Scan',
      'sqs:SendMessage',
      'sqs:SendMessage',
    ]);
  },
);

test.each([
  [undefined, 'cron(0 8 * * ? *)', undefined],
  ['21:05', 'cron(5 21 * * ? *)', 'C0DESK'],
] as const)('the statement at %s comes by %s in its zone; it reads, and announces', (at, expression, slackChannel) => {
  const instanceArn = 'arn:aws:connect:ap-northeast-1:111122223333:instance/11111111-2222-3333-4444-555555555555';
  const template = templateOf((stack) => {
    new DailyStatement(stack, 'Statement', {
      deployment,
      bundles: stubBundles,
      ledger,
      bus: { eventBusName: 'bus', eventBusArn: 'arn:aws:events:ap-northeast-1:111122223333:event-bus/bus' },
      policyHash: 'hash',
      instanceArn,
      at,
      timeZone: 'Asia/Tokyo',
      bucket: { bucketName: 'files', bucketArn: 'arn:aws:s3:::files', keyArn: 'arn:aws:kms:::key/k' },
      slackChannel,
      quotas: undefined,
    });
  });
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: 'Asia/Tokyo',
  });
  const policies = JSON.stringify(template.findResources('AWS::IAM::Policy'));
  expect(policies.match(/(cases|connect|events|kms|s3|secretsmanager):[A-Z]\w+/g)?.toSorted()).toEqual([
    'connect:ListUsers',
    'events:PutEvents',
    'kms:GenerateDataKey',
    // The condition on the key.
    'kms:ViaService',
    's3:PutObject',
    ...(slackChannel === undefined ? [] : ['secretsmanager:GetSecretValue']),
  ]);
  expect(policies).toContain('"arn:aws:s3:::files/statements/*"');
  expect(policies).toContain(`"Resource":"${instanceArn}"`);
});

test('the bucket of statements is kept, encrypted by a key of its own, versioned, and reached by TLS from the account only', () => {
  const template = templateOf((stack) => {
    new StatementBucket(stack, 'Statements');
  });
  template.hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      VersioningConfiguration: { Status: 'Enabled' },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Match.anyValue() },
          },
        ],
      },
      LifecycleConfiguration: {
        Rules: [
          Match.objectLike({
            ExpirationInDays: 400,
            NoncurrentVersionExpiration: { NoncurrentDays: 90 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          }),
        ],
      },
    },
  });
  template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } });
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: Match.objectLike({
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Deny',
          Action: 's3:*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      ]),
    }),
  });
});
