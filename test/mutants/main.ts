import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { allMutants } from './all-mutants.ts';
import { hunt, type Hunted } from './hunt.ts';
import type { Mutant } from './mutant.ts';
import { isCaught, lineOf, rowOf } from './report.ts';

const help = `mutants: bugs planted into the product, one at a time, and whether the simulator finds each

Usage: npm run mutants -- [--only NAME]... [--seeds N] [--seed S] [--seconds T] [--jobs J] [--list] [--json | --markdown]

A mutant is a piece of the product's source with another in its place. Only the build of this test has it. The simulator
(npm run simulate) plays seeds against that build until a promise is broken; a mutant that breaks none has survived.

Options
  --only NAME    this mutant, or all whose names begin so; may be repeated
  --seeds N      how many seeds at most for each (default 10000)
  --seed S       the first of them (default 1)
  --seconds T    time limit for each (default 1200)
  --jobs J       how many at a time (default: one for each core)
  --list         say what there is, and play nothing
  --json         results as one JSON object on standard output
  --markdown     results as a table for the documentation
  -h, --help     this text

Examples
  npm run mutants                                          all of them
  npm run mutants -- --only claim-answer-ignored           one of them
  npm run mutants -- --only tick --seconds 60              a family, not for long

Exit status: 0 every mutant was caught, 1 some were not or did not build, 2 the command line was wrong.
`;

function wrong(words: string): never {
  process.stderr.write(`mutants: ${words}\n\n${help}`);
  process.exit(2);
}

function wholeNumber(text: string | undefined, name: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^[1-9]\d{0,8}$/.test(text)) wrong(`--${name} takes a whole number from 1, got ${JSON.stringify(text)}`);
  return Number(text);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        only: { type: 'string', multiple: true },
        seeds: { type: 'string' },
        seed: { type: 'string' },
        seconds: { type: 'string' },
        jobs: { type: 'string' },
        list: { type: 'boolean' },
        json: { type: 'boolean' },
        markdown: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

function chosenBy(names: readonly string[] | undefined): readonly Mutant[] {
  if (names === undefined) return allMutants;
  if (names.includes('')) wrong('--only takes the name of a mutant or its beginning, got ""');
  const fits = (mutant: Mutant, name: string): boolean => mutant.name.startsWith(name);
  const unknown = names.filter((name) => !allMutants.some((mutant) => fits(mutant, name)));
  if (unknown.length > 0) wrong(`no mutant's name begins with ${unknown.join(', ')}; --list says which there are`);
  return allMutants.filter((mutant) => names.some((name) => fits(mutant, name)));
}

const options = readArguments();
if (options.help === true) {
  process.stdout.write(help);
  process.exit(0);
}
const mutants = chosenBy(options.only);
const asked = {
  firstSeed: wholeNumber(options.seed, 'seed', 1),
  seeds: wholeNumber(options.seeds, 'seeds', 10_000),
  seconds: wholeNumber(options.seconds, 'seconds', 1200),
};
const jobs = wholeNumber(options.jobs, 'jobs', availableParallelism());
if (options.list === true) {
  for (const { name, says } of mutants) process.stdout.write(`${name}: ${says}\n`);
  process.exit(0);
}

const isForMachines = options.json === true || options.markdown === true;
const nameWidth = Math.max(...mutants.map(({ name }) => name.length));
const found: Hunted[] = [];
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
const directory = mkdtempSync(join(tmpdir(), 'casewarden-mutants-'));
try {
  const left = [...mutants];
  await Promise.all(
    Array.from({ length: jobs }, async () => {
      for (let next = left.shift(); next !== undefined && !stop.signal.aborted; next = left.shift()) {
        const hunted = await hunt(next, asked, directory, stop.signal);
        found.push(hunted);
        (isForMachines ? process.stderr : process.stdout).write(`${lineOf(hunted, nameWidth)}\n`);
      }
    }),
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}
const inOrder = mutants.flatMap(({ name }) => found.find((hunted) => hunted.name === name) ?? []);
const caught = inOrder.filter(isCaught).length;
if (options.json === true) {
  process.stdout.write(`${JSON.stringify({ ...asked, caught, of: mutants.length, mutants: inOrder })}\n`);
} else if (options.markdown === true) {
  process.stdout.write('| mutant | what it does wrong | caught at seed | broken promise |\n|---|---|---|---|\n');
  for (const hunted of inOrder) {
    process.stdout.write(`${rowOf(hunted, mutants.find(({ name }) => name === hunted.name)?.says ?? '')}\n`);
  }
}
(isForMachines ? process.stderr : process.stdout).write(`${caught} of ${mutants.length} caught\n`);
process.exitCode = caught === mutants.length ? 0 : 1;
