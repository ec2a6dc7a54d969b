import type { ClockState } from '../../../lambda/contract/case-item.ts';
import type { Evidence, Violation } from './evidence.ts';
import type { KnownCase } from './knowledge.ts';

/** Every effect that has ended and every breach has its line in the timeline, or in the item that will be copied out next. */
export function findUntold({ timeline = [], policy }: Evidence, { history: { caseId }, item }: KnownCase): Violation[] {
  if (item === undefined) return [];
  const copied = timeline.flatMap((row) => (row.caseId === caseId ? [row.entry] : []));
  const told = new Set([...copied, ...item.timeline].map(({ id }) => id));
  const ended = Object.values(item.effects)
    .filter(({ noted, key }) => noted && !told.has(`${key}:ended`))
    .map(({ key }) => key);
  // The line says which row the clock followed then; another may have taken it over since.
  const isTold = ({ kind, cycle }: ClockState): boolean =>
    policy.policies.some((row) => row.kind === kind && told.has(`${row.name}:${cycle}:breached`));
  const breached = item.clocks
    .filter((clock) => clock.breachedAt !== undefined && !isTold(clock))
    .map(({ policy: name, cycle }) => `${name}:${cycle}:breach`);
  return [...ended, ...breached].map((about) => ({
    check: 'untold',
    caseId,
    about,
    sentence: `case ${caseId}: no line of the timeline tells how ${about} ended or came, and the item has none that could still be copied out`,
  }));
}
