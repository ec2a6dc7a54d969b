import { parseArgs } from 'node:util';
import type { Fault } from './faults/fault.ts';
import { addTo, createTotals, killCoverage, unstruck, type Totals } from './report.ts';
import { replayLine, shrink } from './shrink.ts';
import { simulate } from './simulate.ts';

const help = `simulate: the shipped handlers in a world in which things go wrong, one seed after another

Usage: npm run simulate -- [--seeds N] [--seed S] [--seconds T] [--faults JSON] [--trace] [--json]

Every seed is a story of a few cases and a list of faults; the same seed has the same course, to the letter. Afterwards every
promise is checked: nothing lost, nothing twice, nothing done that was needed no more, everything finished in time.

Options
  --seeds N      how many seeds (default 200)
  --seed S       the first of them (default 1)
  --seconds T    stop after that time, however many seeds are left
  --faults JSON  the faults of every seed, in place of its own; [] for none
  --trace        tell everything that happens
  --json         totals as one JSON object on standard output
  -h, --help     this text

Examples
  npm run simulate -- --seeds 1000            a thousand seeds
  npm run simulate -- --seed 4711 --seeds 1   one of them
  npm run simulate -- --seeds 1000000 --seconds 600

Exit status: 0 every promise was kept, 1 some were not, 2 the command line was wrong.
`;

function wrong(words: string): never {
  process.stderr.write(`simulate: ${words}\n\n${help}`);
  process.exit(2);
}

function wholeNumber(text: string | undefined, name: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0)
    wrong(`--${name} takes a whole number from 0, got ${JSON.stringify(text)}`);
  return number;
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        seeds: { type: 'string' },
        seed: { type: 'string' },
        seconds: { type: 'string' },
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
    const faults: unknown = JSON.parse(text);
    if (Array.isArray(faults)) return faults as readonly Fault[];
  } catch {
    // Said below, together with what is no list.
  }
  return wrong(`--faults takes a JSON list as a failing seed prints it, got ${text}`);
}

async function tellFailing(totals: Totals): Promise<void> {
  for (const failing of totals.failing) {
    const least = await shrink(failing);
    process.stderr.write(
      `\nseed ${failing.seed}: ${failing.faults.length} faults, ${least.faults.length} of them are enough\n`,
    );
    for (const fault of least.faults) process.stderr.write(`  ${JSON.stringify(fault)}\n`);
    for (const { check, sentence } of least.violations) process.stderr.write(`  ${check}: ${sentence}\n`);
    process.stderr.write(`  ${replayLine(least)}\n`);
  }
}

const options = readArguments();
if (options.help === true) {
  process.stdout.write(help);
  process.exit(0);
}
const first = wholeNumber(options.seed, 'seed', 1);
const seeds = wholeNumber(options.seeds, 'seeds', 200);
const seconds = wholeNumber(options.seconds, 'seconds', Infinity);
const faults = faultsOf(options.faults);
const totals = createTotals();
const startedAt = performance.now();
const elapsedSeconds = (): number => (performance.now() - startedAt) / 1000;
let toldAt = 0;
for (let seed = first; seed < first + seeds && elapsedSeconds() < seconds; seed += 1) {
  const simulation = await simulate(seed, {
    ...(faults === undefined ? {} : { faults }),
    keepTrace: options.trace === true,
  });
  for (const line of simulation.trace) process.stdout.write(`${line}\n`);
  addTo(totals, simulation);
  if (elapsedSeconds() - toldAt >= 5) {
    toldAt = elapsedSeconds();
    process.stderr.write(`${totals.seeds} of ${seeds} seeds, ${totals.violations} broken promises\n`);
  }
}
const took = elapsedSeconds();
const coverage = killCoverage(totals);
const summary = {
  firstSeed: first,
  seeds: totals.seeds,
  brokenPromises: totals.violations,
  secondsTaken: Number(took.toFixed(1)),
  seedsPerSecond: Number((totals.seeds / took).toFixed(1)),
  calls: totals.calls,
  awaits: coverage,
  faults: Object.fromEntries([...totals.struck].sort(([one], [other]) => (one < other ? -1 : 1))),
  faultsThatStruckNothing: unstruck(totals),
  deadLetters: totals.deadLetters,
  stoppedChains: totals.stoppedChains,
};
if (options.json === true) process.stdout.write(`${JSON.stringify(summary)}\n`);
else {
  process.stdout.write(
    `${summary.seeds} seeds from ${first} in ${summary.secondsTaken} s (${summary.seedsPerSecond} a second), ${summary.calls} calls\n` +
      `awaits: ${coverage.of}; runs killed before ${coverage.before} of them, after ${coverage.after}\n` +
      `faults: ${Object.entries(summary.faults)
        .map(([name, count]) => `${name} ${count}`)
        .join(', ')}\n` +
      `broken promises: ${summary.brokenPromises}\n`,
  );
}
await tellFailing(totals);
process.exit(totals.violations === 0 ? 0 : 1);
