import type { CaseItem } from '../../../lambda/contract/case-item.ts';
import type { ClockPolicy } from '../../../lambda/contract/compiled-policy.ts';
import { lettersOf } from './dead-letters.ts';
import type { Evidence, Violation } from './evidence.ts';
import { timeText, type KnownCase } from './knowledge.ts';
import { allowances, endOf, parkedAllowed } from './permissions.ts';

/** A running clock has exactly one open native SLA with its deadline, any other has none. */
export function findWrongSlas(evidence: Evidence, known: KnownCase): Violation[] {
  const { caseId, deletedAt } = known.history;
  const { item } = known;
  if (deletedAt !== undefined || item === undefined) return [];
  const rows = evidence.policy.policies.filter(({ native }) => native !== undefined);
  const names = new Set(rows.map(({ native }) => native?.slaName ?? ''));
  return [...names].flatMap((name) => {
    const ofName = rows.filter(({ native }) => native?.slaName === name);
    if (isParkedWithReason(evidence, item, ofName)) return [];
    const why = whyWrong(evidence, known, name, ofName);
    return why === undefined
      ? []
      : [
          {
            check: 'native SLA disagrees' as const,
            caseId,
            about: name,
            sentence: `case ${caseId}: native SLA ${name}: ${why} at ${timeText(evidence.endedAt)}`,
          },
        ];
  });
}

function whyWrong(
  evidence: Evidence,
  known: KnownCase,
  name: string,
  rows: readonly ClockPolicy[],
): string | undefined {
  const { endedAt, slas } = evidence;
  const open = (slas.get(known.history.caseId) ?? []).filter(
    (sla) => sla.name === name && (sla.status === 'Active' || sla.status === 'Overdue'),
  );
  const found = open.map(({ status, targetTime }) => `${status} until ${targetTime}`).join(' and ') || 'none';
  const last = known.told.cycles.findLast(({ kind }) => rows.some((row) => row.kind === kind))?.cycle;
  const isPaused = last?.pauses.some(({ from, to }) => from <= endedAt && endedAt < to) === true;
  const isRunning = last?.verdict === 'running' && !isPaused && last.deadline !== undefined;
  if (!isRunning) return open.length === 0 ? undefined : `the clock does not run, and there is ${found}`;
  const deadline = last.deadline ?? 0;
  const wanted = `the clock is due at ${timeText(deadline)}`;
  if (open.length === 0 && wasMetUnseen(known, rows)) return undefined;
  if (open.length !== 1) return `${wanted}, and there is ${found}`;
  const target = Date.parse(open[0]?.targetTime ?? '');
  // Two targets that have both passed say the same to agents; one that is attached when its moment has passed gets the least there is.
  const isOver = deadline <= endedAt && target <= endedAt + allowances.leastSlaTarget;
  const isSame = Math.abs(target - deadline) <= allowances.slaTarget || isOver;
  return isSame ? undefined : `${wanted}, and there is ${found}`;
}

/** Whether the SLA was met, for ever, by a state of the case that came and went without a trace: nobody can know that it has ended. */
function wasMetUnseen({ history: { changes }, isNeverTold }: KnownCase, rows: readonly ClockPolicy[]): boolean {
  return changes.some(({ eventId, fields }, place) => {
    const meets = (of: typeof fields): boolean =>
      rows.some(({ native }) => native !== undefined && of[native.fieldId] === native.value);
    return isNeverTold(eventId) && meets(fields) && !meets(changes[place - 1]?.fields ?? {});
  });
}

/** What keeps the SLA is one effect at a time; the newest that was parked with a permitted reason says why it is as it is. */
function isParkedWithReason(evidence: Evidence, item: CaseItem, rows: readonly ClockPolicy[]): boolean {
  return Object.values(item.effects).some(
    (effect) =>
      effect.level === 'native' &&
      effect.status === 'parked' &&
      rows.some(({ name }) => name === effect.policy) &&
      parkedAllowed.some(
        (rule) =>
          rule.kinds.includes(effect.action.kind) &&
          rule.reason.test(effect.outcome?.reason ?? '') &&
          rule.isExcused(effect, evidence, item.caseId),
      ) &&
      endOf(effect) <= evidence.endedAt,
  );
}

/** The record of the CRM has what the case has. */
export function findWrongRecord(evidence: Evidence, known: KnownCase): Violation[] {
  const { policy, deeds, endedAt } = evidence;
  const { caseId, changes, deletedAt } = known.history;
  const sink = policy.sinks.salesforce;
  // The record of a deleted case is left as it is.
  if (lettersOf(evidence, 'sink', caseId).length > 0) return [];
  if (sink === undefined || deletedAt !== undefined || known.item === undefined) return [];
  const fields = changes.at(-1)?.fields ?? {};
  const entries = Object.entries(sink.map).map(([name, id]): [string, unknown] => [name, fields[id] ?? null]);
  const wanted = JSON.stringify(Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1))));
  const found = deeds.findLast((deed) => deed.kind === 'record' && deed.caseId === caseId);
  if (found?.what === wanted) return [];
  const has = found === undefined ? 'there is none' : `it has ${found.what} since ${timeText(found.at)}`;
  const sentence = `case ${caseId}: its record should have ${wanted} at ${timeText(endedAt)}, but ${has}`;
  return [{ check: 'record disagrees', caseId, sentence }];
}
