import { App, Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { accepts, acknowledge, acknowledgementsOf, type Acknowledgement } from '../../../lib/checks/acknowledge.ts';
import { AcknowledgingPack } from '../../../lib/checks/acknowledging-pack.ts';
import { addChecks } from '../../../lib/checks/add-checks.ts';
import { projectContext } from '../../../lib/project-context.ts';
import { addStacks } from '../../../lib/synth-app.ts';
import { firstDesk, settings } from '../support/first-desk.ts';
import { stubBundles } from '../support/stub-bundles.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testStack } from '../support/test-stack.ts';

const reason = 'A reason that is long enough.';

describe('accepting a finding', () => {
  test.each<[string, Acknowledgement, string, boolean]>([
    ['the rule itself', { rule: 'A-X1', reason }, 'A-X1', true],
    ['not another rule', { rule: 'A-X1', reason }, 'A-X11', false],
    ['not what the rule prints in brackets', { rule: 'A-X1', reason }, 'A-X1[Resource::*]', false],
    [
      'a finding by its end',
      { rule: 'A-X1', findingEndsWith: '/case/*', reason },
      'A-X1[Resource::{"Fn":1}/case/*]',
      true,
    ],
    [
      'not a finding with another end',
      { rule: 'A-X1', findingEndsWith: '/case/*', reason },
      'A-X1[Resource::*]',
      false,
    ],
  ])('accepts %s', (_what, acknowledgement, ruleName, expected) => {
    expect(accepts(acknowledgement, ruleName)).toBe(expected);
  });

  test('needs a real reason', () => {
    expect(() => acknowledge(testStack(), { rule: 'A-X1', reason: 'fine' })).toThrow(/needs a real reason.*got "fine"/);
  });

  test('is remembered on the construct', () => {
    const stack = testStack();
    acknowledge(stack, { rule: 'A-X1', reason });
    expect(acknowledgementsOf(stack)).toEqual([{ rule: 'A-X1', reason }]);
  });
});

describe('checks', () => {
  const packs = () => [new AcknowledgingPack(new AwsSolutionsChecks()), new AcknowledgingPack(new ServerlessChecks())];

  test('find a queue without dead letters, until that is acknowledged', () => {
    const stack = testStack();
    const queue = new sqs.Queue(stack, 'Queue');
    const ruleNames = (): readonly string[] =>
      packs().flatMap((pack) => pack.validateScope(stack).violations.map((violation) => violation.ruleName));
    expect(ruleNames().toSorted()).toEqual(['AwsSolutions-SQS3', 'AwsSolutions-SQS4', 'Serverless-SQSRedrivePolicy']);
    acknowledge(queue, { rule: 'Serverless-SQSRedrivePolicy', reason }, { rule: 'AwsSolutions-SQS3', reason });
    expect(ruleNames()).toEqual(['AwsSolutions-SQS4']);
  });

  test('find nothing in the app, and every acknowledgement is needed', () => {
    const app = new App({
      context: projectContext(),
      outdir: temporaryFolder(),
      builtinCloudFormationValidation: false,
    });
    addStacks(app, { policy: firstDesk, settings, bundles: stubBundles });
    app.synth();
    const used = new Set<Acknowledgement>();
    for (const pack of packs()) {
      expect(pack.validateScope(app).violations).toEqual([]);
      for (const acknowledgement of pack.usedAcknowledgements) used.add(acknowledgement);
    }
    const made = app.node
      .findAll()
      .flatMap((construct) => acknowledgementsOf(construct).map((one) => ({ where: construct.node.path, one })));
    expect(made.filter(({ one }) => !used.has(one))).toEqual([]);
  });

  test('see resources of every stack', () => {
    const app = new App({ outdir: temporaryFolder() });
    new sqs.Queue(new Stack(app, 'One'), 'Queue');
    new sqs.Queue(new Stack(app, 'Two'), 'Queue');
    const [pack] = packs();
    const found = pack?.validateScope(app).violations.flatMap((violation) => violation.violatingResources);
    expect(new Set(found?.map((resource) => resource.constructPath?.split('/')[0]))).toEqual(new Set(['One', 'Two']));
  });
});

test('a finding fails the synthesis', () => {
  const app = new App({ outdir: temporaryFolder(), builtinCloudFormationValidation: false });
  const queue = new sqs.Queue(new Stack(app, 'One'), 'Queue', { enforceSSL: true });
  addChecks(app);
  acknowledge(queue, { rule: 'AwsSolutions-SQS3', reason });
  expect(() => app.synth()).toThrow(/Serverless-SQSRedrivePolicy/);
});
