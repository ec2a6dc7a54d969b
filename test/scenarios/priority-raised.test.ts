import { beforeAll, describe, expect, test } from 'vitest';
import { counts, editPolicy, firstMissing, notHappened, playClocks, type ClockRun } from './play-clocks.ts';

const name = 'priority-raised';

describe('cases that become urgent', () => {
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
      'sla.warned': 2,
      'sla.breached': 4,
      'case.escalated': 2,
      'sla.ended': 3,
    });
  });
});

test('when reset carries the clock forward instead, nothing is cancelled', async () => {
  const missing = firstMissing(
    await playClocks(name, (assembly) => editPolicy(assembly, '"onChange":"reset"', '"onChange":"forward"')),
  );
  expect(missing.because).toMatch(/^with reset the clock that ran is cancelled/);
}, 300_000);
