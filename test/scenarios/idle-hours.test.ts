import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JournalEntry } from '../../sandbox/kernel/journal.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import { sharedAssembly, type ExampleAssembly } from './example-assembly.ts';

/*
 * Hours in which nobody does anything. Stories play over weeks of them, and customers pay for them: `tick` looks each minute,
 * with one read per shard of due moments and one for all lanes, and nothing else.
 */

const idleMinutes = 180;

interface IdleRun {
  readonly journal: readonly JournalEntry[];
  /** Calls of the role of `tick`, by operation. */
  readonly calls: Readonly<Record<string, number>>;
}

let assembly: ExampleAssembly;
let run: IdleRun;

async function idle(): Promise<IdleRun> {
  const calls: Record<string, number> = {};
  const sandbox = await startSandbox({
    assemblyDirectory: assembly.directory,
    hooks: [
      {
        before: ({ service, operation, caller }) => {
          if (!caller.roleArn?.includes('TickFunction')) return;
          const name = `${service}:${operation}`;
          calls[name] = (calls[name] ?? 0) + 1;
        },
      },
    ],
  });
  try {
    const before = sandbox.kernel.journal.entries().length;
    for (const name of Object.keys(calls)) delete calls[name];
    await sandbox.control.jump({ by: idleMinutes * 60_000 });
    return { journal: sandbox.kernel.journal.entries().slice(before), calls };
  } finally {
    await sandbox.close();
  }
}

beforeAll(async () => {
  assembly = await sharedAssembly();
  run = await idle();
}, 120_000);
afterAll(() => assembly.remove());

test('tick runs each minute, and well', () => {
  const ticks = run.journal.filter(
    ({ kind, detail }) => kind === 'function.invoked' && String(detail['name']).includes('TickFunction'),
  );
  const minutes = new Set(ticks.map(({ at }) => at.slice(0, 'yyyy-mm-ddThh:mm'.length)));
  expect([ticks.length, minutes.size]).toEqual([idleMinutes, idleMinutes]);
  expect(ticks.every(({ detail }) => detail['ok'] === true)).toBe(true);
});

test('a minute in which nothing is due costs five reads and no write', () => {
  expect(run.calls).toEqual({ 'dynamodb:Query': 4 * idleMinutes, 'dynamodb:Scan': idleMinutes });
});

test('the same seed gives the same journal, entry by entry', async () => {
  const again = await idle();
  expect(again.journal).toEqual(run.journal);
}, 60_000);
