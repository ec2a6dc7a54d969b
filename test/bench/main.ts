import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchBundles } from './bundles.ts';
import { benchCalendar } from './calendar.ts';
import { benchConsole } from './console.ts';
import { benchCost } from './cost.ts';
import { benchDrain } from './drains.ts';
import { benchFunctions } from './functions.ts';
import { benchIdleTime } from './idle-time.ts';
import { benchLoop } from './loop.ts';
import { benchMemory } from './memory.ts';
import { benchProcesses } from './processes.ts';

interface Group {
  readonly title: string;
  readonly run: (directory: string, quick: boolean) => Promise<readonly string[]> | readonly string[];
}

/** The groups of rows by name, in the order in which they are printed. */
const groups: Readonly<Record<string, Group>> = {
  bundles: {
    title:
      'Bundles: JavaScript loaded statically and its load time, against CommonJS in one file (goal of both ratios 0.33)',
    run: async (directory, quick) => [await benchBundles(directory, quick ? 3 : 9)],
  },
  calendar: {
    title:
      'Calendar: deadline() in µs a call, against a business-time library over the same cases (goal of the ratio 20)',
    run: (_directory, quick) => benchCalendar(quick ? 1 : 3),
  },
  loop: {
    title: 'The loop over ports in memory: CPU (median of nine parts, minimum to maximum), calls, timers, sweep',
    run: (_directory, quick) => benchLoop(quick),
  },
  drain: {
    title: 'Simultaneous breaches on default quotas, in virtual time (goal of the ratio to the bound 1.05)',
    run: (_directory, quick) => benchDrain(quick),
  },
  cost: {
    title: 'Calls and cost in the sandbox, at the prices of test/bench/price-table.ts',
    run: (_directory, quick) => benchCost(quick ? 200 : 1_000, quick ? 10 : 40),
  },
  functions: {
    title: 'Functions in the sandbox: median (minimum to maximum)',
    run: async (directory, quick) => await benchFunctions(directory, quick ? 3 : 9),
  },
  processes: {
    title: 'Whole processes: median (minimum to maximum)',
    run: async (directory, quick) => await benchProcesses(directory, quick ? 1 : 3),
  },
  console: {
    title: 'Console with 10,000 cases: median (minimum to maximum)',
    run: async (directory, quick) => await benchConsole(directory, quick ? 3 : 9),
  },
  'idle-time': {
    title: 'Idle virtual time in the sandbox: median (minimum to maximum)',
    run: async (_directory, quick) => await benchIdleTime(quick ? 1 : 5),
  },
  memory: {
    title: 'Memory of the sandbox: median (minimum to maximum)',
    run: async (_directory, quick) => await benchMemory(quick ? 1 : 3),
  },
};

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, only: { type: 'string', multiple: true } } });
const unknown = (values.only ?? []).filter((name) => groups[name] === undefined);
if (unknown.length > 0) {
  console.error(`there is no group ${unknown.join(', ')}; --only takes: ${Object.keys(groups).join(', ')}`);
  process.exit(2);
}
const directory = mkdtempSync(join(tmpdir(), 'casewarden-bench-'));
try {
  console.log(`Node ${process.version}, ${availableParallelism()} cores`);
  for (const [name, { title, run }] of Object.entries(groups)) {
    if (values.only !== undefined && !values.only.includes(name)) continue;
    console.log(`\n${title}`);
    for (const line of await run(directory, values.quick === true)) console.log(line);
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
