import {
  asked,
  both,
  complement,
  impossibleField,
  implies,
  isNothing,
  together,
  type Conditions,
} from './value-set.ts';

/** More pieces than any desk's rows leave; beyond them it counts as not known to be covered. */
const mostPieces = 2_000;

/** True when every case that fits the conditions fits one of the others. False also when that would take too long to find out. */
function isCovered(conditions: Conditions, others: readonly Conditions[]): boolean {
  let pieces: readonly Conditions[] = [conditions];
  for (const other of others) {
    pieces = pieces.flatMap((piece) => without(piece, other));
    if (pieces.length > mostPieces) return false;
  }
  return pieces.length === 0;
}

/** What fits the one and not the other, in pieces that are apart from each other. */
function without(piece: Conditions, other: Conditions): readonly Conditions[] {
  if (impossibleField(together(piece, other)) !== undefined) return [piece];
  const left: Conditions[] = [];
  let within = piece;
  for (const field of Object.keys(other)) {
    const outside = both(asked(within, field), complement(asked(other, field)));
    if (!isNothing(outside)) left.push({ ...within, [field]: outside });
    within = { ...within, [field]: both(asked(within, field), asked(other, field)) };
  }
  return left;
}

/**
 * Those of the candidates that together take every case that fits the conditions: one alone when one does, and none that
 * is not needed. Empty when they do not.
 */
export function coverOf<One extends { readonly where: Conditions }>(
  conditions: Conditions,
  candidates: readonly One[],
): readonly One[] {
  const alone = candidates.find(({ where }) => implies(conditions, where));
  if (alone !== undefined) return [alone];
  const whereOf = (some: readonly One[]): readonly Conditions[] => some.map(({ where }) => where);
  if (!isCovered(conditions, whereOf(candidates))) return [];
  return candidates.reduce<readonly One[]>((needed, one) => {
    const others = needed.filter((other) => other !== one);
    return isCovered(conditions, whereOf(others)) ? others : needed;
  }, candidates);
}
