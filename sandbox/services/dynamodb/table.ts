import { itemSizeBytes, type Item } from './attribute-value.ts';
import { validationError } from './errors.ts';
import { checkIndexKey, checkItemKey, type KeySchema } from './key-schema.ts';
import { SortedRows } from './sorted-rows.ts';

export interface IndexDefinition {
  readonly name: string;
  readonly key: KeySchema;
  /** Attributes besides the keys: all, or these. */
  readonly projected: 'ALL' | readonly string[];
}

export interface TableDefinition {
  readonly name: string;
  readonly key: KeySchema;
  readonly indexes: readonly IndexDefinition[];
  readonly timeToLiveAttribute: string | undefined;
  readonly deletionProtected: boolean;
  readonly pointInTimeRecovery: boolean;
  readonly billingMode: 'PAY_PER_REQUEST' | 'PROVISIONED';
}

const largestItemBytes = 400 * 1024;

/** A table and its global secondary indexes, which follow every write at once. */
export class Table {
  readonly arn: string;
  readonly id: string;
  readonly createdAt: number;
  readonly rows: SortedRows;
  #definition: TableDefinition;
  #indexes: Map<string, { readonly definition: IndexDefinition; readonly rows: SortedRows }>;

  constructor(definition: TableDefinition, identity: { arn: string; id: string; createdAt: number }) {
    this.arn = identity.arn;
    this.id = identity.id;
    this.createdAt = identity.createdAt;
    this.rows = new SortedRows(definition.key, definition.key);
    this.#definition = definition;
    this.#indexes = new Map();
    this.redefine(definition);
  }

  get definition(): TableDefinition {
    return this.#definition;
  }

  /** Takes a new definition with the same primary key; new indexes are filled from what is there. */
  redefine(definition: TableDefinition): void {
    this.#definition = definition;
    this.#indexes = new Map(
      definition.indexes.map((index) => {
        const rows = new SortedRows(index.key, definition.key);
        for (const { item } of this.rows.all()) rows.put(item);
        return [index.name, { definition: index, rows }];
      }),
    );
  }

  /** @throws AwsError ValidationException when the table has no such index. */
  index(name: string): { readonly definition: IndexDefinition; readonly rows: SortedRows } {
    const index = this.#indexes.get(name);
    if (!index) throw validationError(`The table does not have the specified index: ${name}`);
    return index;
  }

  get(key: Item): Item | undefined {
    return this.rows.get(key);
  }

  /** @throws AwsError ValidationException when the item could not be stored. */
  check(item: Item, tooLarge = 'Item size has exceeded the maximum allowed size'): void {
    checkItemKey(this.#definition.key, item);
    for (const { definition } of this.#indexes.values()) checkIndexKey(definition.name, definition.key, item);
    if (itemSizeBytes(item) > largestItemBytes) throw validationError(tooLarge);
  }

  /** Stores an item that passed `check`. */
  put(item: Item): void {
    this.delete(item);
    this.rows.put(item);
    for (const { rows } of this.#indexes.values()) rows.put(item);
  }

  delete(key: Item): void {
    const item = this.rows.get(key);
    if (!item) return;
    this.rows.delete(item);
    for (const { rows } of this.#indexes.values()) rows.delete(item);
  }
}
