import { describe, expect, test } from 'vitest';
import { policyAllows, policyProblems } from '../../../sandbox/services/shared/resource-policy.ts';

const queue = 'arn:aws:sqs:ap-northeast-1:111122223333:inbox';
const rule = 'arn:aws:events:ap-northeast-1:111122223333:rule/bus/cases';
const request = {
  service: 'events.amazonaws.com',
  action: 'sqs:SendMessage',
  resource: queue,
  context: { 'aws:sourcearn': rule, 'aws:sourceaccount': '111122223333', 'aws:securetransport': 'true' },
};
const allow = {
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: 'sqs:SendMessage',
  Resource: queue,
};
const denyWithoutTls = {
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 'sqs:*',
  Resource: queue,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const when = (Condition: object) => [{ ...allow, Condition }];

test.each<[string, object[] | undefined, boolean]>([
  ['no policy', undefined, false],
  ['a statement for it', [allow], true],
  [
    'what the CDK writes: TLS only, and the rule by its ARN',
    [denyWithoutTls, ...when({ ArnEquals: { 'aws:SourceArn': rule } })],
    true,
  ],
  ['only a denial that does not apply', [denyWithoutTls], false],
  ['a denial that applies beside the allowance', [allow, { ...allow, Effect: 'Deny' }], false],
  ['another service', [{ ...allow, Principal: { Service: ['sns.amazonaws.com'] } }], false],
  [
    'several services, this one among them',
    [{ ...allow, Principal: { Service: ['sns.amazonaws.com', 'events.amazonaws.com'] } }],
    true,
  ],
  ['everybody', [{ ...allow, Principal: '*' }], true],
  ['another action', [{ ...allow, Action: ['sqs:GetQueueUrl', 'sqs:ReceiveMessage'] }], false],
  ['an action with a wildcard, in other case', [{ ...allow, Action: 'SQS:send*' }], true],
  ['another queue', [{ ...allow, Resource: `${queue}-2` }], false],
  ['a resource with a wildcard', [{ ...allow, Resource: 'arn:aws:sqs:*:*:in*' }], true],
  ['another rule', when({ ArnEquals: { 'aws:SourceArn': `${rule}2` } }), false],
  ['one of several rules', when({ ArnLike: { 'aws:SourceArn': [`${rule}2`, rule] } }), true],
  ['a rule with a wildcard', when({ ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:111122223333:rule/*' } }), true],
  [
    'a wildcard that would have to reach over a colon',
    when({ ArnLike: { 'aws:SourceArn': 'arn:aws:events:*:rule/*' } }),
    false,
  ],
  ['the account', when({ StringEquals: { 'AWS:SourceAccount': '111122223333' } }), true],
  ['another account', when({ StringEquals: { 'aws:SourceAccount': '444455556666' } }), false],
  [
    'two conditions of which one fails',
    when({ StringEquals: { 'aws:SourceAccount': '111122223333', 'aws:SourceArn': 'x' } }),
    false,
  ],
  ['a key that the request has not', when({ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }), false],
  ['the same, if it exists', when({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } }), true],
  ['a negation', when({ StringNotEquals: { 'aws:SourceAccount': ['444455556666', '111122223333'] } }), false],
  ['a key that must be absent', when({ Null: { 'aws:PrincipalOrgID': 'true' } }), true],
])('%s', (_what, Statement, allowed) => {
  expect(policyAllows(Statement && { Version: '2012-10-17', Statement }, request)).toBe(allowed);
});

describe('a policy that would not be honoured is named', () => {
  test.each<[unknown, string]>([
    ['text', 'must be an object'],
    [{ Statement: [] }, 'no statement'],
    [{ Statement: [{ ...allow, Effect: 'Perhaps' }] }, 'Effect must be Allow or Deny'],
    [
      { Statement: [{ Sid: 'Mine', Effect: 'Allow', NotPrincipal: '*', Action: 'sqs:*', Resource: '*' }] },
      'Mine: Principal is missing',
    ],
    [{ Statement: when({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }) }, 'IpAddress is not judged'],
  ])('%j', (policy, problem) => {
    expect(policyProblems(policy).join()).toContain(problem);
  });

  test('and one that would is not', () => {
    expect(policyProblems({ Statement: [allow, denyWithoutTls] })).toEqual([]);
  });
});
