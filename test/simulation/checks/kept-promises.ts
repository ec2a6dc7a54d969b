import type { CaseItem, ClockState, Effect, FieldValue } from '../../../lambda/contract/case-item.ts';
import type { CaseSla, FreshCase } from '../../../lambda/domain/ports.ts';
import type { Deed } from '../outside/outside.ts';
import type { NamedPolicy } from '../story/policies.ts';
import { templateId } from '../story/policies.ts';
import type { CaseHistory, Change, Evidence, Read } from './evidence.ts';
import { expectedOf, type ExpectedCycle, type Owed } from './oracle.ts';

/* Evidence of a case for which every promise was kept, made by hand so that tests of the checks can break one of them. */

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const createdAt = Date.parse('2026-11-24T01:00:00Z');
export const endedAt = createdAt + 3 * hour;
export const caseId = 'case-1';

const text = (at: number): string => new Date(at).toISOString();
const noticeOf = { email: 'mail', task: 'task', slack: 'slack' } as const;

/** Fields and when they were set, as milliseconds after the creation. */
export type Happening = readonly [after: number, fields: Readonly<Record<string, FieldValue>>];

/** @param happenings what people did after the creation @param deletedAfter milliseconds after the creation */
export function keptPromises(
  { policy, hash }: NamedPolicy,
  happenings: readonly Happening[] = [],
  deletedAfter?: number,
): Evidence {
  const changes: Change[] = [];
  const change = (at: number, fields: Change['fields'], by: Change['by']): void => {
    changes.push({ at, fields, by, eventId: `event-${changes.length + 1}` });
    changes.sort((one, other) => one.at - other.at);
  };
  let fields: Change['fields'] = { status: 'open', title: 'A' };
  change(createdAt, fields, 'people');
  for (const [after, set] of happenings) change(createdAt + after, (fields = { ...fields, ...set }), 'people');
  const history: CaseHistory = {
    caseId,
    templateId,
    createdAt,
    changes,
    ...(deletedAfter === undefined ? {} : { deletedAt: createdAt + deletedAfter, deletionEventId: 'event-deleted' }),
  };
  const { cycles, owed } = expectedOf(policy, history, endedAt);
  const inTime = [...owed].sort((one, other) => one.since - other.since);
  const deeds: Deed[] = [];
  const reads: Read[] = [];
  const effects: Record<string, Effect> = {};
  inTime.forEach((one, place) => {
    const at = one.since + 5 * second;
    const truth = truthAt(changes, at);
    const runId = `run-${place + 1}`;
    reads.push({ at: at - second, runId, caseId, truth });
    const { action } = one;
    if (action.kind === 'reassign') {
      const owner = { assigned_user: action.people[0]?.userArn ?? '' };
      for (const [index, later] of changes.entries()) {
        if (later.at >= at) changes[index] = { ...later, fields: { ...later.fields, ...owner } };
      }
      change(at, { ...truth.fields, ...owner }, 'casewarden');
      deeds.push({ at, runId, kind: 'set', caseId, what: JSON.stringify(owner), truth });
    } else if (action.kind !== 'set' && action.kind !== 'native-sla') {
      deeds.push({ at, runId, kind: noticeOf[action.kind], caseId, effectKey: one.key, what: one.key, truth });
    }
    effects[one.key] = effectOf(one, hash, at);
  });
  const sink = policy.sinks.salesforce;
  if (sink !== undefined) {
    const truth = truthAt(changes, endedAt);
    const what = JSON.stringify({ Status: truth.fields['status'], Subject: truth.fields['title'] });
    deeds.push({ at: endedAt - hour, runId: 'run-sink', kind: 'record', caseId, what, truth });
  }
  const item: CaseItem = {
    schemaVersion: 3,
    version: 9,
    caseId,
    templateId,
    createdAt: text(createdAt),
    policyHash: hash,
    shadow: {},
    observations: [],
    signals: [],
    clocks: cycles.map((cycle) => clockOf(cycle, hash)),
    adopted: [],
    effects,
    ended: {},
    sinks: sink === undefined ? {} : { salesforce: { wanted: 3, delivered: 3 } },
    outbox: [],
    timeline: [],
  };
  return {
    seed: 1,
    policyHash: hash,
    policy,
    endedAt,
    sweepPeriod: 5 * minute,
    quotaBound: minute,
    histories: [history],
    reads,
    shown: [],
    deeds,
    faults: [],
    items: new Map([[caseId, item]]),
    slas: new Map([[caseId, cycles.flatMap(slaOf)]]),
    leases: [],
    slowed: [],
    budgets: [],
    timeline: inTime.map(({ key }) => ({ caseId, id: `${key}:ended` })),
  };
}

function truthAt(changes: readonly Change[], at: number): FreshCase {
  return { caseId, templateId, fields: changes.findLast((change) => change.at <= at)?.fields ?? {} };
}

function effectOf({ key, action, row, since }: Owed, policyHash: string, at: number): Effect {
  const [policy = '', cycle, level = ''] = key.split(':');
  return {
    key,
    lane:
      action.kind === 'email'
        ? 'mail'
        : action.kind === 'slack' || action.kind === 'task'
          ? action.kind
          : 'case-update',
    proof: action.kind === 'task' ? 'token' : action.kind === 'email' || action.kind === 'slack' ? 'probe' : 'natural',
    policy,
    policyHash,
    cycle: Number(cycle),
    level,
    severity: row.severity,
    action,
    owedAt: text(since),
    status: 'done',
    attempt: 1,
    outcome: { at: text(at) },
    noted: true,
  };
}

function clockOf({ kind, number, cycle }: ExpectedCycle, policyHash: string): ClockState {
  return {
    kind,
    cycle: number,
    policy: cycle.row.name,
    policyHash,
    startedAt: text(cycle.startedAt),
    keptMilliseconds: cycle.kept,
    targetSeconds: cycle.row.targetSeconds,
    pauses: [],
    isPaused: false,
    ...(cycle.deadline === undefined ? {} : { deadline: text(cycle.deadline) }),
    verdict: cycle.verdict,
    ...(cycle.endedAt === undefined ? {} : { endedAt: text(cycle.endedAt) }),
    ...(cycle.endedBy === undefined ? {} : { endedBy: cycle.endedBy }),
    levels: Object.fromEntries([...cycle.levels].map(([name, { at, state }]) => [name, { at: text(at), state }])),
  };
}

function slaOf({ cycle }: ExpectedCycle): CaseSla[] {
  const isPaused = cycle.pauses.some(({ to }) => to > endedAt);
  if (cycle.row.native === undefined || cycle.verdict !== 'running' || isPaused || cycle.deadline === undefined)
    return [];
  const targetTime = text(cycle.deadline);
  const status = cycle.deadline <= endedAt ? 'Overdue' : 'Active';
  return [{ relatedItemId: 'sla-1', name: cycle.row.native.slaName, status, targetTime, attachedAt: text(createdAt) }];
}
