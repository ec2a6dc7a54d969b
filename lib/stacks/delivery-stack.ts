import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { PolicyFile } from '../../lambda/contract/policy-file.ts';
import type { HandlerBundles } from '../bundle/handler-bundle.ts';
import { Checklist } from '../constructs/checklist/checklist.ts';
import { consoleLinks } from '../constructs/checklist/console-links.ts';
import type { BusReference, LedgerReference } from '../constructs/references.ts';
import { SalesforceSink } from '../constructs/salesforce-sink/salesforce-sink.ts';
import type { Deployment } from '../deployment.ts';

export interface DeliveryStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly sinks: NonNullable<PolicyFile['sinks']>;
  readonly bundles: HandlerBundles;
  readonly ledger: LedgerReference;
  readonly bus: BusReference;
}

/** True when the policy file names a sink; without one there is nothing to deploy here. */
export const hasSinks = (sinks: PolicyFile['sinks']): sinks is NonNullable<PolicyFile['sinks']> =>
  sinks?.salesforce !== undefined;

/** The outside systems that receive cases. */
export class DeliveryStack extends Stack {
  constructor(scope: Construct, id: string, props: DeliveryStackProps) {
    super(scope, id, props);
    const { deployment, bundles, ledger, bus } = props;
    const { salesforce } = props.sinks;
    if (salesforce === undefined) throw new Error('the Delivery stack needs at least one sink in `sinks:`');
    new SalesforceSink(this, 'Salesforce', { deployment, bundles, ledger, bus });
    new Checklist(this, 'Checklist', [
      {
        id: 'SalesforceField',
        what: `Give the Salesforce object ${salesforce.object} a text field ${salesforce.key}, marked as unique external id, and let the integration user write it:`,
        where: 'https://help.salesforce.com/s/articleView?id=platform.adding_fields.htm',
      },
      {
        id: 'SalesforceSecret',
        what: `Create the secret ${deployment.secretNames.salesforce} with { "current": { "domain": …, "clientId": …, "clientSecret": … } }:`,
        where: consoleLinks.newSecret(deployment),
      },
    ]);
  }
}
