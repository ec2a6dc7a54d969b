import type { CaseItem, ClockState } from '../../contract/case-item.ts';
import type { ClockPolicy } from '../../contract/compiled-policy.ts';
import type { Explanation } from '../../contract/explanation.ts';
import { deriveClocks, type DerivedClock } from '../clock/clocks.ts';
import type { RunningPolicy } from '../running-policy.ts';
import { fieldsAt } from './case-fields.ts';
import { PolicyOfClockMissingError } from './errors.ts';
import { explainClock } from './explain-clock.ts';
import { explainRows } from './explain-rows.ts';
import { whatNext } from './what-next.ts';
import { whyFrozen } from './why-frozen.ts';
import { whyNothing } from './why-nothing.ts';

/**
 * Why the clocks of a case are as they are at `now`, which is not before the latest news that the item holds.
 * @param running the policy that the item follows
 * @param earlier policies that ended cycles followed, where they followed another one
 * @throws PolicyOfClockMissingError when none of them has the row of a cycle
 */
export function explainCase(
  item: CaseItem,
  running: RunningPolicy,
  now: string,
  earlier: readonly RunningPolicy[] = [],
): Explanation {
  const { policy } = running;
  const fieldOf = fieldsAt(item, now);
  const rows = explainRows(item, policy, fieldOf);
  const clocks = item.clocks.map((clock) => {
    const [followed, row] = rowOf(item.caseId, clock, [...earlier, running]);
    return explainClock(item, clock, row, followed, now, adoptedMoments(item, clock, running, now));
  });
  return {
    caseId: item.caseId,
    now,
    templateId: item.templateId,
    createdAt: item.createdAt,
    deletedAt: item.deletedAt ?? null,
    policyHash: running.hash,
    timeZone: policy.timeZone,
    rows,
    clocks,
    next: whatNext(item, clocks, now),
    whyNothing: [...whyFrozen(item, policy.timeZone), ...whyNothing(item, rows, clocks, policy, now)],
  };
}

/** The levels of an adopted SLA stand where its own target puts them; the state of its clock does not tell. */
function adoptedMoments(
  item: CaseItem,
  clock: ClockState,
  running: RunningPolicy,
  now: string,
): DerivedClock['momentOf'] | undefined {
  if (clock.kind !== 'adopted') return undefined;
  return deriveClocks(item, running, undefined, now).find(
    ({ state }) => state.kind === 'adopted' && state.cycle === clock.cycle,
  )?.momentOf;
}

function rowOf(
  caseId: string,
  clock: ClockState,
  policies: readonly RunningPolicy[],
): readonly [RunningPolicy, ClockPolicy] {
  const followed = policies.find(({ hash }) => hash === clock.policyHash);
  const row = followed?.policy.policies.find(({ name }) => name === clock.policy);
  if (followed !== undefined && row !== undefined) return [followed, row];
  throw new PolicyOfClockMissingError(
    `case ${caseId}: cycle ${clock.cycle} follows ${JSON.stringify(clock.policy)} of policy ${clock.policyHash}, which was not found`,
  );
}
