import { describe, expect, test } from 'vitest';
import type { CaseItem, Effect } from '../../../lambda/contract/case-item.ts';
import { fieldIds, policies } from '../story/policies.ts';
import { checkAll } from './check-all.ts';
import type { CaseHistory, Evidence, InjectedFault } from './evidence.ts';
import { caseId, createdAt, endedAt, hour, keptPromises, minute, second, type Happening } from './kept-promises.ts';

const [plain, mirrored, , everything] = policies as [
  (typeof policies)[0],
  (typeof policies)[0],
  (typeof policies)[0],
  (typeof policies)[0],
];
const mailKey = 'first-response:1:breach:1-email';
const taskKey = 'first-response:1:breach:2-task';
const ownerKey = 'first-response:1:breach:0-reassign';
/** When the breach of a case comes that is answered by nobody; its target is twenty minutes. */
const breachAt = createdAt + 20 * minute + 1;
const text = (at: number): string => new Date(at).toISOString();

const told = (evidence: Evidence): string[] => checkAll(evidence).map(({ check, about }) => `${check}: ${about ?? ''}`);
const itemOf = (evidence: Evidence): CaseItem => evidence.items.get(caseId)!;
const withItem = (evidence: Evidence, change: Partial<CaseItem>): Evidence => ({
  ...evidence,
  items: new Map([[caseId, { ...itemOf(evidence), ...change }]]),
});
const withEffect = (evidence: Evidence, key: string, change: Partial<Effect>): Evidence => {
  const { effects } = itemOf(evidence);
  return withItem(evidence, { effects: { ...effects, [key]: { ...effects[key]!, ...change } } });
};
const withoutDeed = (evidence: Evidence, key: string): Evidence => ({
  ...evidence,
  deeds: evidence.deeds.filter(({ effectKey }) => effectKey !== key),
});
const undone = (evidence: Evidence, key: string, change: Partial<Effect>): Evidence =>
  withEffect(withoutDeed(evidence, key), key, change);
const ended = (at: number, reason: string) => ({ outcome: { at: text(at), reason } });

const fault = (name: string, from: number, more: Partial<InjectedFault> = {}): InjectedFault => ({
  name,
  from,
  to: from,
  ...more,
});
const call = {
  runId: 'dispatch-mail-3',
  port: 'mailer',
  method: 'send',
  wasMade: true,
  isAnswered: false,
  isPermanent: false,
};

describe('kept promises', () => {
  const courses: Readonly<Record<string, readonly Happening[]>> = {
    'never answered': [],
    'answered in time': [[5 * minute, { status: 'in_progress' }]],
    'answered late': [[35 * minute, { status: 'in_progress' }]],
    'answered at the deadline': [[20 * minute, { status: 'closed' }]],
    urgent: [[12 * minute, { [fieldIds.priority]: 'urgent' }]],
    'waits for the customer': [[10 * minute, { status: 'waiting_customer' }]],
    'closed and opened again': [
      [30 * minute, { status: 'closed' }],
      [50 * minute, { status: 'open' }],
    ],
  };
  for (const { name, ...policy } of policies) {
    test.each(Object.entries(courses))(`are not held against anybody: ${name}, %s`, (_course, happenings) => {
      expect(told(keptPromises({ name, ...policy }, happenings))).toEqual([]);
      expect(told(keptPromises({ name, ...policy }, happenings, 100 * minute))).toEqual([]);
    });
  }
});

