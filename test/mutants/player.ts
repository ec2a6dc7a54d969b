import { simulate } from '../simulation/simulate.ts';
import type { Play, Played } from './hunt.ts';

/* Plays seeds, or stored stories, until a promise is broken. Bundled for each mutant, run in a process of its own; its answer is one line of JSON. */

async function play({ firstSeed, seeds, seconds, stories }: Play): Promise<Played> {
  const startedAt = performance.now();
  const elapsedSeconds = (): number => (performance.now() - startedAt) / 1000;
  let played = 0;
  for (const { name, seed, faults } of stories ?? []) {
    const [first] = (await simulate(seed, { faults })).violations;
    played += 1;
    if (first !== undefined) {
      const broken = { seed, story: name, check: first.check, sentence: first.sentence };
      return { seeds: played, secondsTaken: elapsedSeconds(), broken };
    }
  }
  if (stories !== undefined) return { seeds: played, secondsTaken: elapsedSeconds() };
  for (let seed = firstSeed; played < seeds && elapsedSeconds() < seconds; seed += 1) {
    const { violations } = await simulate(seed);
    played += 1;
    const [first] = violations;
    if (first !== undefined) {
      const broken = { seed, check: first.check, sentence: first.sentence };
      return { seeds: played, secondsTaken: elapsedSeconds(), broken };
    }
  }
  return { seeds: played, secondsTaken: elapsedSeconds() };
}

const played = await play(JSON.parse(process.argv[2] ?? '') as Play);
process.stdout.write(`${JSON.stringify(played)}\n`);
