import { App, type Stack } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { HandlerBundles } from './bundle/handler-bundle.ts';
import { addChecks } from './checks/add-checks.ts';
import { findWatched } from './constructs/alarms/watched.ts';
import { deploymentOf } from './deployment.ts';
import { compilePolicy } from './policy/compile-policy.ts';
import type { CompilePolicy, PolicySource } from './policy/policy-source.ts';
import { projectContext } from './project-context.ts';
import type { DeploymentSettings } from './settings.ts';
import { AutomationStack } from './stacks/automation-stack.ts';
import { DeliveryStack, hasSinks } from './stacks/delivery-stack.ts';
import { IntakeStack } from './stacks/intake-stack.ts';
import { OperationsStack } from './stacks/operations-stack.ts';
import { stackNameOf, stackPropsOf } from './stacks/stack-props.ts';
import { StateStack } from './stacks/state-stack.ts';

export interface SynthAppProps {
  readonly policy: PolicySource;
  readonly settings: DeploymentSettings;
  readonly bundles: HandlerBundles;
  /** Folder of the cloud assembly; two syntheses must not share one. @default - as the CDK's command line says */
  readonly outdir?: string;
  /**
   * False leaves out cdk-nag and the CloudFormation schemas, which take most of the time; for tests of other things.
   * @default true
   */
  readonly checks?: boolean;
  /** @default - lib/policy/compile-policy.ts */
  readonly compile?: CompilePolicy;
}

/** Adds the stacks of a policy to an app, in the order in which they are deployed. */
export function addStacks(app: App, props: Omit<SynthAppProps, 'outdir' | 'checks'>): void {
  const { policy: source, settings, bundles, compile = compilePolicy } = props;
  const deployment = deploymentOf(source, settings);
  const id = (name: Parameters<typeof stackNameOf>[1]): string => stackNameOf(deployment.stage, name);
  const state = new StateStack(app, id('State'), {
    ...stackPropsOf(deployment, settings, 'State'),
    deployment,
    source,
    bundles,
  });
  const { ids, casesDomainArn, ledger, bus } = state;
  const intake = new IntakeStack(app, id('Intake'), {
    ...stackPropsOf(deployment, settings, 'Intake'),
    deployment,
    source,
    ids,
  });
  intake.addStackDependency(state);
  const automation = new AutomationStack(app, id('Automation'), {
    ...stackPropsOf(deployment, settings, 'Automation'),
    deployment,
    source,
    bundles,
    ids,
    casesDomainArn,
    ledger,
    bus,
    compiledPolicy: compile(source, ids),
    statements: state.statements,
    taskFlowArn: intake.taskFlowArn,
    taskFlowId: intake.taskFlowId,
  });
  automation.addStackDependency(intake);
  const watched: Stack[] = [state, intake, automation];
  const { sinks } = source.policy;
  if (hasSinks(sinks)) {
    const delivery = new DeliveryStack(app, id('Delivery'), {
      ...stackPropsOf(deployment, settings, 'Delivery'),
      deployment,
      sinks,
      bundles,
      ledger,
      bus,
    });
    delivery.addStackDependency(automation);
    watched.push(delivery);
  }
  // Last of all: whatever stands in a stack by now is watched.
  const operations = new OperationsStack(app, id('Operations'), {
    ...stackPropsOf(deployment, settings, 'Operations'),
    deployment,
    policy: source.policy,
    watched: findWatched(watched),
  });
  for (const stack of watched) operations.addStackDependency(stack);
}

/**
 * Synthesizes the app in this process: no credentials, no network. Throws when the policy cannot be deployed or a check
 * finds something; the findings then stand on standard error and in the assembly's `validation-report.json`.
 */
export function synthApp(props: SynthAppProps): CloudAssembly {
  const checks = props.checks ?? true;
  const app = new App({
    ...(props.outdir === undefined ? {} : { outdir: props.outdir }),
    // The command line passes it too; without the command line, flags must be the same.
    context: { ...projectContext(), ...(checks ? {} : { '@aws-cdk/core:validateAgainstDefaultRules': false }) },
    analyticsReporting: false,
    ...(checks ? {} : { builtinCloudFormationValidation: false }),
  });
  addStacks(app, props);
  if (checks) addChecks(app);
  return app.synth();
}