describe('lost', () => {
  test('what the ledger has never owed, and what it says was done but reached nobody', () => {
    const evidence = keptPromises(plain);
    const { [mailKey]: _mail, ...effects } = itemOf(evidence).effects;
    expect(told(withItem(withoutDeed(evidence, mailKey), { effects }))).toEqual([`lost: ${mailKey}`]);
    expect(told(withoutDeed(evidence, mailKey))).toEqual([`lost: ${mailKey}`]);
  });

  test('an owner who was never set, but not one whom an agent had set before', () => {
    const evidence = keptPromises(plain);
    const strip = (fields: object) =>
      Object.fromEntries(Object.entries(fields).filter(([, value]) => !String(value).endsWith('sato')));
    const histories = evidence.histories.map((history) => ({
      ...history,
      changes: history.changes.map((change) => ({ ...change, fields: strip(change.fields) as typeof change.fields })),
    }));
    expect(told({ ...evidence, histories })).toEqual([`lost: ${ownerKey}`]);
    const byAgent = keptPromises(plain, [[2 * minute, { assigned_user: 'somebody' }]]);
    expect(told(byAgent)).toEqual([]);
  });

  test('a level of a short time may never have fired, a longer one or one that still stands may not be missing', () => {
    const missing = (answeredAfter: number, faults: readonly InjectedFault[] = []): string[] => {
      const evidence = keptPromises(plain, [[answeredAfter, { status: 'in_progress' }]]);
      const effects = Object.fromEntries(
        Object.entries(itemOf(evidence).effects).filter(([key]) => !key.includes(':breach:')),
      );
      const deeds = evidence.deeds.filter(({ effectKey, kind }) => kind !== 'set' && !effectKey?.includes(':breach:'));
      return told({ ...withItem({ ...evidence, deeds }, { effects }), faults }).filter((one) => one.includes('email'));
    };
    expect(missing(21 * minute)).toEqual([]);
    expect(missing(30 * minute)).toEqual([`lost: ${mailKey}`]);
    expect(missing(30 * minute, [fault('tick killed', breachAt)])).toEqual([]);
    expect(missing(30 * minute, [fault('tick killed', createdAt - hour)])).toEqual([`lost: ${mailKey}`]);
  });

  test('what was cancelled although it was needed, but not what was answered then or at a read', () => {
    const cancelled = (at: number) => ({ status: 'cancelled' as const, ...ended(at, 'the case was answered') });
    const answered = keptPromises(plain, [[25 * minute, { status: 'in_progress' }]]);
    expect(told(undone(answered, mailKey, cancelled(breachAt + minute)))).toEqual([`lost: ${mailKey}`]);
    expect(told(undone(answered, mailKey, cancelled(createdAt + 26 * minute)))).toEqual([]);
    const evidence = keptPromises(plain);
    const read = { at: breachAt + second, runId: 'run-x', caseId };
    const seen = (status: string): Evidence => ({
      ...undone(evidence, mailKey, cancelled(breachAt + minute)),
      reads: [...evidence.reads, { ...read, truth: { caseId, templateId: 'template-simulated', fields: { status } } }],
    });
    expect(told(seen('open'))).toEqual([`lost: ${mailKey}`]);
    expect(told(seen('closed'))).toEqual([]);
  });

  test('what was parked without a fault that permits it', () => {
    const evidence = keptPromises(plain);
    const parked = (key: string, reason: string, faults: readonly InjectedFault[] = []): string[] =>
      told({ ...undone(evidence, key, { status: 'parked', ...ended(breachAt + minute, reason) }), faults });
    const unknown = 'outcome unknown, not repeated lest it happen twice: SES';
    expect(parked(mailKey, unknown)).toEqual([`lost: ${mailKey}`]);
    expect(parked(mailKey, unknown, [fault('answer lost', breachAt + second, { call })])).toEqual([]);
    expect(parked(mailKey, unknown, [fault('answer lost', breachAt - hour, { call })])).toEqual([`lost: ${mailKey}`]);
    const throttle = { ...call, wasMade: false, isAnswered: true };
    expect(parked(mailKey, unknown, [fault('unavailable', breachAt + second, { call: throttle })])).toEqual([
      `lost: ${mailKey}`,
    ]);
    // A task has a token: it is repeated, never parked for want of an answer.
    expect(parked(taskKey, unknown, [fault('answer lost', breachAt + second, { call })])).toEqual([`lost: ${taskKey}`]);
    const refusal = fault('refused', breachAt + second, { call: { ...throttle, isPermanent: true } });
    expect(parked(taskKey, 'Connect StartTaskContact: InvalidRequestException', [refusal])).toEqual([]);
    expect(parked(taskKey, 'Connect StartTaskContact: InvalidRequestException')).toEqual([`lost: ${taskKey}`]);
    const outage = fault('three hours', createdAt, { to: endedAt });
    expect(parked(taskKey, 'gave up after 24 attempts: HTTP 503', [outage])).toEqual([]);
    expect(parked(taskKey, 'gave up after 24 attempts: HTTP 503', [fault('once', breachAt)])).toEqual([
      `lost: ${taskKey}`,
    ]);
    expect(parked(taskKey, 'the case has no owner who is a user')).toEqual([`lost: ${taskKey}`]);
    expect(parked(taskKey, 'Cases CreateRelatedItem: ResourceNotFoundException (HTTP 404)')).toEqual([
      `lost: ${taskKey}`,
    ]);
  });

  test('a case of which no event ever came, unless it was gone before two sweeps', () => {
    const unknown = (evidence: Evidence): string[] => {
      const [{ changes, deletedAt, deletionEventId } = { changes: [] }] = evidence.histories as CaseHistory[];
      const events = changes.map(({ eventId, at }) => ({ id: eventId, at }));
      if (deletionEventId !== undefined) events.push({ id: deletionEventId, at: deletedAt ?? 0 });
      const faults = events.map(({ id, at }) => fault('event lost', at, { event: { id, caseId, isLost: true } }));
      return told({ ...evidence, faults, items: new Map<string, CaseItem>(), deeds: [] });
    };
    expect(unknown(keptPromises(plain))).toContain(`lost: ${mailKey}`);
    expect(unknown(keptPromises(plain))).toContain('ledger disagrees: ');
    expect(unknown(keptPromises(plain, [], 5 * minute))).toEqual([]);
    expect(unknown(keptPromises(plain, [], 12 * minute))).toContain('ledger disagrees: ');
  });
});

