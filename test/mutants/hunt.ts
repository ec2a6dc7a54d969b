import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildPlayer } from './build-player.ts';
import { editsOf, type Mutant } from './mutant.ts';
import { storedStories, type StoredStory } from './stored-stories.ts';

/** What a player is asked for. */
export interface Play {
  readonly firstSeed: number;
  readonly seeds: number;
  /** After that time no further seed is begun. */
  readonly seconds: number;
  /** To be played instead of seeds. */
  readonly stories?: readonly StoredStory[];
}

/** What a player answers. */
export interface Played {
  /** Seeds that were played, the one that broke a promise included. */
  readonly seeds: number;
  readonly secondsTaken: number;
  /** The first promise that was not kept. */
  readonly broken?: {
    readonly seed: number;
    /** The stored story that broke it, if it was one. */
    readonly story?: string;
    readonly check: string;
    readonly sentence: string;
  };
}

/** How the hunt for one mutant ended. */
export interface Hunted extends Partial<Played> {
  readonly name: string;
  readonly fate:
    | 'caught'
    /** No seed broke a promise. */
    | 'survived'
    /** It does not build, its process ended without an answer, or a seed did not end: no verdict. */
    | 'no verdict';
  /** Why there is no verdict. */
  readonly because?: string;
}

/** How long a seed that has been begun may take beyond the time limit. */
const graceSeconds = 30;

/**
 * Builds a mutant and plays seeds against it, and then what the simulator has found before, until a promise is broken that the
 * product without the bug keeps.
 * Never throws: what goes wrong is its fate.
 * @param directory where builds are put @param stop ends the hunt without a verdict
 */
export async function hunt(mutant: Mutant, asked: Play, directory: string, stop?: AbortSignal): Promise<Hunted> {
  const { name, atScale = [] } = mutant;
  const sum = { seeds: 0, secondsTaken: 0 };
  try {
    const file = join(directory, `${name}.mjs`);
    const control = join(directory, `${name}-control.mjs`);
    await buildPlayer(editsOf(mutant), file);
    for (;;) {
      const left = { firstSeed: asked.firstSeed + sum.seeds, seeds: asked.seeds - sum.seeds };
      const played = await inProcess(file, { ...left, seconds: asked.seconds - sum.secondsTaken }, stop);
      sum.seeds += played.seeds;
      sum.secondsTaken += played.secondsTaken;
      const { broken } = played;
      if (broken === undefined) break;
      await buildPlayer(atScale, control);
      const without = await inProcess(control, { firstSeed: broken.seed, seeds: 1, seconds: asked.seconds }, stop);
      if (without.broken === undefined) return { name, fate: 'caught', ...sum, broken };
    }
    // Some bugs strike once in a hundred thousand seeds; what has found one of their kind before is played each time.
    for (let stories = storedStories(); stories.length > 0;) {
      const { broken } = await inProcess(file, { ...asked, stories }, stop);
      if (broken === undefined) break;
      const which = stories.filter(({ name: story }) => story === broken.story);
      await buildPlayer(atScale, control);
      const without = await inProcess(control, { ...asked, stories: which }, stop);
      if (without.broken === undefined) return { name, fate: 'caught', ...sum, broken };
      stories = stories.slice(stories.findIndex(({ name: story }) => story === broken.story) + 1);
    }
    return { name, fate: 'survived', ...sum };
  } catch (error) {
    return { name, fate: 'no verdict', because: error instanceof Error ? error.message : String(error) };
  }
}

function inProcess(file: string, asked: Play, stop: AbortSignal | undefined): Promise<Played> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, JSON.stringify(asked)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      killSignal: 'SIGKILL',
      ...(stop === undefined ? {} : { signal: stop }),
    });
    const said = { out: '', error: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.error += text));
    let isTooLong = false;
    const timer = setTimeout(
      () => {
        isTooLong = true;
        child.kill('SIGKILL');
      },
      (asked.seconds + graceSeconds) * 1000,
    );
    child.on('error', reject);
    child.on('close', (status) => {
      clearTimeout(timer);
      if (status === 0) return resolve(JSON.parse(said.out) as Played);
      const why = isTooLong ? 'a seed did not end' : `the simulator ended with ${status}: ${lastLines(said.error)}`;
      reject(new Error(why));
    });
  });
}

const lastLines = (text: string): string => text.trim().split('\n').slice(-12).join('\n');
