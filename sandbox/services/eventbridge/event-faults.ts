import type { EventFaults } from '../../kernel/world.ts';

/** What becomes of one event: `lost` before any rule sees it, `doubled`: delivered once more later. */
export type EventFate = 'delivered' | 'lost' | 'doubled';

/** Which events of a source are lost and which come twice: by counting, so that a run repeats. */
export interface FaultyEvents {
  set(faults: EventFaults): void;
  /** Counts the event. */
  fateOf(source: string): EventFate;
}

export function createFaultyEvents(): FaultyEvents {
  const bySource = new Map<string, EventFaults & { counted: number }>();
  return {
    set: (faults) => void bySource.set(faults.source, { ...faults, counted: 0 }),
    fateOf(source) {
      const faults = bySource.get(source);
      if (faults === undefined) return 'delivered';
      faults.counted += 1;
      const { counted, loseEvery, doubleEvery } = faults;
      if (loseEvery !== undefined && counted % loseEvery === 0) return 'lost';
      // Half-way between two that are lost, when both are wished as often.
      if (doubleEvery !== undefined && counted % doubleEvery === Math.floor(doubleEvery / 2)) return 'doubled';
      return 'delivered';
    },
  };
}
