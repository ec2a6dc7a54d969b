import { findDoubled, findUnneeded } from './deeds-judged.ts';
import { findLost } from './effects-lost.ts';
import type { Evidence, Violation } from './evidence.ts';
import { findLate } from './finished-in-time.ts';
import { findSlow } from './in-time.ts';
import { knowCases, type KnownCase } from './knowledge.ts';
import { findUnsettled } from './ledger-settled.ts';
import { findUnleased } from './one-run-a-lane.ts';
import { findWrongRecord, findWrongSlas } from './outside-agrees.ts';
import { findUnheeded } from './refusals-heeded.ts';
import { findUntold } from './timeline-complete.ts';
import { findOverspent } from './within-quotas.ts';

const checks: readonly ((evidence: Evidence, known: KnownCase) => readonly Violation[])[] = [
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
];

/** Every promise that was not kept in a simulation that has settled, case by case, and then of all cases together. */
export function checkAll(evidence: Evidence): readonly Violation[] {
  const ofCases = knowCases(evidence).flatMap((known) => checks.flatMap((check) => check(evidence, known)));
  return [...ofCases, ...findOverspent(evidence)];
}
