import type { ClockState, Effect } from '../../contract/case-item.ts';

/** `<policy>:<cycle>`, unique among the clocks of a case; the stem of every id that belongs to the clock. */
export function clockId(clock: Pick<ClockState, 'kind' | 'policy' | 'cycle'>): string {
  return `${clock.kind === 'adopted' ? adoptedPrefix : ''}${clock.policy}:${clock.cycle}`;
}

/** Stands before the ids of adopted clocks, which share their policy with clocks of our own. */
const adoptedPrefix = 'adopted:';

/** Whether the effect belongs to the clock of an adopted SLA. */
export function isOfAdopted(effect: Pick<Effect, 'key'>): boolean {
  return effect.key.startsWith(adoptedPrefix);
}

/** Key under which a clock keeps what became of a level. */
export function levelKey(policy: string, level: string): string {
  return `${policy}:${level}`;
}
