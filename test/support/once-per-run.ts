import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Longer than anything takes that is worth sharing. */
const patienceMilliseconds = 110_000;

/**
 * Does a piece of work once, although several workers ask for it at the same time: the first does it, the others wait.
 * @param root folder that all of them share and that is gone after the run
 * @throws what the work threw; those who waited are told that it failed elsewhere
 */
export async function oncePerRun(root: string, name: string, work: () => Promise<void>): Promise<void> {
  const done = join(root, `${name}.done`);
  const failed = join(root, `${name}.failed`);
  if (!mayBegin(join(root, `${name}.begun`))) {
    const until = performance.now() + patienceMilliseconds;
    while (!existsSync(done)) {
      if (existsSync(failed)) throw new Error(`${name} failed in another test file of this run; see its message`);
      if (performance.now() > until) throw new Error(`waited ${patienceMilliseconds / 1000} s for ${name}, in vain`);
      await setTimeout(50);
    }
    return;
  }
  try {
    await work();
    writeFileSync(done, '');
  } catch (error) {
    writeFileSync(failed, '');
    throw error;
  }
}

/** Only one of them can make the folder. */
function mayBegin(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