describe('doubled', () => {
  test.each([mailKey, taskKey, 'first-response:1:breach:3-slack'])('%s', (key) => {
    const evidence = keptPromises(plain);
    const deed = evidence.deeds.find(({ effectKey }) => effectKey === key)!;
    const again = { ...deed, at: deed.at + second };
    expect(told({ ...evidence, deeds: [...evidence.deeds, again] })).toEqual([`doubled: ${key}`]);
  });

  test('the same owner set once more is the same deed', () => {
    const evidence = keptPromises(plain);
    const deed = evidence.deeds.find(({ kind }) => kind === 'set')!;
    expect(told({ ...evidence, deeds: [...evidence.deeds, { ...deed, at: deed.at + second }] })).toEqual([]);
  });
});

describe('unneeded', () => {
  /** The reads with those of all others before the run's own, which then decide nothing that it did. */
  const lastOf = ({ reads }: Evidence, runId: string): Evidence['reads'] => {
    const own = Math.min(...reads.flatMap((read) => (read.runId === runId ? [read.at] : [])));
    const isNear = ({ at, runId: of }: Evidence['reads'][number]) => of !== runId && at >= own && at < own + minute;
    return reads.map((read) => (isNear(read) ? { ...read, at: own - 1 } : read));
  };
  const withRead = (status: string | undefined, more: object = {}): Evidence => {
    const evidence = keptPromises(plain);
    const { runId } = evidence.deeds.find(({ effectKey }) => effectKey === mailKey)!;
    return {
      ...evidence,
      reads: lastOf(evidence, runId).map((read) =>
        read.runId === runId
          ? {
              ...read,
              truth:
                status === undefined ? undefined : { caseId, templateId: 'template-simulated', fields: { status } },
              ...more,
            }
          : read,
      ),
    };
  };

  test('what was done after a read that showed an answer, a deletion, another policy, or without one', () => {
    expect(told(withRead('open'))).toEqual([]);
    expect(told(withRead('in_progress'))).toEqual([`unneeded: ${mailKey}`]);
    expect(told(withRead(undefined))).toEqual([`unneeded: ${mailKey}`]);
    // A lane may decide by what another has read, for as long as it is good.
    expect(told(withRead('open', { runId: 'another' }))).toEqual([]);
    const open = withRead('open');
    const early = { ...open, reads: open.reads.map((read) => ({ ...read, at: read.at - 5 * minute })) };
    expect(told(early)).toContain(`unneeded: ${mailKey}`);
    const urgent = { caseId, templateId: 'template-simulated', fields: { [fieldIds.priority]: 'urgent' } };
    expect(told(withRead('open', { truth: urgent }))).toEqual([`unneeded: ${mailKey}`]);
  });

  test('an owner that was set after a read that showed an answer', () => {
    const evidence = keptPromises(plain);
    const { runId } = evidence.deeds.find(({ kind }) => kind === 'set')!;
    const reads = lastOf(evidence, runId).map((read) => (read.runId === runId ? { ...read, truth: undefined } : read));
    expect(told({ ...evidence, reads })).toEqual([expect.stringMatching(/^unneeded: owner .*sato/)]);
  });

  test('what no level owed, unless an event of the case went astray', () => {
    const evidence = keptPromises(plain);
    const deed = evidence.deeds.find(({ effectKey }) => effectKey === mailKey)!;
    const key = 'first-response:2:breach:1-email';
    const more = { ...evidence, deeds: [...evidence.deeds, { ...deed, effectKey: key }] };
    expect(told(more)).toEqual([`unneeded: ${key}`]);
    const event = { id: 'event-1', caseId, isLost: false };
    expect(told({ ...more, faults: [fault('event late', createdAt, { event })] })).toEqual([]);
  });
});

