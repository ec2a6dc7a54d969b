import { RemovalPolicy } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { stagedName } from '../staged-name.ts';

/** The bus on which Casewarden announces what happened to cases, for its own sinks and for others to build on. */
export class AnnouncementBus extends Construct {
  readonly resource: events.EventBus;

  constructor(scope: Construct, id: string, props: { readonly stage: string }) {
    super(scope, id);
    this.resource = new events.EventBus(this, 'Resource', {
      eventBusName: stagedName(props.stage),
      description: 'What Casewarden announces about cases: SLA Breached, SLA Ended, Sink Ready and more.',
    });
    // Rules of others may hang on it; not yet when the deployment that makes it fails, which must leave its name free.
    this.resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }
}
