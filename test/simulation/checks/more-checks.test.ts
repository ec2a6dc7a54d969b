import { describe, expect, test } from 'vitest';
import type { CaseItem, Effect } from '../../../lambda/contract/case-item.ts';
import { policies } from '../story/policies.ts';
import { checkAll } from './check-all.ts';
import type { Evidence, InjectedFault } from './evidence.ts';
import { caseId, createdAt, endedAt, hour, keptPromises, minute, second } from './kept-promises.ts';

const [plain, mirrored, resolution] = policies as [(typeof policies)[0], (typeof policies)[0], (typeof policies)[0]];
const slackKey = 'first-response:1:breach:3-slack';
const breachAt = createdAt + 20 * minute + 1;
const text = (at: number): string => new Date(at).toISOString();
const told = (evidence: Evidence): string[] => checkAll(evidence).map(({ check, about }) => `${check}: ${about ?? ''}`);
const withItem = (evidence: Evidence, change: Partial<CaseItem>): Evidence => ({
  ...evidence,
  items: new Map([[caseId, { ...evidence.items.get(caseId)!, ...change }]]),
});
const withEffect = (evidence: Evidence, key: string, change: Partial<Effect>): Evidence => {
  const { effects } = evidence.items.get(caseId)!;
  return withItem(evidence, { effects: { ...effects, [key]: { ...effects[key]!, ...change } } });
};
const fault = (name: string, from: number, more: Partial<InjectedFault> = {}): InjectedFault => ({
  name,
  from,
  to: from,
  ...more,
});

describe('the lease of a lane', () => {
  const leased = (from: number, until: number, holder: string): Evidence => {
    const evidence = keptPromises(plain);
    const { runId } = evidence.deeds.find(({ effectKey }) => effectKey === slackKey)!;
    const renamed = <Done extends { runId: string }>(done: readonly Done[]): Done[] =>
      done.map((one) => (one.runId === runId ? { ...one, runId: 'dispatch-slack-7' } : one));
    const lease = { lane: 'slack', holder, from, until, releasedAt: undefined };
    return { ...evidence, deeds: renamed(evidence.deeds), reads: renamed(evidence.reads), leases: [lease] };
  };

  test('is held by whoever works', () => {
    expect(told(leased(breachAt, breachAt + minute, 'dispatch-slack-7-1'))).toEqual([]);
    expect(told(leased(breachAt, breachAt + minute, 'dispatch-slack-70-1'))).toContain('lane overrun: slack');
    expect(told(leased(breachAt, breachAt + second, 'dispatch-slack-7-1'))).toContain('lane overrun: slack');
  });
});

describe('quotas', () => {
  const readAt = (
    at: readonly number[],
    faults: readonly InjectedFault[] = [],
    slowed: Evidence['slowed'] = [],
  ): string[] => {
    const evidence = keptPromises(plain, [[10 * second, { status: 'closed' }]]);
    const { truth } = { truth: undefined, ...evidence.reads[0] };
    return told({ ...evidence, faults, slowed, reads: at.map((one) => ({ at: one, runId: 'run-r', caseId, truth })) });
  };
  const times = (count: number, gap: number): number[] =>
    Array.from({ length: count }, (_unused, place) => createdAt + minute + place * gap);
  const overspent = 'quota overspent: cases:GetCase';

  test('are kept by all lanes together', () => {
    expect(readAt(times(40, 250))).toEqual([]);
    expect(readAt(times(10, 1))).toEqual([]);
    expect(readAt(times(40, 100))).toEqual([overspent]);
    expect(readAt(times(40, 100), [fault('clocks askew', createdAt)])).toEqual([]);
  });

  test('are halved after a refusal', () => {
    const call = {
      runId: 'run-r',
      port: 'cases',
      method: 'read',
      wasMade: false,
      isAnswered: true,
      isPermanent: false,
    };
    const refusal = fault('throttled', createdAt + 45 * second, { call });
    const slowed = [{ api: 'cases:GetCase', at: refusal.from + second }] as const;
    expect(readAt(times(40, 500), [refusal], slowed)).toEqual([]);
    expect(readAt(times(40, 500), [refusal])).toEqual([overspent]);
    expect(readAt(times(40, 250), [refusal], slowed)).toEqual([overspent]);
    expect(readAt(times(40, 250), [refusal, fault('ledger away', createdAt + minute)])).toEqual([]);
  });
});

