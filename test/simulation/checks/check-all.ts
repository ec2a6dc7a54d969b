import { deadEventsOf, findDeadLetters } from './dead-letters.ts';
import { findDoubled, findUnneeded } from './deeds-judged.ts';
import { findLost } from './effects-lost.ts';
import type { CaseHistory, Evidence, Violation } from './evidence.ts';
import { findLate } from './finished-in-time.ts';
import { knowCase, lostEventsOf, type KnownCase } from './knowledge.ts';
import { findSlow } from './in-time.ts';
import { findUnsettled } from './ledger-settled.ts';
import { findUnleased } from './one-run-a-lane.ts';
import { findWrongRecord, findWrongSlas } from './outside-agrees.ts';
import { findUnheeded } from './refusals-heeded.ts';
import { findUntold } from './timeline-complete.ts';
import { findSlaInPause } from './sla-in-pause.ts';
import { hearingsOf } from './sweep-sees.ts';
import { findBeyondBudgets } from './within-budgets.ts';
import { findOverspent } from './within-quotas.ts';

type Check = (evidence: Evidence, known: KnownCase) => readonly Violation[];

const checks: readonly Check[] = [
  findLost,
  findDoubled,
  findUnneeded,
  findLate,
  findUnsettled,
  findWrongSlas,
  findWrongRecord,
  findUntold,
  findUnleased,
  findUnheeded,
  findSlow,
  findSlaInPause,
];
/** What holds for a case whose cycles two policies have judged: what should have happened to it no single policy says. */
const checksOfTwoPolicies: readonly Check[] = [findDoubled, findLate, findUnleased];

/** Every promise that was not kept in a simulation that has settled, of all cases together and case by case. */
export function checkAll(evidence: Evidence): readonly Violation[] {
  return [
    ...findDeadLetters(evidence),
    ...findOverspent(evidence),
    ...findBeyondBudgets(evidence),
    ...evidence.histories.flatMap((history) => checkCase(asJudged(evidence, history.caseId), history)),
  ];
}

/**
 * An event that lies among the dead letters is lost like one that never came, unless the last run that had it wrote what it tells and
 * failed afterwards. One of the ways in which what was lost may have come to be known has to be consistent in itself.
 */
function checkCase(evidence: Evidence, history: CaseHistory): readonly Violation[] {
  const dead = new Set(deadEventsOf(evidence, history.caseId));
  const lost = new Set(lostEventsOf(evidence, history));
  let first: readonly Violation[] | undefined;
  for (const hearing of hearingsOf(evidence, history, lost, dead)) {
    const found = checkKnown(evidence, knowCase(evidence, history, hearing));
    if (found.length === 0) return [];
    first ??= found;
  }
  return first ?? [];
}

function checkKnown(evidence: Evidence, known: KnownCase): readonly Violation[] {
  const isJudgedByTwo = new Set(policiesOf(evidence, known.history.caseId)).size > 1;
  return (isJudgedByTwo ? checksOfTwoPolicies : checks).flatMap((check) => check(evidence, known));
}

/** The policies that the clocks of the case have followed; the item may follow another that has found no clock. */
function policiesOf({ items }: Evidence, caseId: string): readonly string[] {
  const item = items.get(caseId);
  return item === undefined ? [] : [...item.clocks.map(({ policyHash }) => policyHash), item.policyHash];
}

/** The evidence with the policy that the case is judged by: the one that was the newest when its clock began. */
function asJudged(evidence: Evidence, caseId: string): Evidence {
  const [hash = evidence.policyHash] = policiesOf(evidence, caseId);
  const policy = evidence.policies?.get(hash);
  return policy === undefined ? evidence : { ...evidence, policyHash: hash, policy };
}
