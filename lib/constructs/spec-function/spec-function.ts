import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type * as z from 'zod/mini';
import type { FunctionSpec } from '../../../lambda/contract/function-spec.ts';
import { bundleOf, type HandlerBundles } from '../../bundle/handler-bundle.ts';
import { acknowledge } from '../../checks/acknowledge.ts';
import { checkEnvironment } from './check-environment.ts';

/** Exactly the environment variables that a spec names. */
export type EnvironmentOf<Env extends z.ZodMiniObject> = { readonly [Key in keyof z.infer<Env> & string]: string };

/** Who invokes a function, and with it where an invocation goes that fails. */
export type Invoker =
  /** An event source mapping: the message returns to its queue, then goes to that queue's dead-letter queue. */
  | { readonly by: 'queue' }
  /** CloudFormation: a failure or a missing answer fails the deployment. */
  | { readonly by: 'cloudformation' }
  /** Whoever may, and waits for the answer: they see a failure themselves. */
  | { readonly by: 'person' }
  /** A schedule, asynchronously: what fails for good goes to this queue. */
  | { readonly by: 'schedule'; readonly deadLetterQueue: IQueue };

export interface SpecFunctionProps<Env extends z.ZodMiniObject> {
  readonly spec: FunctionSpec<Env>;
  readonly bundles: HandlerBundles;
  readonly environment: EnvironmentOf<Env>;
  readonly invoker: Invoker;
}

const whyNoDeadLetterQueue = {
  queue: 'Only its event source mapping invokes the function; what fails returns to the queue, which has dead letters.',
  cloudformation: 'Only CloudFormation invokes the function and fails the deployment when no answer comes.',
  person: 'Whoever invokes the function waits for its answer and sees what failed.',
} as const;

/**
 * A Lambda function made from its spec: bundled code, own role with nothing but what is granted, own log group. Its
 * permissions boundary, if any, comes from the stack.
 */
export class SpecFunction<Env extends z.ZodMiniObject> extends Construct {
  readonly resource: lambda.Function;
  readonly role: iam.Role;
  /** Name of its spec. */
  readonly specName: string;
  readonly invokedBy: Invoker['by'];

  constructor(scope: Construct, id: string, props: SpecFunctionProps<Env>) {
    super(scope, id);
    const { spec, invoker } = props;
    this.specName = spec.name;
    this.invokedBy = invoker.by;
    checkEnvironment(spec, props.environment);
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: `What the Casewarden function ${spec.name} may do.`,
    });
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(this.role);
    this.resource = new lambda.Function(this, 'Resource', {
      description: spec.purpose,
      code: lambda.Code.fromAsset(bundleOf(props.bundles, spec.name).directory),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      timeout: Duration.seconds(spec.timeoutSeconds),
      memorySize: spec.memoryMegabytes ?? 256,
      environment: { ...props.environment },
      role: this.role,
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      recursiveLoop: spec.recursiveLoop === true ? lambda.RecursiveLoop.ALLOW : lambda.RecursiveLoop.TERMINATE,
      ...(invoker.by === 'schedule' ? { deadLetterQueue: invoker.deadLetterQueue } : {}),
    });
    acknowledge(this.resource, {
      rule: 'Serverless-LambdaTracing',
      reason: 'Nobody reads traces yet: logs carry the case id, and tracing needs a permission on every resource.',
    });
    if (invoker.by !== 'schedule') {
      acknowledge(this.resource, { rule: 'Serverless-LambdaDLQ', reason: whyNoDeadLetterQueue[invoker.by] });
    }
  }

  /** Lets the function do these actions on these resources, and nothing more. */
  allow(
    actions: readonly string[],
    resources: readonly string[],
    conditions?: Readonly<Record<string, unknown>>,
  ): void {
    this.role.addToPolicy(
      new iam.PolicyStatement({
        actions: [...actions],
        resources: [...resources],
        ...(conditions === undefined ? {} : { conditions }),
      }),
    );
  }
}
