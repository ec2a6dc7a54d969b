import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { VirtualClock } from '../../sandbox/kernel/clock.ts';
import type * as clocks from '../../sandbox/kernel/create-clock.ts';
import { timerWords } from '../../sandbox/control/timer-words.ts';
import { loadScenario } from '../../sandbox/scenarios/scenario.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import { sharedAssembly, type ExampleAssembly } from './example-assembly.ts';

/** Labels of all timers that anything set, those too that fired at once or were cancelled. */
const labels = vi.hoisted(() => new Set<string>());

vi.mock('../../sandbox/kernel/create-clock.ts', async (load) => {
  const { createClock } = await load<typeof clocks>();
  return {
    createClock: (...given: Parameters<typeof createClock>) => {
      const clock = createClock(...given);
      const heard: Pick<VirtualClock, 'schedule' | 'after'> = {
        schedule: (at, label, action) => (labels.add(label), clock.schedule(at, label, action)),
        after: (milliseconds, label, action) => (labels.add(label), clock.after(milliseconds, label, action)),
      };
      return new Proxy(clock, {
        get: (target, name, receiver): unknown => Reflect.get(name in heard ? heard : target, name, receiver),
      });
    },
  };
});

let assembly: ExampleAssembly;
beforeAll(async () => (assembly = await sharedAssembly()));
afterAll(() => assembly.remove());

test('every timer that the consultation sets is put into words, in both languages', async () => {
  const scenario = loadScenario('consultation');
  const sandbox = await startSandbox({ assemblyDirectory: assembly.directory, start: scenario.start });
  try {
    expect((await sandbox.play(scenario)).passed).toBe(true);
    expect(labels.size).toBeGreaterThan(20);
    const parts = { views: sandbox.views, stacks: () => sandbox.stacks() };
    const words = [...labels].map((label) => ({ label, words: timerWords(label, parts) }));
    expect(words.filter((one) => one.words?.label.en === one.label).map(({ label }) => label)).toEqual([]);
    expect(words.filter((one) => one.words && one.words.label.en === one.words.label.ja)).toEqual([]);
  } finally {
    await sandbox.close();
  }
});