test('budgets are kept', () => {
  const evidence = keptPromises(plain);
  const budgets = (perPerson: number, perPolicy: number): string[] =>
    told({ ...evidence, policy: { ...evidence.policy, budgets: { perPerson, perPolicy } } });
  const notices = evidence.deeds.filter(({ effectKey }) => effectKey !== undefined);
  const ofPeople = notices.filter(({ kind }) => kind === 'mail' || kind === 'task');
  expect(budgets(ofPeople.length, notices.length)).toEqual([]);
  expect(budgets(0, notices.length)[0]).toMatch(/^budget overspent: person/);
  expect(budgets(ofPeople.length, 1)[0]).toMatch(/^budget overspent: policy first-response/);
});

describe('refusals', () => {
  const evidence = keptPromises(plain);
  const { runId, at } = evidence.reads.find((read) => read.at > breachAt)!;
  const call = { runId, port: 'slack', method: 'post', wasMade: false, isAnswered: true, isPermanent: true };
  const permanent = fault('quota used up', at + second, { call });
  const asks = fault('throttled with Retry-After', at + second, { call: { ...call, isPermanent: false } });
  const unheeded = 'refusal unheeded: slack';

  test('for good are parked', () => {
    expect(told({ ...evidence, faults: [permanent] })).toEqual([unheeded]);
    const parked: Partial<Effect> = { status: 'parked', outcome: { at: text(at + 2 * second), reason: '(HTTP 402)' } };
    expect(told({ ...withEffect(evidence, slackKey, parked), faults: [permanent] })).not.toContain(unheeded);
  });

  test('for a time are waited for', () => {
    const again = (after: number): string[] =>
      told({
        ...withEffect(evidence, slackKey, { attempt: 2, outcome: { at: text(at + after) } }),
        faults: [asks],
        slowed: [{ api: 'slack:chat.postMessage', at: asks.from + second }],
      });
    expect(again(60 * second)).toEqual([unheeded]);
    expect(again(100 * second)).toEqual([]);
  });
});

describe('in time', () => {
  const evidence = keptPromises(plain);
  const firedLate = (seconds: number): Evidence => {
    const [clock] = evidence.items.get(caseId)!.clocks;
    const levels = { ...clock!.levels };
    levels['first-response:breach'] = { at: text(breachAt + seconds * second), state: 'fired' };
    return withItem(evidence, { clocks: [{ ...clock!, levels }] });
  };
  const ofTick = (from: number): InjectedFault =>
    fault('killed before', from, {
      call: { runId: 'tick-3', port: 'inbox', method: 'send', wasMade: false, isAnswered: false, isPermanent: false },
    });

  test('a level is acted upon as it comes, whether or not one tick has failed', () => {
    expect(told(firedLate(5))).toEqual([]);
    expect(told(firedLate(6))).toEqual(['slow: level first-response:breach']);
    expect(told({ ...firedLate(6), faults: [ofTick(breachAt - minute)] })).toEqual([
      'slow: level first-response:breach',
    ]);
    const both = [ofTick(breachAt - minute), ofTick(breachAt)];
    expect(told({ ...firedLate(6), faults: both })).toEqual([]);
    expect(told({ ...firedLate(6), faults: [fault('ledger away', breachAt - minute)] })).toEqual([]);
  });

  test('what a level owes is done soon after', () => {
    const done = (seconds: number): string[] =>
      told(withEffect(evidence, slackKey, { outcome: { at: text(breachAt + seconds * second) } }));
    expect(done(80)).toEqual([]);
    expect(done(100)).toEqual([`slow: ${slackKey}`]);
  });
});

test('the timeline has a line for every effect that has ended, and for every breach', () => {
  const evidence = keptPromises(plain);
  const without = evidence.timeline.filter(({ id }) => id !== `${slackKey}:ended`);
  expect(told({ ...evidence, timeline: without })).toEqual([`untold: ${slackKey}`]);
  const [clock] = evidence.items.get(caseId)!.clocks;
  const breached = withItem(evidence, { clocks: [{ ...clock!, breachedAt: text(breachAt) }] });
  expect(told(breached)).toEqual(['untold: first-response:1:breach']);
  const line = { caseId, id: 'first-response:1:breached' };
  expect(told({ ...breached, timeline: [...evidence.timeline, line] })).toEqual([]);
});

test('what one look owes it does not cancel', () => {
  const evidence = keptPromises(plain, [[20 * minute, { status: 'closed' }]]);
  const [effect] = Object.values(keptPromises(plain).items.get(caseId)!.effects);
  const cancelled = (at: number): string[] => {
    const outcome = { at: text(at), reason: 'the case was answered' };
    const key = 'first-response:1:breach:3-slack';
    const owed: Effect = {
      ...effect!,
      key,
      status: 'cancelled',
      owedAt: text(breachAt),
      attempt: 0,
      outcome,
      noted: false,
    };
    return told(withItem(evidence, { effects: { ...evidence.items.get(caseId)!.effects, [key]: owed } }));
  };
  expect(cancelled(breachAt)).toEqual([`unneeded: ${slackKey}`]);
  expect(cancelled(breachAt + second)).toEqual([]);
});

