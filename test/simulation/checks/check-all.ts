import { findDoubled, findUnneeded } from './deeds-judged.ts';
import { findLost } from './effects-lost.ts';
import type { Evidence, Violation } from './evidence.ts';
import { findLate } from './finished-in-time.ts';
import { knowCases, type KnownCase } from './knowledge.ts';
import { findUnsettled } from './ledger-settled.ts';
import { findWrongRecord, findWrongSlas } from './outside-agrees.ts';

const checks: readonly ((evidence: Evidence, known: KnownCase) => readonly Violation[])[] = [
  findLost,
  findDoubled,
  findUnneeded,
  findLate,
  findUnsettled,
  findWrongSlas,
  findWrongRecord,
];

/** Every promise that was not kept in a simulation that has settled, case by case. */
export function checkAll(evidence: Evidence): readonly Violation[] {
  return knowCases(evidence).flatMap((known) => checks.flatMap((check) => check(evidence, known)));
}
