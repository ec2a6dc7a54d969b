/** What other stacks need to know of the ledger; a `dynamodb.Table` is one. */
export interface LedgerReference {
  readonly tableName: string;
  readonly tableArn: string;
}

/** What other stacks need to know of the bus; an `events.EventBus` is one. */
export interface BusReference {
  readonly eventBusName: string;
  readonly eventBusArn: string;
}
