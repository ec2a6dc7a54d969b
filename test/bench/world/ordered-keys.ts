/** Keys in the order of a text, for hundreds of thousands of them: a list of short sorted lists. */
export interface OrderedKeys {
  readonly size: number;
  /** Puts a key at its place, or moves it there; undefined takes it out. */
  put(key: string, order: string | undefined): void;
  orderOf(key: string): string | undefined;
  /** In order, with `after < order <= until`. */
  between(after: string, until: string, limit: number): readonly { readonly key: string; readonly order: string }[];
}

interface Entry {
  readonly key: string;
  readonly order: string;
}

/** A list that grows longer is cut in two. */
const longestList = 512;
/** Sorts behind every text that is used here. */
export const endOfOrder = '\uffff';

const isBefore = (one: Entry, other: Entry): boolean =>
  one.order < other.order || (one.order === other.order && one.key < other.key);

export function createOrderedKeys(): OrderedKeys {
  const orders = new Map<string, string>();
  const lists: Entry[][] = [[]];

  /** The first place of a sorted row at which `isReached` holds. */
  const firstWhere = <Value>(row: readonly Value[], isReached: (value: Value) => boolean): number => {
    let [low, high] = [0, row.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isReached(row[middle]!)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  /** The list in which the entry stands or would stand. */
  const listOf = (entry: Entry): number =>
    Math.min(
      firstWhere(lists, (list) => list.length > 0 && !isBefore(list.at(-1)!, entry)),
      lists.length - 1,
    );

  const remove = (entry: Entry): void => {
    const at = listOf(entry);
    const list = lists[at]!;
    list.splice(
      firstWhere(list, (other) => !isBefore(other, entry)),
      1,
    );
    if (list.length === 0 && lists.length > 1) lists.splice(at, 1);
  };
  const insert = (entry: Entry): void => {
    const at = listOf(entry);
    const list = lists[at]!;
    list.splice(
      firstWhere(list, (other) => !isBefore(other, entry)),
      0,
      entry,
    );
    if (list.length > longestList) lists.splice(at, 1, list.slice(0, longestList / 2), list.slice(longestList / 2));
  };

  return {
    get size() {
      return orders.size;
    },
    put(key, order) {
      const known = orders.get(key);
      if (known === order) return;
      if (known !== undefined) remove({ key, order: known });
      if (order === undefined) orders.delete(key);
      else {
        orders.set(key, order);
        insert({ key, order });
      }
    },
    orderOf: (key) => orders.get(key),
    between(after, until, limit) {
      const found: Entry[] = [];
      let at = firstWhere(lists, (list) => list.length > 0 && list.at(-1)!.order > after);
      let place = firstWhere(lists[at] ?? [], ({ order }) => order > after);
      for (; at < lists.length && found.length < limit; at += 1, place = 0) {
        const list = lists[at]!;
        for (; place < list.length && found.length < limit; place += 1) {
          if (list[place]!.order > until) return found;
          found.push(list[place]!);
        }
      }
      return found;
    },
  };
}
