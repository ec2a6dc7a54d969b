import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { eraseSpec } from '../../../lambda/handlers/erase/spec.ts';
import type { HandlerBundles } from '../../bundle/handler-bundle.ts';
import { allowLedgerKey } from '../ledger/allow-ledger-key.ts';
import type { LedgerReference } from '../references.ts';
import { SpecFunction } from '../spec-function/spec-function.ts';

export interface EraseProps {
  readonly bundles: HandlerBundles;
  readonly ledger: LedgerReference;
}

/** Forgets what is known of a case when a person asks for it. Who may ask is who may invoke it. */
export class Erase extends Construct {
  readonly handler: SpecFunction<(typeof eraseSpec)['env']>;

  constructor(scope: Construct, id: string, props: EraseProps) {
    super(scope, id);
    const { ledger } = props;
    this.handler = new SpecFunction(this, 'Function', {
      spec: eraseSpec,
      bundles: props.bundles,
      environment: { LEDGER_TABLE: ledger.tableName },
      invoker: { by: 'person' },
    });
    this.handler.allow(
      ['dynamodb:BatchWriteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
      [ledger.tableArn],
    );
    allowLedgerKey(this.handler, ledger, 'write');
    const output = new CfnOutput(this, 'Name', {
      value: this.handler.resource.functionName,
      description: 'Function that forgets what is known of a case: casewarden erase --function NAME.',
    });
    // The name by which tools find it, in whatever stack it stands.
    output.overrideLogicalId('EraseFunction');
  }
}
