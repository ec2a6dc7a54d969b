import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Something that only a person can do, and where. */
export interface ChecklistItem {
  /** Letters and digits; part of the output's name. */
  readonly id: string;
  /** What to do, in one sentence. */
  readonly what: string;
  /** A page on which it is done. */
  readonly where: string;
}

/** Longest value of an output. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const maximumLength = 1024;

/** Stack outputs that say what a person must still do after the deployment, each with a link. */
export class Checklist extends Construct {
  constructor(scope: Construct, id: string, items: readonly ChecklistItem[]) {
    super(scope, id);
    for (const [index, item] of items.entries()) {
      const value = `${item.what} ${item.where}`;
      if (value.length > maximumLength) {
        throw new Error(
          `checklist item ${item.id} has ${value.length} characters, at most ${maximumLength} are allowed`,
        );
      }
      const output = new CfnOutput(this, item.id, { description: 'Still to be done by a person.', value });
      output.overrideLogicalId(`Checklist${index + 1}${item.id}`);
    }
  }
}
