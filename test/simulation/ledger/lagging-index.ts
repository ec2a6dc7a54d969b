/** A sparse index of a table: it shows each key as it was a while ago, and never goes back to an older write. */
export interface LaggingIndex<Value> {
  /** What the table holds under the key from now on; undefined takes the key out of the index. */
  put(key: string, value: Value | undefined): void;
  /** What a query finds now, in no order. */
  shown(): [key: string, value: Value][];
}

export function createLaggingIndex<Value>(
  later: (milliseconds: number, act: () => void) => void,
  lag: () => number,
): LaggingIndex<Value> {
  const visible = new Map<string, Value>();
  const shownWrites = new Map<string, number>();
  let writes = 0;
  return {
    put: (key, value) => {
      const write = (writes += 1);
      later(lag(), () => {
        if ((shownWrites.get(key) ?? 0) > write) return;
        shownWrites.set(key, write);
        if (value === undefined) visible.delete(key);
        else visible.set(key, value);
      });
    },
    shown: () => [...visible],
  };
}
