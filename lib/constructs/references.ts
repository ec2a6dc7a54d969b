/** What other stacks need to know of the ledger; a `dynamodb.Table` is one. */
export interface LedgerReference {
  readonly tableName: string;
  readonly tableArn: string;
  /** The customer managed key that encrypts it. @default - none: whoever may use the table needs no key */
  readonly encryptionKey?: { readonly keyArn: string } | undefined;
}

/** What other stacks need to know of the bus; an `events.EventBus` is one. */
export interface BusReference {
  readonly eventBusName: string;
  readonly eventBusArn: string;
}
