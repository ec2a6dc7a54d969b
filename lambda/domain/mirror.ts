import type { CaseItem } from '../contract/case-item.ts';
import type { CompiledPolicy } from '../contract/compiled-policy.ts';

/**
 * Owes what makes the native SLAs of a case agree with its clocks, so that agents see the deadline that counts. Returns the
 * same item when they do, or when what is owed already will see to it.
 */
export function mirrorClocks(item: CaseItem, _policy: CompiledPolicy, _now: string): CaseItem {
  return item;
}
