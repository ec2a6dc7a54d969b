import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** The holder touches the lock this often; a lock that nobody touched for ten times as long belongs to a dead process. */
const beatMilliseconds = 1000;
const deadAfterMilliseconds = 10 * beatMilliseconds;

function tryTake(path, token) {
  try {
    const file = openSync(path, 'wx');
    writeSync(file, token);
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Ignores that the file has gone meanwhile: then there is nothing left to do. */
function unlessGone(act) {
  try {
    return act();
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Moves a dead process's lock away. A live one that slipped in between is put back. */
function removeIfDead(path) {
  const state = unlessGone(() => ({ token: readFileSync(path, 'utf8'), touched: statSync(path).mtimeMs }));
  if (state === undefined || Date.now() - state.touched < deadAfterMilliseconds) return;
  const aside = `${path}.${randomUUID()}`;
  unlessGone(() => {
    renameSync(path, aside);
    if (readFileSync(aside, 'utf8') === state.token) rmSync(aside);
    else renameSync(aside, path);
  });
}

/**
 * Takes the lock file, waiting as long as somebody alive holds it (`onWait` is called once then). The lock is kept alive by
 * touching the file, so it also works across containers, where process ids mean nothing.
 * @returns the function that gives it back
 */
export async function holdLock(path, onWait) {
  const token = randomUUID();
  for (let round = 0; !tryTake(path, token); round += 1) {
    if (round === 0) onWait();
    removeIfDead(path);
    await pause(200);
  }
  const beat = setInterval(() => {
    const now = new Date();
    unlessGone(() => utimesSync(path, now, now));
  }, beatMilliseconds);
  return () => {
    clearInterval(beat);
    unlessGone(() => {
      if (readFileSync(path, 'utf8') === token) rmSync(path);
    });
  };
}
