import type { CaseItem, Effect } from '../../../lambda/contract/case-item.ts';
import type { Action } from '../../../lambda/contract/compiled-policy.ts';
import type { Evidence, InjectedFault } from './evidence.ts';

/*
 * What faults may bring about, and nothing else. Whoever adds a line here says why; a check that has to be loosened is
 * loosened here.
 */

/** How often one effect may reach people, by its proof. The class is that of docs/architecture.md, "Proof at the effect". */
export const deedsAllowed: Readonly<Record<Action['kind'], { readonly times: number; readonly because: string }>> = {
  task: { times: 1, because: 'token: StartTaskContact knows the ClientToken, and no story is longer than its life' },
  email: { times: 1, because: 'probe: what may have been sent is parked, never sent again' },
  slack: { times: 1, because: 'probe: what may have been posted is parked, never posted again' },
  reassign: { times: Infinity, because: 'natural: the same owner once more is the same owner' },
  set: { times: Infinity, because: 'natural: the same value once more is the same value' },
  'native-sla': {
    times: Infinity,
    because: 'natural by a look before acting: what counts is that one is open at the end, which another check says',
  },
};

/** Times that the checks allow; milliseconds. */
export const allowances = {
  /** The product decides by a read for 30 s; the call that follows it takes moments, a slow one 45 s. */
  readGood: 30_000,
  callTakes: 60_000,
  quickCalls: 1000,
  /** A level is looked at by the due index, which a tick looks at once a minute. */
  notice: 180_000,
  /** How long a fault is felt: the end of a lease, the next visibility of a message, the longest pause before a retry. */
  felt: 900_000 + 360_000,
  /**
   * What a read shows is dated to the instant at which it was asked for, so that later news stays news; a change that came while
   * the read was on its way is then dated too early by as long as the read took.
   */
  readTakes: 60_000,
  /** After a refusal as one too many an API is called half as often for a minute, once the turns drawn before are spent. */
  slowedAfter: 6_000,
  slowedFor: 58_000,
  /** `throttled with Retry-After` asks for so long. */
  retryAfter: 90_000,
  /** A message whose run failed is visible again after six times the time-out of advance. Source: lib/constructs/inbox. */
  visibleAgain: 180_000 + 60_000,
  /** From a refusal to the record of what became of its effect. */
  noticed: 60_000,
  /** `tick` comes once a minute. */
  tickPeriod: 60_000,
  /** `tick` looks so far ahead. */
  lookAhead: 120_000,
  /** From the moment of a level to the look that acts on it: whole seconds of delay, one batch, a few calls. */
  levelActs: 5_000,
  /** From then to the outcome of what it owes: hints, lanes that wait for one another, turns. */
  effectTakes: 90_000,
  /** A native SLA counts whole minutes from its attachment. */
  slaTarget: 90_000 + 60_000,
  /** A killed run is done again when its message is visible again, or when `tick` sends the overdue row again. */
  erasureTakes: 20 * 60_000,
  /** The shortest target that Cases takes: an SLA of a clock that is overdue already is open for so long. */
  leastSlaTarget: 60_000,
} as const;

/** Functions tell time by clocks of their own; where the fault `clocks askew` sets them apart, by as much may they be wrong. */
export const skewOf = ({ faults }: Pick<Evidence, 'faults'>): number =>
  faults.some(({ name }) => name === 'clocks askew') ? 10_000 : 0;

/**
 * Bytes that an item may have: 16 KB, the budget of the design. Effects that ended within the last hour are kept whole also above
 * it, 500 to 800 bytes each, and a quarter of that later; this grows by what is done to people only. Whatever else grows is found.
 */
export const bytesAllowed = ({ effects, ended }: Pick<CaseItem, 'effects' | 'ended'>): number =>
  Math.max(16 * 1024, 6 * 1024 + 800 * Object.keys(effects).length + 200 * Object.keys(ended).length);

interface ParkedRule {
  readonly reason: RegExp;
  readonly kinds: readonly Action['kind'][];
  readonly because: string;
  isExcused(effect: Effect, evidence: Evidence, caseId: string): boolean;
}

const everyKind: readonly Action['kind'][] = ['task', 'email', 'slack', 'reassign', 'set', 'native-sla'];

