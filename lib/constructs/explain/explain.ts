import { CfnOutput } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { explainSpec } from '../../../lambda/handlers/explain/spec.ts';
import type { HandlerBundles } from '../../bundle/handler-bundle.ts';
import { allowLedgerKey } from '../ledger/allow-ledger-key.ts';
import type { LedgerReference } from '../references.ts';
import { SpecFunction } from '../spec-function/spec-function.ts';

export interface ExplainProps {
  readonly bundles: HandlerBundles;
  readonly ledger: LedgerReference;
}

/**
 * Answers why the clocks of a case are as they are. It reads the ledger and nothing else; who may ask is who
 * may invoke it.
 */
export class Explain extends Construct {
  readonly handler: SpecFunction<(typeof explainSpec)['env']>;

  constructor(scope: Construct, id: string, { bundles, ledger }: ExplainProps) {
    super(scope, id);
    this.handler = new SpecFunction(this, 'Function', {
      spec: explainSpec,
      bundles,
      environment: { LEDGER_TABLE: ledger.tableName },
      invoker: { by: 'person' },
    });
    // A replay looks at all cases, which stand on no index.
    this.handler.allow(['dynamodb:GetItem', 'dynamodb:Scan'], [ledger.tableArn]);
    allowLedgerKey(this.handler, ledger, 'read');
    const output = new CfnOutput(this, 'Name', {
      value: this.handler.resource.functionName,
      description: 'Function that explains the clocks of a case: invoke it with {"caseId":"…"}.',
    });
    // The name by which tools find it, in whatever stack it stands.
    output.overrideLogicalId('ExplainFunction');
  }
}
