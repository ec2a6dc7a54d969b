import type { CaseItem } from '../../contract/case-item.ts';
import type { SweepFinding } from '../../contract/sweep-rows.ts';
import { addSeconds } from '../instants.ts';

/** After this a finding is not waited for any longer. */
const longestWaitSeconds = 86_400;

/** What became of findings that were told to the inbox. */
export interface Judged {
  readonly repaired: number;
  readonly unrepaired: number;
  readonly awaited: readonly SweepFinding[];
}

/** Looks which findings stand in the ledger by now. @param items those of their cases that the ledger has */
export function judgeFindings(
  findings: readonly SweepFinding[],
  items: ReadonlyMap<string, CaseItem>,
  now: string,
): Judged {
  const open = findings.filter((finding) => !isRepaired(finding, items.get(finding.caseId)));
  const awaited = open.filter(({ foundAt }) => now < addSeconds(foundAt, longestWaitSeconds));
  return { repaired: findings.length - open.length, unrepaired: open.length - awaited.length, awaited };
}

function isRepaired({ kind, at }: SweepFinding, item: CaseItem | undefined): boolean {
  if (item === undefined) return false;
  if (kind === 'unknown') return true;
  if (item.deleted === true) return true;
  if (kind === 'gone') return false;
  // Whatever is known of that instant or a later one has come since.
  return (
    item.observations.some((observation) => observation.at >= at) ||
    Object.values(item.shadow).some(({ changedAt }) => changedAt >= at)
  );
}
