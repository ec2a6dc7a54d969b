import type { CaseItem } from '../../contract/case-item.ts';
import { mapEffects } from '../claims.ts';
import { isOfClock } from '../effects.ts';
import { levelKey } from './identity.ts';

/**
 * Owes again what a lane cancelled because its read of the case showed a pause of which nobody had told: when the level had
 * come before that pause began, a breach must not be lost over it. Nothing was sent. The lane that looks next finds a pause
 * that the clock has counted.
 * @param before the item as it was stored, with what lanes saw @param item the same with its clocks in line with that
 */
export function oweAgain(before: CaseItem | undefined, item: CaseItem): CaseItem {
  return mapEffects(item, (effect) => {
    if (effect.status !== 'cancelled' || before?.effects[effect.key]?.outcome?.observed === undefined) return effect;
    const clock = item.clocks.find((candidate) => isOfClock(candidate, effect));
    if (clock?.isPaused !== true || clock.policy !== effect.policy) return effect;
    if (clock.levels[levelKey(effect.policy, effect.level)]?.state !== 'fired') return effect;
    const { outcome: _cancelled, ...owed } = effect;
    return { ...owed, status: 'pending', noted: false };
  });
}
