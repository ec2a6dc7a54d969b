import { Fn, Stack } from 'aws-cdk-lib';
import * as connect from 'aws-cdk-lib/aws-connect';
import { Construct } from 'constructs';
import type { Deployment } from '../../deployment.ts';
import type { FlowDocument } from '../../flows/flow-document.ts';
import { checkFlow } from '../../flows/lint-flow.ts';
import { stagedName } from '../staged-name.ts';

export interface ConnectFlowProps {
  readonly deployment: Deployment;
  /** The last part of the flow's name: `casewarden-<stage>-<name>`. */
  readonly name: string;
  readonly description: string;
  readonly document: FlowDocument;
}

/** An inbound flow of the Connect instance, checked before the service could refuse it. */
export class ConnectFlow extends Construct {
  readonly resource: connect.CfnContactFlow;
  readonly flowArn: string;
  readonly flowId: string;

  constructor(scope: Construct, id: string, props: ConnectFlowProps) {
    super(scope, id);
    checkFlow(props.name, props.document, 'flow');
    this.resource = new connect.CfnContactFlow(this, 'Resource', {
      instanceArn: props.deployment.instanceArn,
      name: stagedName(props.deployment.stage, props.name),
      description: props.description,
      type: 'CONTACT_FLOW',
      content: Stack.of(this).toJsonString(props.document),
    });
    this.flowArn = this.resource.attrContactFlowArn;
    this.flowId = Fn.select(3, Fn.split('/', this.flowArn));
  }
}
