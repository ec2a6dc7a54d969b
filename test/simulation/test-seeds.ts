import { expect, test } from 'vitest';
import { playChunk } from './play.ts';
import { unstruck } from './report.ts';
import { replayLine } from './shrink.ts';

/** A third of the seeds of `npm test`, so that the workers of the tests share them. */
export function testSeeds(first: number, count: number): void {
  test(`seeds ${first} to ${first + count - 1}: nothing is lost, nothing done twice, nothing that is needed no more`, async () => {
    const totals = await playChunk({ first, count, faults: undefined });
    const told = totals.failing.map((failing) => ({
      replay: replayLine(failing),
      violations: failing.violations.map(({ check, sentence }) => `${check}: ${sentence}`),
    }));
    expect(told).toEqual([]);
    expect(totals.seeds).toBe(count);
    expect(totals.stoppedChains).toBe(0);
    expect(unstruck(totals)).toEqual([]);
    expect([...totals.sizes.keys()].sort()).toEqual(['crowd', 'large', 'medium', 'small']);
  }, 1_200_000);
}
