import { join } from 'node:path';
import { synthIfStale } from '../../cli/assembly.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import { spreadOf } from './figures.ts';

const minuteMilliseconds = 60_000;
const playedMinutes = 1_000;
/** Code is compiled and connections are made in the first minutes. */
const warmUpMinutes = 100;

/**
 * What a virtual minute costs in which nobody does anything: wall time, and calls that deployed functions make. The schedules
 * of the shipped example run in it, the shipped bundle of `tick` every minute.
 */
export async function benchIdleTime(rounds: number): Promise<readonly string[]> {
  const { directory } = await synthIfStale(join('examples', 'first-desk.yaml'));
  const calls = new Map<string, number>();
  const sandbox = await startSandbox({
    assemblyDirectory: directory,
    hooks: [
      {
        before: ({ service, operation, caller }) => {
          const name = `${service}:${operation}`;
          if (caller.roleArn !== undefined) calls.set(name, (calls.get(name) ?? 0) + 1);
        },
      },
    ],
  });
  try {
    const play = async (minutes: number): Promise<void> =>
      void (await sandbox.control.jump({ by: minutes * minuteMilliseconds }));
    await sandbox.control.runScenario({ name: 'consultation' });
    await play(warmUpMinutes);
    calls.clear();
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const start = performance.now();
      await play(playedMinutes);
      times.push((performance.now() - start) / playedMinutes);
    }
    const { minimum, median, maximum } = spreadOf(times);
    const perMinute = (count: number): string => (count / playedMinutes / rounds).toFixed(2);
    const total = [...calls.values()].reduce((sum, count) => sum + count, 0);
    const byName = [...calls].map(([name, count]) => `${name} ${perMinute(count)}`).join(', ');
    return [
      `wall time per idle minute  goal 3 ms  ${median.toFixed(2)} ms (${minimum.toFixed(2)} to ${maximum.toFixed(2)})`,
      `calls per idle minute                 ${perMinute(total)} (${byName})`,
    ];
  } finally {
    await sandbox.close();
  }
}
