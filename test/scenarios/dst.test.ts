import { beforeAll, describe, expect, test } from 'vitest';
import { counts, editPolicy, firstMissing, notHappened, playClocks, type ClockRun } from './play-clocks.ts';

const name = 'dst';

describe('nights in which the clocks change', () => {
  let run: ClockRun;
  beforeAll(async () => void (run = await playClocks(name)), 600_000);

  test('every step happens, over two weeks, and nothing fails', () => {
    expect(notHappened(run)).toEqual([]);
    expect(run.result.passed).toBe(true);
    expect(run.days).toBeGreaterThanOrEqual(14);
    expect(run.failures).toEqual([]);
  });

  test('each thing is announced as often as it happens', () => {
    expect(counts(run, 'sla.warned', 'sla.breached', 'case.escalated', 'sla.ended')).toEqual({
      'sla.warned': 0,
      'sla.breached': 4,
      'case.escalated': 0,
      'sla.ended': 1,
    });
  });
});

test('with a zone that knows no summer time, agents see another deadline', async () => {
  const missing = firstMissing(
    await playClocks(name, (assembly) => editPolicy(assembly, '"Europe/Berlin"', '"Africa/Lagos"')),
  );
  expect(missing.because).toMatch(/^agents see an SLA that is due on Tuesday 16:00 in Berlin, by summer time/);
}, 300_000);
