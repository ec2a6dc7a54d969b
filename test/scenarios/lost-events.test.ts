import { expect, test } from 'vitest';
import { firstMissing, notHappened } from './play-clocks.ts';
import { playCrowd } from './play-crowd.ts';
import type { EditableAssembly } from './example-assembly.ts';

/** Whole, the story has 300 cases. A multiple of ten and six: every tenth event is of another kind of case. */
const cases = 60;

test('a tenth of the events is lost and a tenth comes twice, and every breach is acted on once', async () => {
  const run = await playCrowd('lost-events', cases);
  expect(notHappened(run)).toEqual([]);
  expect(run.failures).toEqual([]);
}, 900_000);

/** The schedule of the function that reads Cases back. */
function withoutSweep(assembly: EditableAssembly): void {
  const schedules = assembly
    .resources()
    .filter(({ type, logicalId }) => type === 'AWS::Scheduler::Schedule' && /sweepcases/i.test(logicalId));
  expect(schedules).toHaveLength(1);
  for (const schedule of schedules) assembly.removeResource(schedule);
}

test('without the sweep of cases somebody is told of a breach that was none, or not told of one', async () => {
  const missing = firstMissing(await playCrowd('lost-events', cases, withoutSweep));
  expect(missing.because).toMatch(/^(a breach was announced of|the missed answer of)/);
}, 900_000);
