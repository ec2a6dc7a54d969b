import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { ledgerTable } from '../../../lambda/contract/ledger-rows.ts';
import type { LedgerReference } from '../references.ts';

const stringAttribute = (name: string): dynamodb.Attribute => ({ name, type: dynamodb.AttributeType.STRING });

/** The table with one item per case. It outlives its stack: what is owed to whom must not vanish with a deployment. */
export class Ledger extends Construct {
  readonly resource: dynamodb.Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const encryptionKey = new kms.Key(this, 'Key', {
      description: `Encrypts the ledger of ${Stack.of(this).stackName}. Without it the ledger cannot be read again.`,
      enableKeyRotation: true,
      // As the table, also when its creation is rolled back: a table whose key is gone is lost.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.resource = new dynamodb.Table(this, 'Resource', {
      partitionKey: stringAttribute(ledgerTable.partitionKey),
      sortKey: stringAttribute(ledgerTable.sortKey),
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: ledgerTable.timeToLive,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
      encryptionKey,
      deletionProtection: true,
      // Kept also when its creation is rolled back: a protected table could not be deleted, which would fail the rollback,
      // and its generated name is in nobody's way.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const index of Object.values(ledgerTable.indexes)) {
      this.resource.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: stringAttribute(index.partitionKey),
        sortKey: stringAttribute(index.sortKey),
        // Index rows are hints that say which case to look at; the table's keys always come with them.
        projectionType: dynamodb.ProjectionType.KEYS_ONLY,
      });
    }
  }
}

/** ARN of one of the table's indexes; naming it keeps wildcards out of policies. */
export function indexArn(table: LedgerReference, index: keyof typeof ledgerTable.indexes): string {
  return `${table.tableArn}/index/${ledgerTable.indexes[index].name}`;
}