/** Reasons for which an effect may stay undone for ever, each with what must have happened. */
export const parkedAllowed: readonly ParkedRule[] = [
  {
    reason: /^outcome unknown/,
    kinds: ['email', 'slack'],
    because: 'an effect of class probe whose answer was lost, or whose run died while it may have been calling',
    isExcused: (effect, { faults }) => faults.some((fault) => mayHideAnAnswer(fault, effect) && touches(fault, effect)),
  },
  {
    reason: /HTTP 404/,
    kinds: everyKind,
    because: 'the case was deleted between the read and the call',
    isExcused: (effect, { histories }, caseId) =>
      histories.some((one) => one.caseId === caseId && one.deletedAt !== undefined && one.deletedAt <= endOf(effect)),
  },
  {
    reason: /^the case has no owner/,
    kinds: ['email', 'task'],
    because: 'nobody can be written to: at the last read nobody owned the case',
    isExcused: (effect, { reads, faults }, caseId) => {
      const skew = skewOf({ faults });
      const before = reads.filter((read) => read.caseId === caseId && read.at <= endOf(effect) + skew);
      // Where clocks disagree, nobody can tell which of these was the last.
      const last = before.findLastIndex(({ at }) => at <= endOf(effect) - skew);
      return before
        .slice(Math.max(0, last))
        .some(({ truth }) => truth !== undefined && (truth.fields['assigned_user'] ?? '') === '');
    },
  },
  {
    reason: /^gave up after \d+ attempts/,
    kinds: everyKind,
    because: 'the outside refused for so long that the attempts were used up',
    isExcused: (effect, { faults }) =>
      faults.filter((fault) => touches(fault, effect)).length >= 20 ||
      faults.some((fault) => touches(fault, effect) && fault.to - fault.from >= 3_600_000),
  },
  {
    reason: /^budget of (?:person|policy) /,
    kinds: ['reassign', 'set', 'email', 'task', 'slack'],
    because:
      'as much as the policy file allows in an hour had been done to the person or by the policy, and the log tells',
    isExcused: ({ outcome }, { budgets, policies, policy }) =>
      budgets.some((row) => {
        const limits = [policy, ...(policies?.values() ?? [])].map(({ budgets: all }) =>
          row.name === 'person' ? all?.perPerson : all?.perPolicy,
        );
        const isNamed = outcome?.reason?.startsWith(`budget of ${row.name} ${row.of} used up`) === true;
        return (
          isNamed &&
          outcome.reason?.includes(`from ${row.hour}:00 UTC`) === true &&
          row.isTold &&
          limits.includes(row.spent)
        );
      }),
  },
  {
    reason: /^tug-of-war/,
    kinds: ['reassign', 'set'],
    because: 'somebody else sets the same field back again and again, which is reported and left to people',
    isExcused: (_effect, { faults }) => faults.some(({ name }) => name === 'owner changed meanwhile'),
  },
  {
    reason: /./,
    kinds: everyKind,
    because: 'the outside said that it will not do it, and that repeating is in vain',
    isExcused: (effect, { faults }) =>
      faults.some((fault) => fault.call?.isPermanent === true && touches(fault, effect, skewOf({ faults }))),
  },
];

/** While these last, an outcome may not be written before its claim ends: the ledger is away, or clocks disagree on when. */
const hidesOutcomes = new Set(['ledger away', 'ledger throttles', 'clocks askew']);

/** Whether a run of the effect's lane died or was cut off by it, or lost an answer. Nobody else acts on the effect. */
function mayHideAnAnswer({ name, call }: InjectedFault, { lane }: Effect): boolean {
  if (call === undefined) return hidesOutcomes.has(name);
  // An outcome that the ledger refuses once is written again while the claim lasts.
  const losesOutcome = !call.isAnswered || name === 'slow';
  return losesOutcome && call.runId.startsWith(`dispatch-${lane}-`);
}

/** Whether the fault was there while the effect was. */
function touches({ from, to }: InjectedFault, effect: Effect, skew = 0): boolean {
  return from <= endOf(effect) + skew && to >= Date.parse(effect.owedAt) - skew;
}

export const endOf = ({ outcome }: Effect): number => (outcome === undefined ? Infinity : Date.parse(outcome.at));
