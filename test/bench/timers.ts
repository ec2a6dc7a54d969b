import type { CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import { instantOf } from '../../lambda/domain/instants.ts';
import type { CaseLedger, DueRows } from '../../lambda/domain/ports.ts';
import { diceOf } from '../domain/timelines/dice.ts';
import { inboxFunction, tickFunction } from '../simulation/functions/handlers.ts';
import type { SimulatedPorts } from '../simulation/functions/ports.ts';
import { createTimeline } from '../simulation/kernel/timeline.ts';
import { wired, type Run, type Wire } from '../simulation/kernel/wire.ts';
import { createQueue } from '../simulation/plumbing/queue.ts';
import { createMemoryPorts } from '../support/in-memory-ports.ts';
import { caseChange, clockOnlyPolicy, createdAt, policyHash, templateId } from '../support/desk-policy.ts';
import { createBenchLedger } from './world/bench-ledger.ts';

export interface TimerErrors {
  readonly count: number;
  /** Virtual seconds from the moment that a level comes to its announcement. */
  readonly p50: number;
  readonly p99: number;
  readonly maximum: number;
}

const minute = 60_000;
const spreadMilliseconds = 4 * 60 * minute;
/** The second kind of case is due so soon that `tick` has looked past it. */
const soonTemplate = 'template-soon';
const soonSeconds = 75;

function policyWithTwoTargets(): CompiledPolicy {
  const [first] = clockOnlyPolicy.policies;
  const [level] = first!.levels;
  const soon = {
    ...first!,
    name: 'soon',
    for: { templateId: soonTemplate, where: [] },
    targetSeconds: soonSeconds,
    levels: [{ ...level!, usedSeconds: soonSeconds }],
  };
  return { ...clockOnlyPolicy, policies: [first!, soon] };
}

/**
 * How late levels come, over so many cases that are made at any millisecond of four hours: the shipped `tick` once a minute and
 * `advance` behind a queue, in virtual time, calls and invocations with latencies like the real ones. A tenth of the cases is
 * due within the look-ahead of `tick`.
 */
export async function measureTimers(cases: number): Promise<TimerErrors> {
  const startsAt = Date.parse(createdAt);
  const timeline = createTimeline(startsAt);
  const dice = diceOf(1);
  const ledger = createBenchLedger();
  const { ports } = createMemoryPorts(policyWithTwoTargets());
  const wire: Wire = { after: timeline.after, fateOf: () => ({ milliseconds: 2 + dice.below(12) }) };
  /** By case: what was told twice was told under one id. */
  const errors = new Map<string, number>();

  const portsOf = (run: Run): SimulatedPorts => ({
    ...ports,
    clock: { ...ports.clock, now: () => instantOf(timeline.now()) },
    caseLedger: wired<CaseLedger>(wire, run, 'ledger', ledger.caseLedger),
    due: wired<DueRows>(wire, run, 'due', ledger.due),
    lanes: { ...ports.lanes, withReadyWork: async () => [] },
    laneHints: { hint: async () => undefined },
    inbox: {
      send: async (messages) => {
        for (const { message, delaySeconds } of messages)
          inbox.send(JSON.stringify(message), { delaySeconds, hops: 0 });
      },
    },
    announcer: {
      announce: async (announcements) => {
        for (const announcement of announcements)
          if (announcement.detailType === 'SLA Breached' && !errors.has(announcement.caseId))
            errors.set(announcement.caseId, (timeline.now() - Date.parse(announcement.deadline)) / 1000);
      },
    },
  });
  const failure = (error: unknown): never => {
    throw error instanceof Error ? error : new Error(String(error));
  };
  const advance = inboxFunction(() => policyHash);
  const noFaults = {
    stuckFor: () => 0,
    copies: () => [0],
    isMisreported: () => false,
    expiresEarly: () => false,
  };
  let number = 0;
  const inbox = createQueue(
    advance.queue,
    timeline.after,
    noFaults,
    () => (number += 1),
    (messages, answer) => {
      const run: Run = { functionName: advance.name, isDead: false };
      timeline.after(20 + dice.below(30), () => advance.run(portsOf(run), messages).then(answer, failure));
    },
  );

  for (let place = 0; place < cases; place += 1) {
    const at = Math.floor((place * spreadMilliseconds) / cases) + dice.below(1000);
    timeline.after(at, () => {
      const template = place % 10 === 0 ? soonTemplate : templateId;
      const now = instantOf(timeline.now());
      const { detail, ...event } = caseChange(
        'CASE.CREATED',
        now,
        { status: 'open' },
        { caseId: `case-${place}`, template },
      );
      const created = { ...event, detail: { ...detail, case: { ...detail.case!, createdDateTime: now } } };
      timeline.after(150 + dice.below(400), () => inbox.send(JSON.stringify(created), { delaySeconds: 0, hops: 0 }));
    });
  }
  for (let at = 0; at < spreadMilliseconds + 45 * minute; at += minute) {
    timeline.after(at, () => {
      tickFunction.run(portsOf({ functionName: tickFunction.name, isDead: false })).catch(failure);
    });
  }
  await timeline.playUntil(startsAt + spreadMilliseconds + 45 * minute);
  if (errors.size !== cases) throw new Error(`of ${cases} levels ${errors.size} came`);
  const sorted = [...errors.values()].sort((one, other) => one - other);
  const at = (part: number): number => sorted[Math.ceil(part * sorted.length) - 1]!;
  return { count: cases, p50: at(0.5), p99: at(0.99), maximum: sorted.at(-1)! };
}
