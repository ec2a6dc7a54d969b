import type { CaseItem, FieldValue } from '../../../lambda/contract/case-item.ts';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import type { SweepProgress } from '../../../lambda/contract/sweep-rows.ts';
import type { FreshCase } from '../../../lambda/domain/ports.ts';

const day = 24 * 3_600_000;
/** One o'clock at night in Tokyo, the zone of every story's policy, as milliseconds of a day in UTC. */
const nightOfDay = 16 * 3_600_000;

/** When the newest night began. Source: docs/decisions/0013, "The full pass". */
export const nightBefore = (now: number): number => Math.floor((now - nightOfDay) / day) * day + nightOfDay;
/** When the next night begins. */
export const nightAfter = (now: number): number => nightBefore(now) + day;

interface Newest {
  readonly caseId: string;
  /** Undefined for a case that was deleted. */
  readonly truth: FreshCase | undefined;
}

/** True when a deletion is not known of a case that the ledger still has work or clocks of. */
export function lacksDeletion(newest: readonly Newest[], items: ReadonlyMap<string, CaseItem>): boolean {
  return newest.some(({ caseId, truth }) => truth === undefined && isOpen(items.get(caseId)));
}

/**
 * False when a sweep of cases would read, find nothing and write but its own progress: such a run is played only where a fault may
 * meet it. Compared is what Cases has with what the ledger knows, by nothing that the sweep itself uses.
 */
export function isWorthSweeping(
  newest: readonly Newest[],
  items: ReadonlyMap<string, CaseItem>,
  policy: CompiledPolicy,
  progress: SweepProgress | undefined,
  now: number,
): boolean {
  const isUnderWay =
    progress?.recent.look !== undefined ||
    progress?.unread !== undefined ||
    (progress?.full?.stage ?? 'ended') !== 'ended';
  if (isUnderWay) return true;
  if (newest.some(({ caseId, truth }) => truth !== undefined && !isKnown(items.get(caseId), truth, policy)))
    return true;
  const begunAt = progress?.full?.begunAt;
  const isPassDue = begunAt === undefined || Date.parse(begunAt) < nightBefore(now);
  // Nothing but a full pass finds out who is gone.
  return isPassDue && lacksDeletion(newest, items);
}

function isKnown(item: CaseItem | undefined, { fields }: FreshCase, policy: CompiledPolicy): boolean {
  if (item === undefined) return false;
  const { observations, shadow } = item;
  const isSame = (known: FieldValue | undefined, fieldId: string): boolean =>
    (known ?? null) === (fields[fieldId] ?? null);
  return (
    policy.decidingFieldIds.every((id) => isSame(observations.findLast(({ fieldId }) => fieldId === id)?.value, id)) &&
    policy.shadowFieldIds.every((id) => isSame(shadow[id]?.value, id))
  );
}

/** Whether a case is open in the ledger: a clock of it runs, or something is owed. */
export function isOpen(item: CaseItem | undefined): boolean {
  if (item === undefined || item.deleted === true) return false;
  return (
    item.clocks.some(({ verdict }) => verdict === 'running') ||
    Object.values(item.effects).some(({ status }) => status === 'pending' || status === 'claimed')
  );
}
