import { faultNames, type Fault } from './faults/fault.ts';
import { changingPlaces, places } from './functions/places.ts';
import type { Simulation } from './simulate.ts';

/** A simulation in which a promise was not kept, as it is told. */
export interface Failing {
  readonly seed: number;
  readonly faults: readonly Fault[];
  readonly violations: readonly { readonly check: string; readonly sentence: string }[];
}

/** What many simulations come to; the same whatever their order, and whoever played which. */
export interface Totals {
  seeds: number;
  calls: number;
  violations: number;
  deadLetters: number;
  stoppedChains: number;
  /** How often each fault has struck, and how many stories of each size there were. */
  readonly struck: Map<string, number>;
  readonly sizes: Map<string, number>;
  /** `killed before advance ledger.save` and others. */
  readonly struckPlaces: Set<string>;
  readonly reached: Set<string>;
  readonly failing: Failing[];
}

export function createTotals(): Totals {
  return {
    seeds: 0,
    calls: 0,
    violations: 0,
    deadLetters: 0,
    stoppedChains: 0,
    struck: new Map(),
    sizes: new Map(),
    struckPlaces: new Set(),
    reached: new Set(),
    failing: [],
  };
}

/** Failing simulations that are kept to be told; the others are counted. */
const mostKept = 10;
const count = (counts: Map<string, number>, what: string, by = 1): void =>
  void counts.set(what, (counts.get(what) ?? 0) + by);

export function addTo(totals: Totals, simulation: Simulation): void {
  const { seed, faults, violations, evidence, story } = simulation;
  totals.seeds += 1;
  totals.violations += violations.length;
  totals.deadLetters += evidence.deadLetters?.length ?? 0;
  totals.stoppedChains += evidence.stoppedChains?.length ?? 0;
  count(totals.sizes, story.size);
  for (const [what, calls] of simulation.calls) {
    totals.calls += calls;
    totals.reached.add(what);
  }
  for (const what of simulation.struckPlaces) totals.struckPlaces.add(what);
  for (const { name } of evidence.faults) count(totals.struck, name);
  if (violations.length > 0) keep(totals, [{ seed, faults, violations }]);
}

/** Adds what another process has played. */
export function merge(totals: Totals, others: Totals): void {
  totals.seeds += others.seeds;
  totals.calls += others.calls;
  totals.violations += others.violations;
  totals.deadLetters += others.deadLetters;
  totals.stoppedChains += others.stoppedChains;
  for (const [name, times] of others.struck) count(totals.struck, name, times);
  for (const [size, times] of others.sizes) count(totals.sizes, size, times);
  for (const what of others.struckPlaces) totals.struckPlaces.add(what);
  for (const what of others.reached) totals.reached.add(what);
  keep(totals, others.failing);
}

function keep({ failing }: Totals, more: readonly Failing[]): void {
  failing.push(...more);
  failing.sort((one, other) => one.seed - other.seed);
  failing.splice(mostKept);
}

/** Faults that have not struck anything yet. */
export const unstruck = ({ struck }: Totals): readonly string[] => faultNames.filter((name) => !struck.has(name));

/** Of all awaits in the source, and of those that change something: what has not been struck. */
export function unstruckPlaces({ struckPlaces }: Totals): readonly string[] {
  const wanted = [
    ...places.flatMap((place) => [`killed before ${place}`, `killed after ${place}`]),
    ...changingPlaces.map((place) => `answer lost ${place}`),
  ];
  return wanted.filter((what) => !struckPlaces.has(what));
}

/** The same in words: `kills before/after: 99/98 of 99 awaits; answers lost: 60 of 61`. */
export function coverageText(totals: Totals): string {
  const missing = unstruckPlaces(totals);
  const of = (kind: string, all: readonly string[]): number =>
    all.length - missing.filter((what) => what.startsWith(kind)).length;
  return (
    `kills before/after: ${of('killed before', places)}/${of('killed after', places)} of ${places.length} awaits; ` +
    `answers lost: ${of('answer lost', changingPlaces)} of ${changingPlaces.length}`
  );
}
