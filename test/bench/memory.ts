import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { synthIfStale } from '../../cli/assembly.ts';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';
import { spreadOf } from './figures.ts';

const minuteMilliseconds = 60_000;
const playedMinutes = 1_000;
/** Code is compiled and tables are filled in the first minutes; that is no growth. */
const warmUpMinutes = 200;

/** Makes the collector callable in a process that was not started with it. */
function createCollect(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

/** Bytes that are in use on this process's heap once everything that can go has gone. Functions have heaps of their own. */
function heapBytes(collect: () => void): number {
  for (let round = 0; round < 3; round += 1) collect();
  return process.memoryUsage().heapUsed;
}

const play = async (sandbox: Sandbox, minutes: number): Promise<void> =>
  void (await sandbox.control.jump({ by: minutes * minuteMilliseconds }));

/** By how much the heap of a sandbox with the shipped example grows while the clock plays on and nobody does anything. */
export async function benchMemory(rounds: number): Promise<readonly string[]> {
  const collect = createCollect();
  const { directory } = await synthIfStale(join('examples', 'first-desk.yaml'));
  const sandbox = await startSandbox({ assemblyDirectory: directory });
  try {
    await sandbox.control.runScenario({ name: 'consultation' });
    await play(sandbox, warmUpMinutes);
    const growth: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const before = heapBytes(collect);
      await play(sandbox, playedMinutes);
      growth.push(heapBytes(collect) - before);
    }
    const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
    const { minimum, median, maximum } = spreadOf(growth);
    return [
      `heap per 1,000 played minutes, after the consultation  ${megabytes(median)} MB (${megabytes(minimum)} to ${megabytes(maximum)})`,
    ];
  } finally {
    await sandbox.close();
  }
}
