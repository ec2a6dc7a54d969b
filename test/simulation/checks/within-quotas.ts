import { apiOfOperation, defaultQuotas, type ApiName, type ApiRate } from '../../../lambda/contract/quota-profile.ts';
import type { Deed } from '../outside/outside.ts';
import { operationOf } from '../faults/call-errors.ts';
import type { Evidence, InjectedFault, Violation } from './evidence.ts';
import { timeText } from './knowledge.ts';
import { allowances, skewOf } from './permissions.ts';

/* What the outside has seen of the calls that draw on a quota: each read, and each deed. */

/** Turns that may come to be spent together because runs come late for them. */
const spentLate = 3;
const apiOfDeed: Partial<Record<Deed['kind'], ApiName>> = {
  set: 'cases:UpdateCase',
  task: 'connect:StartTaskContact',
  mail: 'ses:SendEmail',
  slack: 'slack:chat.postMessage',
};

/** Sweeps have a part of the quotas to themselves, and keep to it by their own pace. */
const isOfSweep = (runId: string): boolean => runId.startsWith('sweep-');

/** All lanes together keep to the quota of each API, and to half of it once it has refused a call as one too many. */
export function findOverspent(evidence: Evidence): Violation[] {
  // Turns are told by clocks; when these disagree, so do the turns.
  if (skewOf(evidence) > 0) return [];
  const calls = new Map<ApiName, number[]>([
    ['cases:GetCase', evidence.reads.filter(({ runId }) => !isOfSweep(runId)).map(({ at }) => at)],
  ]);
  for (const { kind, at } of evidence.deeds) {
    const api = apiOfDeed[kind];
    if (api !== undefined) calls.set(api, [...(calls.get(api) ?? []), at]);
  }
  // A call that is slow comes out of its turn.
  const late = 1 + evidence.faults.filter(({ name }) => name === 'slow').length;
  const violations: Violation[] = [];
  const tell = (api: ApiName, at: number | undefined, what: string): void => {
    if (at === undefined) return;
    const sentence = `${api} was called more often than ${what} allows, at ${timeText(at)}`;
    violations.push({ check: 'quota overspent', caseId: 'all', about: api, sentence });
  };
  for (const [api, at] of calls) tell(api, firstBeyond(at, defaultQuotas[api], late), 'its quota');
  for (const { from, call } of refusalsOf(evidence)) {
    const api = apiOfOperation(operationOf(call.port, call.method));
    if (api === undefined) continue;
    if (!evidence.slowed.some((told) => told.api === api && told.at >= from && told.at < from + allowances.noticed)) {
      tell(api, from, 'the buckets, which nobody has told of the refusal,');
    }
    const { perSecond, burst } = defaultQuotas[api];
    // Half of the burst may have gathered again; some of the other half is for turns that are spent late.
    const slowed = { perSecond: perSecond / 2, burst: Math.ceil(burst / 2) + spentLate };
    const then = (calls.get(api) ?? []).filter(
      (at) => at > from + allowances.slowedAfter && at < from + allowances.slowedFor,
    );
    tell(api, firstBeyond(then, slowed, late), `half of its quota, after a refusal at ${timeText(from)},`);
  }
  return violations;
}

/** When a bucket of that rate, full at first, would first have lacked more than `late` turns. */
function firstBeyond(at: readonly number[], { perSecond, burst }: ApiRate, late: number): number | undefined {
  let level = burst;
  let filledAt = 0;
  for (const next of [...at].sort((one, other) => one - other)) {
    level = Math.min(burst, level + ((next - filledAt) / 1000) * perSecond) - 1;
    filledAt = next;
    if (level < -late) return next;
  }
  return undefined;
}

type Refusal = InjectedFault & { readonly call: NonNullable<InjectedFault['call']> };

/** Refusals as one too many whose run went on and could tell the ledger. */
function refusalsOf({ faults }: Evidence): readonly Refusal[] {
  const isNear = (one: InjectedFault, other: InjectedFault): boolean =>
    one.from <= other.to + allowances.slowedFor && other.from <= one.to + allowances.slowedFor;
  return faults.filter(
    (fault): fault is Refusal =>
      fault.name.startsWith('throttled') &&
      fault.call !== undefined &&
      !isOfSweep(fault.call.runId) &&
      faults.every((other) => other === fault || !isNear(fault, other)),
  );
}
