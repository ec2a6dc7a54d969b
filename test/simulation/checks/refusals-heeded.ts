import type { Effect } from '../../../lambda/contract/case-item.ts';
import type { Evidence, InjectedFault, Violation } from './evidence.ts';
import { timeText, type KnownCase } from './knowledge.ts';
import { allowances, endOf, skewOf } from './permissions.ts';

type Refusal = InjectedFault & { readonly call: NonNullable<InjectedFault['call']> };

/** Lanes whose effects are carried out one by one, so that a refused call is that of one effect. */
const laneOfPort: Readonly<Record<string, Effect['lane']>> = { mailer: 'mail', slack: 'slack', tasks: 'task' };

/** What the outside answers is heeded: what it will never do is not tried again, and it is left alone for as long as it asks. */
export function findUnheeded(evidence: Evidence, known: KnownCase): Violation[] {
  const { caseId } = known.history;
  const effects = Object.values(known.item?.effects ?? {});
  return evidence.faults.flatMap((fault): Violation[] => {
    if (!isRefusal(fault) || caseOf(evidence, fault) !== caseId || !isAlone(evidence, fault)) return [];
    const lane = laneOfPort[fault.call.port];
    const why = whyUnheeded(
      evidence,
      fault,
      effects.filter((effect) => effect.lane === lane),
    );
    if (why === undefined) return [];
    const sentence = `case ${caseId}: ${fault.call.runId} was refused at ${timeText(fault.from)} (${fault.name}), and ${why}`;
    return [{ check: 'refusal unheeded', caseId, about: lane ?? '', sentence }];
  });
}

const isRefusal = (fault: InjectedFault): fault is Refusal =>
  fault.call !== undefined && fault.call.port in laneOfPort && fault.call.isAnswered && !fault.call.wasMade;

/** The case that the run was about: the one that it read last. */
function caseOf({ reads }: Evidence, { from, call }: Refusal): string | undefined {
  return reads.findLast(({ runId, at }) => runId === call.runId && at <= from)?.caseId;
}

/** Whether nothing else went wrong with the lane at that time. */
function isAlone({ faults }: Evidence, fault: Refusal): boolean {
  const until = fault.from + allowances.felt;
  return faults.every((other) => other === fault || other.from > until || other.to < fault.from - allowances.felt);
}

function whyUnheeded(evidence: Evidence, fault: Refusal, effects: readonly Effect[]): string | undefined {
  const { from, name, call } = fault;
  const skew = skewOf(evidence);
  if (call.isPermanent) {
    const isParked = effects.some(
      (effect) => effect.status === 'parked' && Math.abs(endOf(effect) - from) <= allowances.noticed + skew,
    );
    return isParked ? undefined : 'no effect was parked over it';
  }
  if (name !== 'throttled with Retry-After') return undefined;
  const again = effects.find(
    (effect) => effect.attempt > 1 && endOf(effect) > from && endOf(effect) < from + allowances.retryAfter - skew,
  );
  return again === undefined ? undefined : `${again.key} was tried again at ${timeText(endOf(again))}`;
}
