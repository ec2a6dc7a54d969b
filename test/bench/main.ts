import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchBundles } from './bundles.ts';
import { benchCalendar } from './calendar.ts';
import { benchConsole } from './console.ts';
import { benchFunctions } from './functions.ts';
import { benchIdleTime } from './idle-time.ts';
import { benchMemory } from './memory.ts';
import { benchProcesses } from './processes.ts';

const quick = process.argv.includes('--quick');
const directory = mkdtempSync(join(tmpdir(), 'casewarden-bench-'));
try {
  console.log(`Node ${process.version}, ${availableParallelism()} cores\n`);
  console.log(
    'Bundles: JavaScript loaded statically and its load time, against CommonJS in one file (goal of both ratios 0.33)',
  );
  console.log(await benchBundles(directory, quick ? 3 : 9));
  console.log(
    '\nCalendar: deadline() in µs a call, against a business-time library over the same cases (goal of the ratio 20)',
  );
  for (const line of benchCalendar(quick ? 1 : 3)) console.log(line);
  console.log('\nFunctions in the sandbox: median (minimum to maximum)');
  for (const line of await benchFunctions(directory, quick ? 3 : 9)) console.log(line);
  console.log('\nWhole processes: median (minimum to maximum)');
  for (const line of await benchProcesses(directory, quick ? 1 : 3)) console.log(line);
  console.log('\nConsole with 10,000 cases: median (minimum to maximum)');
  for (const line of await benchConsole(directory, quick ? 3 : 9)) console.log(line);
  console.log('\nIdle virtual time in the sandbox: median (minimum to maximum)');
  for (const line of await benchIdleTime(quick ? 1 : 5)) console.log(line);
  console.log('\nMemory of the sandbox: median (minimum to maximum)');
  for (const line of await benchMemory(quick ? 1 : 3)) console.log(line);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
