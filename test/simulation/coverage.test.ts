import { expect, test } from 'vitest';
import { aims, seedsOf, type Aim } from './faults/aims.ts';
import { changingPlaces, places } from './functions/places.ts';
import { simulate, type Simulation } from './simulate.ts';

/** Calls that cannot be made, each with its reason; that none is made is looked at, too. */
const never: Readonly<Record<string, string>> = {
  'dispatch-case-items budgets.spend': 'what the mirror owes counts for no budget',
};

type Play = (seed: number) => Promise<Pick<Simulation, 'struckPlaces' | 'calls'>>;

/** Whether one of its seeds makes happen what it aims at. Each aim has seeds of its own: nothing depends on who plays which when. */
async function strikes(aim: Aim, play: Play): Promise<boolean> {
  for (const seed of seedsOf(aim)) if ((await play(seed)).struckPlaces.has(`${aim.name} ${aim.place}`)) return true;
  return false;
}

/** Whether one of its seeds makes the call at all. */
async function reaches(aim: Aim, play: Play): Promise<boolean> {
  for (const seed of seedsOf(aim)) if ((await play(seed)).calls.has(aim.place)) return true;
  return false;
}

test('every await of a port is killed before and after, and every call that changes something loses its answer, among the seeds of the tests', async () => {
  const missed: string[] = [];
  const counts = { 'killed before': 0, 'killed after': 0, 'answer lost': 0 };
  for (const aim of aims) {
    if (aim.place in never) {
      expect(await reaches(aim, simulate), `${aim.place} can be called`).toBe(false);
    } else if (await strikes(aim, simulate)) counts[aim.name] += 1;
    else missed.push(`${aim.name} ${aim.place}`);
  }
  expect(missed).toEqual([]);
  const without = Object.keys(never).length;
  expect(counts).toEqual({
    'killed before': places.length - without,
    'killed after': places.length - without,
    'answer lost': changingPlaces.length - without,
  });
}, 900_000);

test('a place that no seed strikes is missed', async () => {
  const [aim] = aims;
  const spared: Play = async (seed) => {
    const { struckPlaces, calls } = await simulate(seed);
    return { struckPlaces: new Set([...struckPlaces].filter((what) => what !== `${aim!.name} ${aim!.place}`)), calls };
  };
  expect(await strikes(aim!, simulate)).toBe(true);
  expect(await strikes(aim!, spared)).toBe(false);
}, 120_000);
