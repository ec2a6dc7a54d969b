import { beforeAll, describe, expect, test } from 'vitest';
import { counts, editPolicy, firstMissing, notHappened, playClocks, type ClockRun } from './play-clocks.ts';

const name = 'pause-and-resume';

describe('waiting for the customer', () => {
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
      'sla.breached': 3,
      'case.escalated': 0,
      'sla.ended': 2,
    });
  });
});

test('without the pause, agents see the SLA run on while the customer is asked', async () => {
  const missing = firstMissing(
    await playClocks(name, (assembly) => editPolicy(assembly, '"waiting_customer"]', '"never"]')),
  );
  expect(missing.because).toMatch(/^the clock stands, but agents still see its SLA/);
}, 300_000);
