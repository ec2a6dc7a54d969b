import { CustomResource, Duration, type RemovalPolicy } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type * as z from 'zod/mini';
import type { FunctionSpec } from '../../lambda/contract/function-spec.ts';

export interface EnsureResourceProps<Properties> {
  /** `Custom::…`, as in lambda/contract/custom-resources.ts. */
  readonly resourceType: `Custom::${string}`;
  readonly spec: FunctionSpec;
  readonly handler: lambda.IFunction;
  /** Exactly what the function parses. */
  readonly properties: Properties;
  /** @default - deletion asks the function, which deletes what it made and nothing else */
  readonly removalPolicy?: RemovalPolicy;
}

/** What CDK code passes for a schema of lambda/contract/custom-resources.ts: its own keys, without the loose rest. */
export type PropertiesOf<Schema extends z.ZodMiniObject> = Pick<z.input<Schema>, keyof Schema['shape'] & string>;

/**
 * A custom resource that a plain function of ours answers. CloudFormation waits a minute longer than the function may
 * run, instead of the hour that is its default.
 */
export function ensureResource<Properties extends object>(
  scope: Construct,
  id: string,
  props: EnsureResourceProps<Properties>,
): CustomResource {
  return new CustomResource(scope, id, {
    resourceType: props.resourceType,
    serviceToken: props.handler.functionArn,
    serviceTimeout: Duration.seconds(props.spec.timeoutSeconds + 60),
    properties: { ...props.properties },
    ...(props.removalPolicy === undefined ? {} : { removalPolicy: props.removalPolicy }),
  });
}
