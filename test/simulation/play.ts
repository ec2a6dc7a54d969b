import { fork, type ChildProcess } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Fault } from './faults/fault.ts';
import { addTo, createTotals, merge, type Totals } from './report.ts';
import { simulate } from './simulate.ts';

/** Seeds that one process plays at a time. */
export interface Chunk {
  readonly first: number;
  readonly count: number;
  readonly faults: readonly Fault[] | undefined;
}

const chunkSize = 100;
/** Beside this file, be it the source or a bundle of it. */
const worker = fileURLToPath(new URL(import.meta.url.replace(/^.*\./, 'play-worker.'), import.meta.url));

/** Plays consecutive seeds, one after another. */
export async function playChunk({ first, count, faults }: Chunk): Promise<Totals> {
  const totals = createTotals();
  for (let seed = first; seed < first + count; seed += 1) {
    addTo(totals, await simulate(seed, faults === undefined ? {} : { faults }));
  }
  return totals;
}

export interface Plan {
  readonly first: number;
  readonly seeds: number;
  readonly faults: readonly Fault[] | undefined;
  /** Processes that play at once; what they come to does not depend on it. */
  readonly jobs: number;
  /** No chunk is begun after that many seconds. */
  readonly seconds: number;
  /** @param played what has just come to the totals */
  readonly onProgress: (totals: Totals, played: Totals) => void;
}

/** Plays the seeds of the plan, in order as far as they are begun. */
export async function playAll(plan: Plan): Promise<Totals> {
  const totals = createTotals();
  const startedAt = performance.now();
  let next = plan.first;
  const end = plan.first + plan.seeds;
  const take = (): Chunk | undefined => {
    if (next >= end || performance.now() - startedAt >= plan.seconds * 1000) return undefined;
    const chunk = { first: next, count: Math.min(chunkSize, end - next), faults: plan.faults };
    next += chunk.count;
    return chunk;
  };
  const done = (played: Totals): void => {
    merge(totals, played);
    plan.onProgress(totals, played);
  };
  if (plan.jobs === 1 || plan.seeds <= chunkSize) {
    for (let chunk = take(); chunk !== undefined; chunk = take()) {
      done(await playChunk(chunk));
      // Seeds leave the event loop no turn by themselves: whoever wants to end the run would not be heard.
      await setImmediate();
    }
  } else {
    await Promise.all(Array.from({ length: plan.jobs }, () => playInProcess(take, done)));
  }
  return totals;
}

async function playInProcess(take: () => Chunk | undefined, done: (played: Totals) => void): Promise<void> {
  const child = fork(worker, [], { serialization: 'advanced', execArgv: process.execArgv });
  try {
    for (let chunk = take(); chunk !== undefined; chunk = take()) done(await ask(child, chunk));
  } finally {
    child.disconnect();
  }
}

function ask(child: ChildProcess, chunk: Chunk): Promise<Totals> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void =>
      reject(new Error(`the process that played seeds from ${chunk.first} ended with ${code}; its error is above`));
    child.once('exit', onExit);
    child.once('message', (played) => {
      child.off('exit', onExit);
      resolve(played as Totals);
    });
    child.send(chunk);
  });
}
