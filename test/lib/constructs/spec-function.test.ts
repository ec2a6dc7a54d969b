import { Match, Template } from 'aws-cdk-lib/assertions';
import { PermissionsBoundary, Stack } from 'aws-cdk-lib';
import { describe, expect, expectTypeOf, test } from 'vitest';
import * as z from 'zod/mini';
import { functionSpec } from '../../../lambda/contract/function-spec.ts';
import { SpecFunction, type EnvironmentOf } from '../../../lib/constructs/spec-function/spec-function.ts';
import { stubBundles } from '../support/stub-bundles.ts';
import { templateOf, testApp } from '../support/test-stack.ts';

const spec = functionSpec({
  name: 'advance',
  purpose: 'A function for tests.',
  env: z.object({ LEDGER_TABLE: z.string(), POLICY_HASH: z.string() }),
  timeoutSeconds: 7,
});
const environment = { LEDGER_TABLE: 'ledger', POLICY_HASH: 'abc' };
const common = { bundles: stubBundles, invoker: { by: 'queue' } } as const;

describe('a function made from its spec', () => {
  const template = templateOf((stack) => {
    const made = new SpecFunction(stack, 'F', { ...common, spec, environment });
    made.allow(['dynamodb:GetItem'], ['arn:aws:dynamodb:x:1:table/t'], { StringEquals: { a: 'b' } });
  });

  test('runs bundled ECMAScript on arm64 and Node 24', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: 7,
      MemorySize: 256,
      Description: 'A function for tests.',
      Environment: { Variables: environment },
      RecursiveLoop: 'Terminate',
    });
  });

  test('logs to a group of its own that forgets after a month', () => {
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    template.hasResourceProperties('AWS::Lambda::Function', {
      LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: Match.stringLikeRegexp('Logs') } },
    });
  });

  test('has a role of its own without managed policies, that may only write its log and what was allowed', () => {
    template.hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: Match.anyValue() },
          {
            Action: 'dynamodb:GetItem',
            Effect: 'Allow',
            Resource: 'arn:aws:dynamodb:x:1:table/t',
            Condition: { StringEquals: { a: 'b' } },
          },
        ],
      },
    });
  });

  test('may be part of a loop when its spec says so', () => {
    templateOf((stack) => {
      new SpecFunction(stack, 'F', { ...common, spec: { ...spec, recursiveLoop: true }, environment });
    }).hasResourceProperties('AWS::Lambda::Function', { RecursiveLoop: 'Allow' });
  });

  test('gets the permissions boundary of its stack', () => {
    const stack = new Stack(testApp(), 'Bounded', { permissionsBoundary: PermissionsBoundary.fromName('edge') });
    new SpecFunction(stack, 'F', { ...common, spec, environment });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      PermissionsBoundary: Match.objectLike({ 'Fn::Join': Match.anyValue() }),
    });
  });

  test('takes exactly the variables that the spec names, says the compiler', () => {
    expectTypeOf<EnvironmentOf<(typeof spec)['env']>>().toEqualTypeOf<{
      readonly LEDGER_TABLE: string;
      readonly POLICY_HASH: string;
    }>();
  });

  test.each([
    [
      'missing',
      { LEDGER_TABLE: 'ledger' },
      /environment of function advance: missing POLICY_HASH; its spec names LEDGER_TABLE, POLICY_HASH/,
    ],
    ['unknown', { ...environment, EXTRA: 'x' }, /unknown EXTRA/],
  ])('refuses a variable that is %s at run time', (_what, wrong: Record<string, string>, message) => {
    expect(() =>
      templateOf((stack) => {
        new SpecFunction(stack, 'F', { ...common, spec, environment: wrong as typeof environment });
      }),
    ).toThrow(message);
  });

  test('is refused when it was not bundled', () => {
    expect(() =>
      templateOf((stack) => {
        new SpecFunction(stack, 'F', { ...common, spec: { ...spec, name: 'unheard-of' }, environment });
      }),
    ).toThrow(/no bundle for function unheard-of/);
  });
});
