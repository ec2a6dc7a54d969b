import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { Fault } from './faults/fault.ts';
import { readFaults } from './faults/read-faults.ts';
import { playAll } from './play.ts';
import { coverageText, unstruck, unstruckPlaces, type Totals } from './report.ts';
import { foundFile, replayLine, shrink } from './shrink.ts';
import { simulate } from './simulate.ts';
import { tellSimulation } from './tell.ts';

const help = `simulate: the shipped handlers in a world in which things go wrong, one seed after another

Usage: npm run simulate -- [--seeds N] [--seed S] [--seconds T] [--jobs J] [--faults JSON] [--trace] [--json]
       npm run simulate:long       a million seeds, or as many as an hour takes

Every seed is a story of a few cases and a list of faults; the same seed has the same course, to the letter. Afterwards every
promise is checked: nothing lost, nothing twice, nothing done that was needed no more, everything finished in time.
docs/decisions/0012-simulator.md says which faults there are and what is permitted.

Options
  --seeds N      how many seeds (default 200)
  --seed S       the first of them (default 1)
  --seconds T    begin nothing new after that time, however many seeds are left
  --jobs J       processes that play at once (default: one for each core); the result is the same
  --faults JSON  the faults of every seed, in place of its own; [] for none
  --trace        tell everything that happens; plays the seeds one by one
  --json         totals as one JSON object on standard output
  -h, --help     this text

Examples
  npm run simulate -- --seeds 1000            a thousand seeds
  npm run simulate -- --seed 4711 --seeds 1   one of them
  npm run simulate -- --seed 4711 --seeds 1 --faults '[]' --trace
  npm run simulate -- --seeds 1000000 --seconds 600 --json

Exit status: 0 every promise was kept, 1 some were not, 2 the command line was wrong.
`;

function wrong(words: string): never {
  process.stderr.write(`simulate: ${words}; --help says what is allowed\n`);
  process.exit(2);
}

function wholeNumber(text: string | undefined, name: string, least: number, otherwise: number): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < least || text.trim() === '') {
    wrong(`--${name} takes a whole number from ${least}, got ${JSON.stringify(text)}`);
  }
  return number;
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        seeds: { type: 'string' },
        seed: { type: 'string' },
        seconds: { type: 'string' },
        jobs: { type: 'string' },
        faults: { type: 'string' },
        trace: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

function faultsOf(text: string | undefined): readonly Fault[] | undefined {
  if (text === undefined) return undefined;
  try {
    return readFaults(text);
  } catch (error) {
    return wrong(`--faults: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function tellFailing(totals: Totals): Promise<void> {
  for (const failing of totals.failing) {
    const least = await shrink(failing);
    process.stderr.write(
      `\nseed ${failing.seed}: ${failing.faults.length} faults, ${least.faults.length} of them are enough\n`,
    );
    for (const line of tellSimulation(least)) process.stderr.write(`  ${line}\n`);
    process.stderr.write(`see it again: ${replayLine(least)}\n`);
    process.stderr.write(`make it a test, test/simulation/found/<name>.json: ${foundFile(least)}\n`);
  }
}

const inOrder = (counts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)));

// A reader that went away (`| head`) is no fault of ours: 128 + SIGPIPE.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(141);
  throw error;
});

const options = readArguments();
if (options.help === true) {
  process.stdout.write(help);
  process.exit(0);
}
const first = wholeNumber(options.seed, 'seed', 0, 1);
const seeds = wholeNumber(options.seeds, 'seeds', 1, 200);
const seconds = wholeNumber(options.seconds, 'seconds', 1, Infinity);
const jobs = wholeNumber(options.jobs, 'jobs', 1, availableParallelism());
const faults = faultsOf(options.faults);
if (options.trace === true) {
  for (let seed = first; seed < first + seeds; seed += 1) {
    const { trace } = await simulate(seed, { ...(faults === undefined ? {} : { faults }), keepTrace: true });
    for (const line of trace) process.stdout.write(`${line}\n`);
  }
}
const startedAt = performance.now();
let toldAt = startedAt;
const totals = await playAll({
  first,
  seeds,
  faults,
  jobs,
  seconds,
  onProgress: (so, played) => {
    // At once: a long run may be ended before it comes to its timelines.
    for (const { seed, violations } of played.failing) {
      process.stderr.write(`seed ${seed} breaks ${violations.map(({ check }) => check).join(', ')}\n`);
    }
    if (performance.now() - toldAt < 5000) return;
    toldAt = performance.now();
    process.stderr.write(`${so.seeds} of ${seeds} seeds, ${so.violations} broken promises\n`);
  },
});
const took = (performance.now() - startedAt) / 1000;
const used = seeds <= 100 ? 1 : jobs;
const summary = {
  firstSeed: first,
  seeds: totals.seeds,
  brokenPromises: totals.violations,
  secondsTaken: Number(took.toFixed(1)),
  jobs: used,
  seedsPerSecondAndCore: Number((totals.seeds / took / used).toFixed(1)),
  calls: totals.calls,
  sizes: inOrder(totals.sizes),
  faults: inOrder(totals.struck),
  faultsThatStruckNothing: unstruck(totals),
  placesNotStruck: unstruckPlaces(totals),
  deadLetters: totals.deadLetters,
  stoppedChains: totals.stoppedChains,
};
if (options.json === true) process.stdout.write(`${JSON.stringify(summary)}\n`);
else {
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([name, times]) => `${name} ${times}`)
      .join(', ');
  process.stdout.write(
    `${summary.seeds} seeds from ${first} in ${summary.secondsTaken} s (${summary.seedsPerSecondAndCore} a second and core), ${summary.calls} calls\n` +
      `stories: ${list(summary.sizes)}\n` +
      `${coverageText(totals)}\n` +
      `faults: ${list(summary.faults)}\n` +
      `broken promises: ${summary.brokenPromises}\n`,
  );
}
await tellFailing(totals);
// Not `process.exit`: it would cut off what a slow reader of a pipe has not taken yet.
process.exitCode = totals.violations === 0 ? 0 : 1;
