import { diceOf, type Dice } from '../../domain/timelines/dice.ts';
import { aimOf, settingOf, type Aim, type Setting } from '../faults/aims.ts';

/*
 * A swarm of stories: most are small, so that many are played and a failing one is read quickly; a few are large, so that what
 * needs many cases or many faults at once is met, too. docs/decisions/0012-simulator.md has the distribution.
 */

export type Size = 'small' | 'medium' | 'large' | 'crowd';

/** How much a seed's story is about. */
export interface Shape {
  readonly size: Size;
  readonly cases: number;
  /** Faults by chance, beside those of an aim. */
  readonly faults: number;
  readonly aim: Aim | undefined;
  readonly setting: Setting | undefined;
}

const sizes: readonly {
  readonly size: Size;
  readonly share: number;
  cases(dice: Dice): number;
  faults: readonly number[];
}[] = [
  { size: 'small', share: 0.77, cases: () => 1, faults: [0, 0, 1, 1, 2, 3] },
  { size: 'medium', share: 0.18, cases: (dice) => 1 + dice.below(2), faults: [1, 2, 3, 4] },
  { size: 'large', share: 0.04, cases: (dice) => 2 + dice.below(3), faults: [3, 5, 7, 9] },
  // Falls due within one minute.
  { size: 'crowd', share: 0.01, cases: (dice) => 8 + dice.below(5), faults: [0, 1, 2, 3] },
];

export function shapeOf(seed: number): Shape {
  const dice = diceOf(seed ^ 0x5147e);
  const aim = aimOf(seed);
  const setting = aim === undefined ? undefined : settingOf(aim);
  let left = dice.below(1_000_000) / 1_000_000;
  const chosen = sizes.find(({ share }) => (left -= share) < 0) ?? sizes[0]!;
  return {
    size: chosen.size,
    cases: Math.max(chosen.cases(dice), setting?.cases ?? 1),
    faults: dice.pick(chosen.faults),
    aim,
    setting,
  };
}
