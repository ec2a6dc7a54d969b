import { beforeAll, describe, expect, test } from 'vitest';
import { counts, editPolicy, firstMissing, notHappened, playClocks, type ClockRun } from './play-clocks.ts';

const name = 'reopened';

describe('cases that are opened again', () => {
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
      'sla.breached': 3,
      'case.escalated': 2,
      'sla.ended': 8,
    });
  });
});

test('when the resolution begins anew instead of going on, the warning is too late', async () => {
  const missing = firstMissing(
    await playClocks(name, (assembly) => editPolicy(assembly, '"reopen":"continue"', '"reopen":"reset"')),
  );
  expect(missing.because).toMatch(/^half of the target is used half an hour after the reopening/);
}, 300_000);
