import { Validations, type App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { AcknowledgingPack } from './acknowledging-pack.ts';

/** Has every synthesis of the app checked by cdk-nag's packs AwsSolutions and Serverless; a finding fails it. */
export function addChecks(app: App): readonly AcknowledgingPack[] {
  const packs = [
    new AcknowledgingPack(new AwsSolutionsChecks(app, { verbose: true })),
    new AcknowledgingPack(new ServerlessChecks(app, { verbose: true })),
  ];
  Validations.of(app).addPlugins(...packs);
  return packs;
}
