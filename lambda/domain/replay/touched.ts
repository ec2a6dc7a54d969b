import type { CaseItem } from '../../contract/case-item.ts';

/** Whether anything happened to the case in `[from, to)`: to it, or by us. */
export function isTouched(item: CaseItem, from: string, to: string): boolean {
  const instants = [
    item.createdAt,
    item.deletedAt,
    ...item.observations.map(({ at }) => at),
    ...item.signals.map(({ at }) => at),
    ...item.clocks.flatMap(({ endedAt, levels }) => [endedAt, ...Object.values(levels).map(({ at }) => at)]),
    ...Object.values(item.effects).flatMap(({ owedAt, outcome }) => [owedAt, outcome?.at]),
    ...Object.values(item.ended).flatMap(({ owedAt, at }) => [owedAt, at]),
  ];
  return instants.some((at) => at !== undefined && at >= from && at < to);
}
