/*
 * Keys of the ledger table: one table, partition key `pk`, sort key `sk`, both strings. Two sparse indexes, for ever
 * (DynamoDB adds only one per update): `due` (`duePartition`, `dueAt`) and `ready` (`readyPartition`, `readyOrder`).
 * The names stand here because the CDK app, the functions and the sandbox's views must agree on them.
 */
export const ledgerTable = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Epoch seconds; only rows that may vanish carry it. Never a timer. */
  timeToLive: 'expiresAt',
  indexes: {
    due: { name: 'due', partitionKey: 'duePartition', sortKey: 'dueAt' },
    ready: { name: 'ready', partitionKey: 'readyPartition', sortKey: 'readyOrder' },
  },
} as const;

/** Shards of the `due` index. A case's shard is a stable hash of its id. */
export const dueShardCount = 4;

export const rowKeys = {
  case: (caseId: string) => ({ pk: `CASE#${caseId}`, sk: 'CASE' }),
  timeline: (caseId: string, entryId: string, at: string) => ({
    pk: `CASE#${caseId}`,
    sk: `TIMELINE#${at}#${entryId}`,
  }),
  ready: (caseId: string, lane: string) => ({ pk: `CASE#${caseId}`, sk: `READY#${lane}` }),
  lease: (lane: string) => ({ pk: `LANE#${lane}`, sk: 'LEASE' }),
  /**
   * What is left of the quota of an API. Account and Region are those of the table; another deployment in them has a table and
   * buckets of its own, and the shares in the policy files keep the two apart.
   */
  bucket: (api: string) => ({ pk: `BUCKET#${api}`, sk: 'BUCKET' }),
  /** What has been spent of a budget in an hour. */
  budget: (name: string, of: string, hour: string) => ({ pk: `BUDGET#${name}#${of}#${hour}`, sk: 'BUDGET' }),
  watermark: (shard: string) => ({ pk: `TICK#${shard}`, sk: 'WATERMARK' }),
  /** Hours of operation as Connect last told them. */
  calendar: (hoursOfOperationId: string) => ({ pk: `CALENDAR#${hoursOfOperationId}`, sk: 'CALENDAR' }),
  /** What is known of a contact before and after it is linked to a case. */
  contact: (contactId: string) => ({ pk: `CONTACT#${contactId}`, sk: 'CONTACT' }),
  /** How far a sweep has come. */
  sweep: (sweep: string) => ({ pk: `SWEEP#${sweep}`, sk: 'WATERMARK' }),
  /** Cases that a slice of a full pass has seen. */
  sweepSlice: (passBegunAt: string, slice: string) => ({ pk: `SWEEP#seen#${passBegunAt}`, sk: `SLICE#${slice}` }),
  /** What one run of a sweep did. */
  sweepRun: (startedAt: string, sweep: string) => ({ pk: 'SWEEP#runs', sk: `RUN#${startedAt}#${sweep}` }),
  policy: (hash: string) => ({ pk: `POLICY#${hash}`, sk: 'POLICY' }),
} as const;

export const duePartition = (shard: number): string => `DUE#${shard}`;
export const readyPartition = (lane: string): string => `READY#${lane}#0`;
