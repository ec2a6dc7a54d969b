import type { Fault } from './faults/fault.ts';
import { simulate, type Simulation } from './simulate.ts';

/**
 * The fewest faults of a failing simulation with which a promise is still broken: leaves out halves, quarters, … and at last
 * single faults, as long as something fails. Deterministic, so the result replays.
 */
export async function shrink(failing: Simulation): Promise<Simulation> {
  let best = failing;
  for (let size = Math.ceil(best.faults.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    let place = 0;
    while (place < best.faults.length) {
      const faults = best.faults.filter((_fault, index) => index < place || index >= place + size);
      const tried = await simulate(best.seed, { faults });
      if (tried.violations.length > 0) best = tried;
      else place += size;
    }
  }
  return best;
}

/** How one sees a failing simulation again. */
export function replayLine({ seed, faults }: { readonly seed: number; readonly faults: readonly Fault[] }): string {
  return `npm run simulate -- --seed ${seed} --seeds 1 --faults '${JSON.stringify(faults)}' --trace`;
}
