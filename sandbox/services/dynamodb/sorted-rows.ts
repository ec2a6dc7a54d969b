import { createHash } from 'node:crypto';
import { compareValues, type AttributeValue, type Item } from './attribute-value.ts';
import { keyText, type KeySchema } from './key-schema.ts';

/** Where a row stands: partitions by the hash of their key, rows by sort key, rows of an index then by primary key. */
export interface Position {
  readonly hash: string;
  readonly partition: string;
  readonly sortValue: AttributeValue | undefined;
  readonly primaryKey: string;
}

export interface Row extends Position {
  readonly item: Item;
}

const compareTexts = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function compareWithinPartition(left: Position, right: Position): number {
  const order = left.sortValue && right.sortValue ? (compareValues(left.sortValue, right.sortValue) ?? 0) : 0;
  return order || compareTexts(left.primaryKey, right.primaryKey);
}

export const comparePositions = (left: Position, right: Position): number =>
  compareTexts(left.hash, right.hash) ||
  compareTexts(left.partition, right.partition) ||
  compareWithinPartition(left, right);

/** The rows of a table or of a global secondary index, kept in order. An item without the key is not part of it. */
export class SortedRows {
  readonly schema: KeySchema;
  readonly #primary: KeySchema;
  readonly #partitions = new Map<string, Row[]>();

  constructor(schema: KeySchema, primary: KeySchema) {
    this.schema = schema;
    this.#primary = primary;
  }

  /** @returns undefined when the item lacks an attribute of the key. */
  positionOf(item: Item): Position | undefined {
    const partitionValue = item.get(this.schema.partition.name);
    const sortValue = this.schema.sort && item.get(this.schema.sort.name);
    if (!partitionValue || (this.schema.sort && !sortValue)) return undefined;
    const partition = keyText(partitionValue);
    return {
      hash: createHash('md5').update(partition).digest('hex'),
      partition,
      sortValue,
      primaryKey: JSON.stringify([
        keyText(item.get(this.#primary.partition.name)),
        keyText(this.#primary.sort && item.get(this.#primary.sort.name)),
      ]),
    };
  }

  #find(rows: readonly Row[], position: Position): { index: number; found: boolean } {
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareWithinPartition(rows[middle]!, position) < 0) low = middle + 1;
      else high = middle;
    }
    return { index: low, found: rows[low] !== undefined && compareWithinPartition(rows[low]!, position) === 0 };
  }

  get(key: Item): Item | undefined {
    const position = this.positionOf(key);
    const rows = position && this.#partitions.get(position.partition);
    if (!rows) return undefined;
    const { index, found } = this.#find(rows, position);
    return found ? rows[index]!.item : undefined;
  }

  put(item: Item): void {
    const position = this.positionOf(item);
    if (!position) return;
    const rows = this.#partitions.get(position.partition) ?? [];
    this.#partitions.set(position.partition, rows);
    const { index, found } = this.#find(rows, position);
    rows.splice(index, found ? 1 : 0, { ...position, item });
  }

  delete(item: Item): void {
    const position = this.positionOf(item);
    const rows = position && this.#partitions.get(position.partition);
    if (!rows) return;
    const { index, found } = this.#find(rows, position);
    if (found) rows.splice(index, 1);
    if (rows.length === 0) this.#partitions.delete(position.partition);
  }

  /** Rows of one partition by sort key, ascending. */
  partition(value: AttributeValue): readonly Row[] {
    return this.#partitions.get(keyText(value)) ?? [];
  }

  /** All rows in the order of a Scan: partitions by hash, which looks arbitrary but stays. */
  all(): readonly Row[] {
    const partitions = [...this.#partitions.values()];
    return partitions.sort((left, right) => comparePositions(left[0]!, right[0]!)).flat();
  }

  get size(): number {
    return [...this.#partitions.values()].reduce((sum, rows) => sum + rows.length, 0);
  }
}
