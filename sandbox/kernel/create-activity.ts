import type { Activity } from './clock.ts';

/** A counter of work in flight. `settled` looks twice, a turn apart, because work often ends by starting more. */
export function createActivity(): Activity {
  const running = new Map<symbol, string>();
  let waiting: (() => void)[] = [];

  const begin = (label: string): (() => void) => {
    const token = Symbol(label);
    running.set(token, label);
    return () => {
      if (!running.delete(token) || running.size > 0) return;
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    };
  };

  const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

  return {
    begin,
    async during(label, operation) {
      const end = begin(label);
      try {
        return await operation();
      } finally {
        end();
      }
    },
    async settled() {
      for (;;) {
        while (running.size > 0) await new Promise<void>((resolve) => waiting.push(resolve));
        await nextTurn();
        if (running.size > 0) continue;
        await nextTurn();
        if (running.size === 0) return;
      }
    },
    inFlight: () => [...running.values()],
  };
}
