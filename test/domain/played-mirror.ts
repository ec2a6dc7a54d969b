import type { CaseItem, ClockState, Effect } from '../../lambda/contract/case-item.ts';
import type { ClockPolicy, CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import { endEffect, withEffect } from '../../lambda/domain/claims.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { mirrorClocks } from '../../lambda/domain/mirror.ts';
import { nativeStart } from './native-items.ts';

export const policyOf = (...rows: readonly ClockPolicy[]): CompiledPolicy =>
  ({ policies: rows }) as Partial<CompiledPolicy> as CompiledPolicy;
/** Minutes after the creation of the case. */
export const at = (minutes: number): string => addSeconds(nativeStart, minutes * 60);

/** A case whose mirror and lanes can be played by hand. */
export class Played {
  readonly policy: CompiledPolicy;
  item: CaseItem;

  constructor(policy: CompiledPolicy, item: CaseItem) {
    this.policy = policy;
    this.item = item;
  }

  /** One look; returns what is pending after it. */
  look(minutes: number, changes?: Partial<CaseItem>): string[] {
    const before = changes === undefined ? this.item : { ...this.item, ...changes };
    this.item = mirrorClocks(before, this.policy, at(minutes));
    return this.pending().map(wordsOf);
  }

  clock(minutes: number, ...clocks: readonly ClockState[]): string[] {
    return this.look(minutes, { clocks: [...clocks] });
  }

  pending(): Effect[] {
    return Object.values(this.item.effects).filter((effect) => effect.status === 'pending');
  }

  /** What is pending and waits for nothing ends like this. */
  end(minutes: number, status: 'done' | 'parked' | 'cancelled' = 'done'): void {
    const free = this.pending().filter(({ waitsFor }) => this.item.effects[waitsFor ?? '']?.status !== 'pending');
    for (const effect of free) {
      const ended = endEffect(effect, { status, outcome: { at: at(minutes) } });
      this.item = withEffect(this.item, { ...ended, noted: true });
    }
  }
}

function wordsOf({ action, key, waitsFor }: Effect): string {
  const after = waitsFor === undefined ? '' : ` after ${waitsFor}`;
  if (action.kind === 'set') return `${key}: set ${JSON.stringify(action.fields)}${after}`;
  if (action.kind !== 'native-sla') throw new Error(`the mirror never owes ${action.kind}`);
  const minutes =
    action.targetTime === undefined ? 'none' : (Date.parse(action.targetTime) - Date.parse(nativeStart)) / 60_000;
  return `${key}: ${action.slaName} ${minutes}${after}`;
}
