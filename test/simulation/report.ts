import { faultNames } from './faults/fault.ts';
import type { Simulation } from './simulate.ts';

/** What many simulations come to. */
export interface Totals {
  seeds: number;
  calls: number;
  violations: number;
  deadLetters: number;
  stoppedChains: number;
  readonly struck: Map<string, number>;
  /** Every await of every function that was made: `function port.method`. */
  readonly awaits: Set<string>;
  readonly killed: Set<string>;
  readonly failing: Simulation[];
}

export function createTotals(): Totals {
  return {
    seeds: 0,
    calls: 0,
    violations: 0,
    deadLetters: 0,
    stoppedChains: 0,
    struck: new Map(),
    awaits: new Set(),
    killed: new Set(),
    failing: [],
  };
}

/** Failing simulations that are kept to be told; the others are counted. */
const mostKept = 10;

export function addTo(totals: Totals, simulation: Simulation): void {
  totals.seeds += 1;
  totals.violations += simulation.violations.length;
  totals.deadLetters += simulation.evidence.deadLetters?.length ?? 0;
  totals.stoppedChains += simulation.evidence.stoppedChains?.length ?? 0;
  for (const [what, count] of simulation.calls) {
    totals.calls += count;
    totals.awaits.add(what);
  }
  for (const what of simulation.struckPlaces) totals.killed.add(what);
  for (const { name } of simulation.evidence.faults) totals.struck.set(name, (totals.struck.get(name) ?? 0) + 1);
  if (simulation.violations.length > 0 && totals.failing.length < mostKept) totals.failing.push(simulation);
}

/** Faults that have not struck anything yet. */
export const unstruck = ({ struck }: Totals): readonly string[] => faultNames.filter((name) => !struck.has(name));

/** How many of the awaits a run was killed before, and after. */
export function killCoverage({ awaits, killed }: Totals): {
  readonly of: number;
  readonly before: number;
  readonly after: number;
} {
  const count = (kind: string): number => [...awaits].filter((what) => killed.has(`${kind} ${what}`)).length;
  return { of: awaits.size, before: count('killed before'), after: count('killed after') };
}
