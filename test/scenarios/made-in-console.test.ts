import { beforeAll, describe, expect, test } from 'vitest';
import { counts, editPolicy, firstMissing, notHappened, playClocks, type ClockRun } from './play-clocks.ts';

const name = 'made-in-console';

describe('SLAs of the console', () => {
  let run: ClockRun;
  beforeAll(async () => void (run = await playClocks(name, undefined, ['sweeps'])), 600_000);

  test('every step happens, over two weeks, and nothing fails', () => {
    expect(notHappened(run)).toEqual([]);
    expect(run.result.passed).toBe(true);
    expect(run.days).toBeGreaterThanOrEqual(14);
    expect(run.failures).toEqual([]);
  });

  test('each thing is announced as often as it happens', () => {
    expect(counts(run, 'sla.warned', 'sla.breached', 'case.escalated', 'sla.ended')).toEqual({
      'sla.warned': 0,
      'sla.breached': 2,
      'case.escalated': 0,
      'sla.ended': 4,
    });
  });
});

test('an SLA whose name fits no pattern is not adopted', async () => {
  const missing = firstMissing(await playClocks(name, (assembly) => editPolicy(assembly, '"console-*"', '"other-*"')));
  expect(missing.because).toMatch(/^no breach of the SLA that was made in the console/);
}, 300_000);