test('what is done before its level has come is done by a clock that was set ahead, or for nothing', () => {
  const evidence = keptPromises(plain);
  const early = evidence.deeds.map((deed) =>
    deed.effectKey === mailKey ? { ...deed, at: breachAt - 5 * second } : deed,
  );
  const reads = evidence.reads.map((read) => ({ ...read, at: read.at - 10 * second }));
  const ahead = { ...evidence, deeds: early, reads };
  expect(told(ahead)).toEqual([`unneeded: ${mailKey}`]);
  expect(told({ ...ahead, faults: [fault('clocks askew', createdAt)] })).toEqual([]);
});

describe('late', () => {
  // That it was slow as well is said by another check.
  const told = (evidence: Evidence): string[] =>
    checkAll(evidence).flatMap(({ check, about }) => (check === 'slow' ? [] : [`${check}: ${about ?? ''}`]));
  const doneAt = (at: number, faults: readonly InjectedFault[] = []): string[] =>
    told({ ...withEffect(keptPromises(plain), mailKey, { outcome: { at: text(at) } }), faults });

  test('what was finished more than two sweeps after it was due', () => {
    expect(doneAt(breachAt + 10 * minute)).toEqual([]);
    expect(doneAt(breachAt + 10 * minute + 1)).toEqual([`late: ${mailKey}`]);
  });

  test('counts from the last fault', () => {
    expect(doneAt(breachAt + 40 * minute, [fault('outage', breachAt, { to: breachAt + 30 * minute })])).toEqual([]);
    expect(doneAt(breachAt + 41 * minute, [fault('outage', breachAt, { to: breachAt + 30 * minute })])).toEqual([
      `late: ${mailKey}`,
    ]);
  });

  test('leaves as long as the quotas ask for', () => {
    const evidence = withEffect(keptPromises(plain), mailKey, { outcome: { at: text(breachAt + 21 * minute) } });
    expect(told({ ...evidence, quotaBound: 20 * minute })).toEqual([]);
    expect(told({ ...evidence, quotaBound: 19 * minute })).toEqual([`late: ${mailKey}`]);
  });
});

