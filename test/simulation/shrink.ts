import type { Fault } from './faults/fault.ts';
import type { Failing } from './report.ts';
import { simulate, type Simulation } from './simulate.ts';

/** Whether a promise of the same kind is broken: another one is another finding. */
const isSameFinding = (one: Failing, other: Failing): boolean =>
  other.violations.some(({ check }) => one.violations.some((known) => known.check === check));

/**
 * The fewest faults with which a promise of the same kind is still broken: leaves out halves, quarters, … and single faults, again
 * and again until none can be spared. Deterministic, so the result replays.
 */
export async function shrink(failing: Failing): Promise<Simulation> {
  const whole = await simulate(failing.seed, { faults: failing.faults });
  const without = await simulate(failing.seed, { faults: [] });
  if (isSameFinding(whole, without)) return without;
  let best = whole;
  for (let spared = true; spared;) {
    spared = false;
    for (let size = Math.ceil(best.faults.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      let place = 0;
      while (place < best.faults.length) {
        const faults = best.faults.filter((_fault, index) => index < place || index >= place + size);
        const tried = await simulate(best.seed, { faults });
        if (!isSameFinding(whole, tried)) place += size;
        else {
          best = tried;
          spared = true;
        }
      }
    }
  }
  return best;
}

/** How one sees a failing simulation again. */
export function replayLine({ seed, faults }: { readonly seed: number; readonly faults: readonly Fault[] }): string {
  return `npm run simulate -- --seed ${seed} --seeds 1 --faults '${JSON.stringify(faults)}' --trace`;
}

/** What is put below `found/`, so that it is a test from then on. */
export function foundFile({ seed, faults, violations }: Simulation): string {
  const [first] = violations;
  return JSON.stringify({ showed: `${first?.check}: ${first?.sentence}`, seed, faults });
}
