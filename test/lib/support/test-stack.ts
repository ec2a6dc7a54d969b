import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { projectContext } from '../../../lib/project-context.ts';
import { deployment } from './first-desk.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** An app with the flags of cdk.json and without the checks that take a second. */
export function testApp(): App {
  return new App({
    outdir: temporaryFolder(),
    context: { ...projectContext(), '@aws-cdk/core:validateAgainstDefaultRules': false },
    builtinCloudFormationValidation: false,
  });
}

/** A stack in the account and Region of the example. */
export function testStack(): Stack {
  return new Stack(testApp(), 'Test', { env: { account: deployment.accountId, region: deployment.region } });
}

/** Template of a stack that holds only what `build` puts into it. */
export function templateOf(build: (stack: Stack) => void): Template {
  const stack = testStack();
  build(stack);
  return Template.fromStack(stack);
}