test('of a deleted case nothing is remembered that people said', () => {
  const evidence = keptPromises(plain, [], 5 * minute);
  const shadow = { title: { value: 'A', changedAt: text(createdAt) } };
  expect(told(withItem(evidence, { deleted: true, shadow }))).toEqual(['not forgotten: title']);
  expect(told(withItem(evidence, { deleted: true, shadow: {} }))).toEqual([]);
  // Two days later what it was judged by goes, too; a while is left for a run that was killed over it.
  const deletedBefore = (hours: number): Partial<CaseItem> => ({
    deleted: true,
    deletedAt: text(evidence.endedAt - hours * hour),
  });
  expect(told(withItem(evidence, deletedBefore(49)))).toEqual(['not forgotten: ']);
  expect(told(withItem(evidence, deletedBefore(48)))).toEqual([]);
  const at = text(evidence.endedAt);
  expect(told(withItem(evidence, { ...deletedBefore(49), erased: { at, isDone: false } }))).toEqual([
    'not forgotten: ',
  ]);
  expect(told(withItem(evidence, { ...deletedBefore(49), erased: { at, isDone: true } }))).toEqual([]);
});

test('the ledger knows what an event told that was lost, unless it was overwritten before two sweeps', () => {
  const lostAnswer = (evidence: Evidence): Evidence => {
    const { eventId, at } = evidence.histories[0]!.changes.find(({ fields }) => fields['status'] === 'in_progress')!;
    return { ...evidence, faults: [fault('event lost', at, { event: { id: eventId, caseId, isLost: true } })] };
  };
  const unaware = keptPromises(plain).items;
  const answered = keptPromises(plain, [[120 * minute, { status: 'in_progress' }]]);
  expect(told(lostAnswer(answered))).toEqual([]);
  expect(told({ ...lostAnswer(answered), items: unaware })).toHaveLength(2);
  const overwritten = (minutes: number): Evidence =>
    keptPromises(plain, [
      [120 * minute, { status: 'in_progress' }],
      [120 * minute + minutes * minute, { status: 'open' }],
    ]);
  expect(told({ ...lostAnswer(overwritten(4)), items: unaware })).toEqual([]);
  // Who knows of it must have been shown it.
  const aware = lostAnswer(overwritten(4));
  expect(told(aware)).toHaveLength(2);
  expect(told({ ...aware, shown: [{ caseId, changedAt: createdAt + 120 * minute }] })).toEqual([]);
  expect(told({ ...lostAnswer(overwritten(11)), items: unaware })).toHaveLength(2);
});

describe('outside', () => {
  test('a running clock has one open native SLA with its deadline', () => {
    const evidence = keptPromises(resolution, [[10 * minute, { status: 'in_progress' }]]);
    const [sla] = evidence.slas.get(caseId)!;
    const has = (...slas: readonly (typeof sla)[]): string[] =>
      told({ ...evidence, slas: new Map([[caseId, slas.map((one) => one!)]]) });
    expect(has(sla)).toEqual([]);
    expect(has()).toEqual(['native SLA disagrees: resolution']);
    expect(has(sla, { ...sla!, relatedItemId: 'sla-2' })).toEqual(['native SLA disagrees: resolution']);
    expect(has({ ...sla!, targetTime: text(endedAt + hour) })).toEqual(['native SLA disagrees: resolution']);
    // Ended ones stay as record.
    expect(has(sla, { ...sla!, relatedItemId: 'sla-0', status: 'NotMet' })).toEqual([]);
  });

  test('a clock that does not run has none', () => {
    const evidence = keptPromises(mirrored, [[10 * minute, { status: 'in_progress' }]]);
    const [sla] = keptPromises(mirrored).slas.get(caseId)!;
    expect(told({ ...evidence, slas: new Map([[caseId, [sla!]]]) })).toEqual(['native SLA disagrees: first-response']);
    expect(told({ ...evidence, slas: new Map([[caseId, [{ ...sla!, status: 'Met' }]]]) })).toEqual([]);
  });

  test('the record has what the case has', () => {
    const evidence = keptPromises(mirrored);
    const deeds = evidence.deeds.map((deed) =>
      deed.kind === 'record' ? { ...deed, what: '{"Status":"closed"}' } : deed,
    );
    expect(told({ ...evidence, deeds })).toEqual(['record disagrees: ']);
    expect(told({ ...evidence, deeds: deeds.filter(({ kind }) => kind !== 'record') })).toEqual(['record disagrees: ']);
  });
});
