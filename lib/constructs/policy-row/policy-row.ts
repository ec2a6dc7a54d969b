import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import type { compiledPolicyRow } from '../../../lambda/contract/custom-resources.ts';
import { storePolicySpec } from '../../../lambda/handlers/store-policy/spec.ts';
import type { HandlerBundles } from '../../bundle/handler-bundle.ts';
import { ensureResource, type PropertiesOf } from '../ensure-resource.ts';
import { allowLedgerKey } from '../ledger/allow-ledger-key.ts';
import { SpecFunction } from '../spec-function/spec-function.ts';
import type { LedgerReference } from '../references.ts';

export interface PolicyRowProps {
  readonly bundles: HandlerBundles;
  readonly ledger: LedgerReference;
  /** May hold tokens: ids that only CloudFormation knows are filled in at deployment. */
  readonly policy: CompiledPolicy;
}

/** The compiled policy as an immutable row of the ledger. Older rows stay: clocks that run pin the row they started with. */
export class PolicyRow extends Construct {
  /** What new clocks follow; changes with the policy's content. */
  readonly hash: string;

  constructor(scope: Construct, id: string, props: PolicyRowProps) {
    super(scope, id);
    const store = new SpecFunction(this, 'Store', {
      spec: storePolicySpec,
      bundles: props.bundles,
      environment: { LEDGER_TABLE: props.ledger.tableName },
      invoker: { by: 'cloudformation' },
    });
    store.allow(['dynamodb:PutItem'], [props.ledger.tableArn]);
    allowLedgerKey(store, props.ledger, 'write');
    const resource = ensureResource<PropertiesOf<typeof compiledPolicyRow>>(this, 'Resource', {
      resourceType: 'Custom::CompiledPolicy',
      spec: storePolicySpec,
      handler: store.resource,
      properties: { Policy: Stack.of(this).toJsonString(props.policy) },
    });
    this.hash = resource.getAttString('Hash');
  }
}
