/** A sparse index of a table: it shows each key as it was a while ago, and never goes back to an older write. */
export interface LaggingIndex<Value> {
  /** What the table holds under the key from now on; undefined takes the key out of the index. */
  put(key: string, value: Value | undefined): void;
  /** What a query finds now, in no order. */
  shown(): [key: string, value: Value][];
  /** True when the index shows nothing, and nothing is on its way to it. */
  isEmpty(): boolean;
  /** True when a write has not been shown yet. */
  isBehind(): boolean;
}

/** @param isSame whether a write of one value over the other changes nothing */
export function createLaggingIndex<Value>(
  later: (milliseconds: number, act: () => void) => void,
  lag: () => number,
  isSame: (one: Value | undefined, other: Value | undefined) => boolean,
): LaggingIndex<Value> {
  const written = new Map<string, Value>();
  const visible = new Map<string, Value>();
  const shownWrites = new Map<string, number>();
  let writes = 0;
  let underway = 0;
  return {
    put: (key, value) => {
      if (isSame(written.get(key), value)) return;
      if (value === undefined) written.delete(key);
      else written.set(key, value);
      const write = (writes += 1);
      underway += 1;
      later(lag(), () => {
        underway -= 1;
        if ((shownWrites.get(key) ?? 0) > write) return;
        shownWrites.set(key, write);
        if (value === undefined) visible.delete(key);
        else visible.set(key, value);
      });
    },
    shown: () => [...visible],
    isEmpty: () => visible.size === 0 && underway === 0,
    isBehind: () => underway > 0,
  };
}
