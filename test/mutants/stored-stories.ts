import { readdirSync, readFileSync } from 'node:fs';
import { readFaults } from '../simulation/faults/read-faults.ts';
import type { Fault } from '../simulation/faults/fault.ts';

/** A simulation that once broke a promise: a seed with the few faults that it takes. */
export interface StoredStory {
  readonly name: string;
  readonly seed: number;
  readonly faults: readonly Fault[];
}

const folder = new URL('../simulation/found/', import.meta.url);

/** What the simulator has found in the product so far, which `npm test` plays each time. */
export function storedStories(): readonly StoredStory[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const { seed, faults } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as {
        readonly seed: number;
        readonly faults: unknown;
      };
      return { name: file.slice(0, -'.json'.length), seed, faults: readFaults(JSON.stringify(faults)) };
    });
}