describe('the ledger', () => {
  test('leaves nothing pending or claimed, in the outbox, or undelivered', () => {
    const evidence = keptPromises(mirrored);
    expect(told(undone(evidence, mailKey, { status: 'pending' }))).toEqual([
      `lost: ${mailKey}`,
      `unfinished: ${mailKey}`,
    ]);
    expect(told(undone(evidence, mailKey, { status: 'claimed' }))).toContain(`unfinished: ${mailKey}`);
    const announcement = { id: 'a-1', detailType: 'SLA Ended' } as CaseItem['outbox'][number];
    expect(told(withItem(evidence, { outbox: [announcement] }))).toEqual(['unfinished: announcement a-1 (SLA Ended)']);
    expect(told(withItem(evidence, { sinks: { salesforce: { wanted: 3, delivered: 2 } } }))).toEqual([
      'unfinished: sink salesforce',
    ]);
  });

  test('says of the clocks what is true', () => {
    const evidence = keptPromises(everything, [[30 * minute, { status: 'in_progress' }]]);
    const [clock, ...others] = itemOf(evidence).clocks;
    const changed = withItem(evidence, { clocks: [{ ...clock!, verdict: 'met' }, ...others] });
    expect(checkAll(changed).map(({ sentence }) => sentence)).toEqual([
      'case case-1: the ledger lacks: first-response 1 (first-response) from 2026-11-24T01:00:00.000Z: met-late 2026-11-24T01:30:00.000Z',
      'case case-1: the ledger says wrongly: first-response 1 (first-response) from 2026-11-24T01:00:00.000Z: met 2026-11-24T01:30:00.000Z',
    ]);
    expect(checkAll(withItem(evidence, { clocks: others }))).toHaveLength(1);
  });

  test('may date a change too early by the time of a read that it overtook, and otherwise not', () => {
    const evidence = keptPromises(plain, [[30 * minute, { status: 'in_progress' }]]);
    const [clock] = itemOf(evidence).clocks;
    const early = withItem(evidence, { clocks: [{ ...clock!, endedAt: text(createdAt + 30 * minute - second) }] });
    expect(told(early)).toHaveLength(2);
    const truth = { caseId, templateId: 'template-simulated', fields: { status: 'in_progress' } };
    const read = { at: createdAt + 30 * minute + second, runId: 'run-x', caseId, truth };
    expect(told({ ...early, reads: [...evidence.reads, read] })).toEqual([]);
    expect(told({ ...early, reads: [...evidence.reads, { ...read, at: createdAt + hour }] })).toHaveLength(2);
  });

  test('knows what an event told that was lost, unless it was overwritten before two sweeps', () => {
    const lostAnswer = (evidence: Evidence): Evidence => {
      const { eventId, at } = evidence.histories[0]!.changes.find(({ fields }) => fields['status'] === 'in_progress')!;
      return { ...evidence, faults: [fault('event lost', at, { event: { id: eventId, caseId, isLost: true } })] };
    };
    const unaware = keptPromises(plain).items;
    const answered = keptPromises(plain, [[2 * hour, { status: 'in_progress' }]]);
    expect(told(lostAnswer(answered))).toEqual([]);
    expect(told({ ...lostAnswer(answered), items: unaware })).toHaveLength(2);
    const overwritten = (minutes: number): Evidence =>
      keptPromises(plain, [
        [2 * hour, { status: 'in_progress' }],
        [2 * hour + minutes * minute, { status: 'open' }],
      ]);
    expect(told({ ...lostAnswer(overwritten(4)), items: unaware })).toEqual([]);
    expect(told(lostAnswer(overwritten(4)))).toHaveLength(2);
    // A search has just shown it.
    const shown = [{ caseId, changedAt: createdAt + 2 * hour }];
    expect(told({ ...lostAnswer(overwritten(4)), shown })).toEqual([]);
    expect(told({ ...lostAnswer(overwritten(11)), items: unaware })).toHaveLength(2);
  });

  test('dates what a read has told instead of a lost event to that read, and to no other instant', () => {
    const closing = keptPromises(plain, [[30 * minute, { status: 'closed' }]]);
    const { eventId, at } = closing.histories[0]!.changes.find(({ fields }) => fields['status'] === 'closed')!;
    const faults = [fault('event lost', at, { event: { id: eventId, caseId, isLost: true } })];
    const truth = { caseId, templateId: 'template-simulated', fields: { status: 'closed' } };
    const readAt = createdAt + 35 * minute;
    const reads = [...closing.reads, { at: readAt, runId: 'run-x', caseId, truth }];
    const endedAt = (instant: number): Evidence => {
      const clocks = itemOf(closing).clocks.map((clock) => ({ ...clock, endedAt: text(instant) }));
      return { ...withItem(closing, { clocks }), faults, reads };
    };
    expect(told(endedAt(at))).toEqual([]);
    expect(told(endedAt(readAt))).toEqual([]);
    expect(told(endedAt(at + 2 * minute))).toHaveLength(2);
    expect(told({ ...endedAt(readAt), reads: closing.reads })).toHaveLength(2);
  });

  test('knows from the beginning of a case whose first event was lost, and misses no level of it', () => {
    const evidence = keptPromises(plain, [[15 * minute, { title: 'B' }]]);
    const creation = { id: 'event-1', caseId, isLost: true };
    const unheard = { ...evidence, faults: [fault('event lost', createdAt, { event: creation })] };
    const warning = 'first-response:1:warn-1:0-slack';
    const { [warning]: _warning, ...effects } = itemOf(evidence).effects;
    expect(told(withItem(withoutDeed(unheard, warning), { effects }))).toEqual([`lost: ${warning}`]);
    // A level that is needed for as long as two sweeps may take to find the case may be missed.
    const answered = keptPromises(plain, [[14 * minute, { status: 'in_progress' }]]);
    const first = { ...answered, faults: [fault('event lost', createdAt, { event: creation })] };
    expect(told(withItem(withoutDeed(first, warning), { effects: {} }))).toEqual([]);
  });

  test('keeps items small', () => {
    const evidence = keptPromises(plain);
    const entry = { id: 'x', at: text(createdAt), kind: 'k', detail: { long: 'あ'.repeat(5000) } };
    expect(told(withItem(evidence, { timeline: [entry] }))).toEqual(['too large: ']);
  });
});
