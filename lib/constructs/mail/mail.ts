import * as ses from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { arnOf, type Deployment } from '../../deployment.ts';
import { stagedName } from '../staged-name.ts';

/** The SES configuration set that every mail of Casewarden carries, so that its send events can be told apart. */
export class MailConfiguration extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: { readonly deployment: Deployment }) {
    super(scope, id);
    const resource = new ses.CfnConfigurationSet(this, 'Resource', {
      name: stagedName(props.deployment.stage),
      deliveryOptions: { tlsPolicy: 'REQUIRE' },
      reputationOptions: { reputationMetricsEnabled: true },
      sendingOptions: { sendingEnabled: true },
    });
    this.name = resource.ref;
  }
}

/** What a sender may use to send from an address: the address itself or its domain, whichever was verified. */
export function sendingResources(deployment: Deployment, from: string, configurationSet: string): readonly string[] {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return [
    arnOf(deployment, 'ses', `identity/${from}`),
    arnOf(deployment, 'ses', `identity/${domain}`),
    arnOf(deployment, 'ses', `configuration-set/${configurationSet}`),
  ];
}
