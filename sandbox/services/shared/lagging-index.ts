/**
 * A search index that follows its store some time later, as the services' searches do: a reader sees the newest version
 * that is at least `lagMilliseconds` old. It holds versions with their moments instead of timers, so that it costs
 * nothing on the clock.
 */
export interface LaggingIndex<T> {
  /** Records how a document looks from now on; undefined when it was deleted. The document must not change later. */
  record(id: string, document: T | undefined): void;
  /** What a search sees now, in order of first appearance. */
  documents(): readonly T[];
}

interface Version<T> {
  readonly at: number;
  readonly document: T | undefined;
}

export function createLaggingIndex<T>(now: () => number, lagMilliseconds: number): LaggingIndex<T> {
  const histories = new Map<string, Version<T>[]>();

  /** Drops the versions that no search can see any more; the first of the rest is the visible one, if it is old enough. */
  const settle = (history: Version<T>[]): void => {
    const horizon = now() - lagMilliseconds;
    while (history[1] && history[1].at <= horizon) history.shift();
  };

  return {
    record(id, document) {
      const history = histories.get(id) ?? [];
      history.push({ at: now(), document });
      settle(history);
      histories.set(id, history);
    },
    documents() {
      const visible: T[] = [];
      for (const [id, history] of histories) {
        settle(history);
        const first = history[0]!;
        if (first.at > now() - lagMilliseconds) continue;
        if (first.document !== undefined) visible.push(first.document);
        else if (history.length === 1) histories.delete(id);
      }
      return visible;
    },
  };
}
