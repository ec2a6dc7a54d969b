import type { IConstruct } from 'constructs';

/** A finding of a check that is accepted on a construct, and why that is right. */
export interface Acknowledgement {
  /** For example `AwsSolutions-IAM5` or `Serverless-SQSRedrivePolicy`. */
  readonly rule: string;
  /**
   * How the finding ends that cdk-nag prints in brackets after the rule, for example `/case/*`. Only the end, because
   * what stands before it may be a reference whose text depends on how stacks refer to one another.
   * @default - the rule prints nothing in brackets
   */
  readonly findingEndsWith?: string;
  /** Why this is right here, in a sentence. */
  readonly reason: string;
}

const metadataType = 'casewarden:acknowledgement';

/**
 * The one way in which a finding of a check is accepted. It holds for the construct and what is below it, so give the
 * smallest construct. The reason ends up in the cloud assembly; one of fewer than 20 characters is refused.
 */
export function acknowledge(construct: IConstruct, ...acknowledgements: readonly Acknowledgement[]): void {
  for (const acknowledgement of acknowledgements) {
    if (acknowledgement.reason.trim().length < 20) {
      throw new Error(
        `acknowledging ${acknowledgement.rule} needs a real reason, at least 20 characters; got "${acknowledgement.reason}"`,
      );
    }
    construct.node.addMetadata(metadataType, acknowledgement);
  }
}

/** The acknowledgements that were made on this very construct. */
export function acknowledgementsOf(construct: IConstruct): readonly Acknowledgement[] {
  return construct.node.metadata
    .filter((entry) => entry.type === metadataType)
    .map((entry) => entry.data as Acknowledgement);
}

/** True when the acknowledgement accepts a finding, written as `<rule>` or `<rule>[<finding>]`. */
export function accepts(acknowledgement: Acknowledgement, ruleName: string): boolean {
  if (acknowledgement.findingEndsWith === undefined) return ruleName === acknowledgement.rule;
  return ruleName.startsWith(`${acknowledgement.rule}[`) && ruleName.endsWith(`${acknowledgement.findingEndsWith}]`);
}
