import type { AdoptedSla, CaseItem, ClockState } from '../../contract/case-item.ts';
import type { ClockPolicy, CompiledPolicy, Level } from '../../contract/compiled-policy.ts';
import type { SlaSeenMessage } from '../../contract/inbox-message.ts';
import { instantOf } from '../instants.ts';
import type { RunningPolicy } from '../running-policy.ts';
import type { DerivedClock } from './clocks.ts';
import { isSame } from './is-same.ts';
import { rowNamed } from './rows.ts';
import type { FactLine } from './timeline.ts';

/*
 * A native SLA that a rule of the console has attached, watched over with the levels of a policy. It runs on the clock on the
 * wall from where it was attached to its target, and knows neither pauses nor take-over.
 */

export type SeenSla = Omit<SlaSeenMessage, 'kind' | 'caseId' | 'seenAt' | 'templateId' | 'createdAt'>;

/** Field under which observations keep that Cases itself has told an SLA's end. */
export function endFieldId(relatedItemId: string): string {
  return `sla:${relatedItemId}`;
}

/** Fields that must be observed for the SLAs of an item. */
export function adoptedFieldIds(item: Pick<CaseItem, 'adopted'>): readonly string[] {
  return item.adopted.flatMap(({ relatedItemId, fieldId }) => [
    endFieldId(relatedItemId),
    ...(fieldId === undefined ? [] : [fieldId]),
  ]);
}

/** The policy whose levels an SLA of that name gets; undefined when nobody asks for it, or when it is our own mirror's. */
export function adoptingPolicy(policy: CompiledPolicy, slaName: string): string | undefined {
  if (policy.policies.some((row) => row.native?.slaName === slaName)) return undefined;
  return policy.adopt.find((pattern) => fits(pattern.slaName, slaName))?.policy;
}

/** Keeps an SLA that was seen, once. Returns the same item for one that is known or that no policy asks for. */
export function adopt(item: CaseItem, seen: SeenSla, policy: CompiledPolicy): CaseItem {
  if (item.adopted.some(({ relatedItemId }) => relatedItemId === seen.relatedItemId)) return item;
  const name = adoptingPolicy(policy, seen.slaName);
  if (name === undefined) return item;
  const { relatedItemId, slaName, attachedAt, targetTime, fieldId, values } = seen;
  const sla: AdoptedSla = {
    relatedItemId,
    slaName,
    policy: name,
    attachedAt,
    targetTime,
    ...(fieldId === undefined ? {} : { fieldId }),
    values,
  };
  return { ...item, adopted: [...item.adopted, sla] };
}

/** One clock for each SLA; its cycle is the place of the SLA in the item. */
export function deriveAdopted(
  item: CaseItem,
  running: RunningPolicy,
  facts: FactLine,
  judged: readonly ClockState[],
): readonly DerivedClock[] {
  return item.adopted.flatMap((sla, index): DerivedClock[] => {
    const cycle = index + 1;
    if (judged.some((clock) => clock.kind === 'adopted' && clock.cycle === cycle)) return [];
    const row = rowNamed(running.policy, sla.policy);
    return row === undefined ? [] : [deriveOne(item, sla, cycle, row, running, facts)];
  });
}

function deriveOne(
  item: CaseItem,
  sla: AdoptedSla,
  cycle: number,
  row: ClockPolicy,
  running: RunningPolicy,
  facts: FactLine,
): DerivedClock {
  const stored = item.clocks.find((clock) => clock.kind === 'adopted' && clock.cycle === cycle);
  const [attachedAt, targetTime] = [Date.parse(sla.attachedAt), Date.parse(sla.targetTime)];
  const end = endOf(sla, attachedAt, facts);
  const state: ClockState = {
    kind: 'adopted',
    cycle,
    policy: row.name,
    policyHash: running.hash,
    startedAt: sla.attachedAt,
    keptMilliseconds: 0,
    targetSeconds: Math.max(0, Math.floor((targetTime - attachedAt) / 1000)),
    pauses: [],
    isPaused: false,
    deadline: sla.targetTime,
    ...(end === undefined ? { verdict: 'running' } : verdictOf(end, targetTime)),
    ...(stored?.breachedAt === undefined ? {} : { breachedAt: stored.breachedAt }),
    levels: stored?.levels ?? {},
  };
  return {
    state: stored !== undefined && isSame({ ...state, nextMomentAt: stored.nextMomentAt }, stored) ? stored : state,
    row,
    momentOf: (level) => momentOf(level, row, attachedAt, targetTime),
  };
}

/** Warnings keep their share of the target, what comes after the breach keeps its distance from it. */
function momentOf({ kind, usedSeconds }: Level, row: ClockPolicy, attachedAt: number, targetTime: number): number {
  if (kind === 'breach') return targetTime + 1;
  if (kind === 'escalate') return targetTime + (usedSeconds - row.targetSeconds) * 1000;
  const share = row.targetSeconds === 0 ? 1 : usedSeconds / row.targetSeconds;
  return attachedAt + Math.floor(((targetTime - attachedAt) / 1000) * share) * 1000;
}

interface End {
  readonly at: number;
  readonly by: 'stop' | 'deleted';
}

function endOf(sla: AdoptedSla, attachedAt: number, { moments, deletedAt }: FactLine): End | undefined {
  const endField = endFieldId(sla.relatedItemId);
  const stop = moments.find(({ fieldOf }, place) => {
    // What was over before the SLA was attached does not count.
    if ((moments[place + 1]?.at ?? Number.POSITIVE_INFINITY) <= attachedAt) return false;
    if (fieldOf(endField) !== null) return true;
    const value = sla.fieldId === undefined ? null : fieldOf(sla.fieldId);
    return value !== null && sla.values.includes(value);
  });
  // A field that had the value when the SLA was attached has ended it there.
  const at = stop === undefined ? undefined : Math.max(stop.at, attachedAt);
  if (deletedAt !== undefined && (at === undefined || deletedAt <= at))
    return { at: Math.max(deletedAt, attachedAt), by: 'deleted' };
  return at === undefined ? undefined : { at, by: 'stop' };
}

function verdictOf({ at, by }: End, targetTime: number): Pick<ClockState, 'verdict' | 'endedAt' | 'endedBy'> {
  if (by === 'deleted') return { verdict: 'cancelled', endedAt: instantOf(at), endedBy: by };
  return { verdict: at <= targetTime ? 'met' : 'met-late', endedAt: instantOf(at), endedBy: by };
}

/** Whether the name fits; `*` stands for any text. */
function fits(pattern: string, name: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  if (others.length === 0) return pattern === name;
  if (!name.startsWith(first)) return false;
  const last = others.pop() ?? '';
  let from = first.length;
  for (const part of others) {
    const place = name.indexOf(part, from);
    if (place === -1) return false;
    from = place + part.length;
  }
  return name.length - last.length >= from && name.endsWith(last);
}
