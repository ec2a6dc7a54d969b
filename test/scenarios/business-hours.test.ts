import { beforeAll, describe, expect, test } from 'vitest';
import { counts, editPolicy, firstMissing, notHappened, playClocks, type ClockRun } from './play-clocks.ts';

const name = 'business-hours';

describe('requests of a Friday evening', () => {
  let run: ClockRun;
  beforeAll(async () => void (run = await playClocks(name, undefined, ['refresh-hours'])), 600_000);

  test('every step happens, over two weeks, and nothing fails', () => {
    expect(notHappened(run)).toEqual([]);
    expect(run.result.passed).toBe(true);
    expect(run.days).toBeGreaterThanOrEqual(14);
    expect(run.failures).toEqual([]);
  });

  test('each thing is announced as often as it happens', () => {
    expect(counts(run, 'sla.warned', 'sla.breached', 'case.escalated', 'sla.ended')).toEqual({
      'sla.warned': 6,
      // Also of the case that was answered exactly at its deadline: the news of it comes a moment later and corrects this.
      'sla.breached': 3,
      'case.escalated': 2,
      'sla.ended': 3,
    });
  });
});

test('without the holiday in the calendar, agents see a deadline on Monday', async () => {
  const missing = firstMissing(
    await playClocks(name, (assembly) => editPolicy(assembly, '"2026-11-23"', '"2026-11-22"')),
  );
  expect(missing.because).toMatch(/^agents see no SLA with the deadline by open hours/);
  expect(missing.because).toContain('"targetTime":"2026-11-23T06:30');
}, 300_000);
