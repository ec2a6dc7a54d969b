import type { Announcement } from '../../../lambda/contract/announcement.ts';
import type { CaseItem, FieldValue } from '../../../lambda/contract/case-item.ts';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import type { ApiName } from '../../../lambda/contract/quota-profile.ts';
import type { CaseSla, FreshCase } from '../../../lambda/domain/ports.ts';
import type { Deed } from '../outside/outside.ts';

/* All that a settled simulation is judged by. Instants are epoch milliseconds. */

/** A read of a case that Cases answered; whether the answer arrived is another question. */
export interface Read {
  readonly at: number;
  readonly runId: string;
  readonly caseId: string;
  /** The whole case at that moment, whatever was asked for; undefined when it was deleted. */
  readonly truth: FreshCase | undefined;
}

/** A state of a case that a search for cases has shown. */
export interface Shown {
  readonly caseId: string;
  /** When the case was changed to it. */
  readonly changedAt: number;
}

/** The state of the case's fields from an instant on, as its event tells it; also when nothing got another value. */
export interface Change {
  readonly at: number;
  /** Everything that the case then holds; what is absent is empty. */
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly by: 'people' | 'casewarden';
  /** The event that tells of it. */
  readonly eventId: string;
}

/** What really happened to a case. */
export interface CaseHistory {
  readonly caseId: string;
  readonly templateId: string;
  readonly createdAt: number;
  /** In order; the first is the creation. */
  readonly changes: readonly Change[];
  readonly deletedAt?: number;
  /** The event that tells of the deletion. */
  readonly deletionEventId?: string;
}

/** One thing that the simulator made go wrong. */
export interface InjectedFault {
  /** Names the kind of fault: `killed before`, `event lost`, `three hours without the database` … */
  readonly name: string;
  readonly from: number;
  /** When it was over; equal to `from` for what strikes one call or one message. */
  readonly to: number;
  /** The call that it struck, if it struck one. */
  readonly call?: {
    readonly runId: string;
    readonly port: string;
    readonly method: string;
    /** The case and the effect that it was about, where one can tell. */
    readonly caseId?: string | undefined;
    readonly effectKey?: string | undefined;
    /** True when the outside has carried the call out all the same. */
    readonly wasMade: boolean;
    /** True when an answer came, be it a refusal; false when the run died or nobody can tell whether it was made. */
    readonly isAnswered: boolean;
    /** True when its error says that repeating is in vain. */
    readonly isPermanent: boolean;
  };
  /** The case event that it struck, and whether the event was lost for good. */
  readonly event?: { readonly id: string; readonly caseId: string; readonly isLost: boolean };
}

/** A message that no run has handled. */
export interface DeadLetter {
  readonly queue: string;
  readonly body: string;
  /** When runs were handed the message. */
  readonly receives: readonly number[];
}

/** An announcement that the bus took. */
export interface Announced {
  readonly at: number;
  readonly runId: string;
  readonly announcement: Announcement;
}

/** A call that a run made to the outside, refused ones too. */
export interface CallMade {
  readonly at: number;
  readonly runId: string;
  readonly port: string;
  readonly method: string;
  readonly caseId: string | undefined;
  /** What went wrong with it on the way, if anything did. */
  readonly fault: string | undefined;
}

/** A time for which one run had a lane to itself. */
export interface LeaseHeld {
  readonly lane: string;
  /** Begins with the run's id. */
  readonly holder: string;
  readonly from: number;
  until: number;
  readonly releasedAt: number | undefined;
}

/** What the ledger has seen beside the items that stand in it. */
export interface LedgerWitness {
  readonly leases: readonly LeaseHeld[];
  /** Every line that was copied out of an item. */
  readonly timeline: readonly { readonly caseId: string; readonly id: string }[];
}

/** What has been spent of a budget in an hour. */
export interface BudgetSpent {
  readonly name: 'person' | 'policy';
  readonly of: string;
  /** `2026-11-24T13`, in UTC */
  readonly hour: string;
  readonly spent: number;
  /** Whether somebody was told that it is used up. */
  readonly isTold: boolean;
}

export interface Evidence extends LedgerWitness {
  /** Each time that a bucket was told of a refusal, by the clock of whoever told it. */
  readonly slowed: readonly { readonly api: ApiName; readonly at: number }[];
  readonly budgets: readonly BudgetSpent[];
  readonly seed: number;
  readonly policyHash: string;
  readonly policy: CompiledPolicy;
  /** By hash, with the one that is deployed in the middle of a story. */
  readonly policies?: ReadonlyMap<string, CompiledPolicy>;
  /** When another policy became the newest, if one did. */
  readonly deployedAt?: number | undefined;
  /** When the simulation ended; nothing is judged that happens later. */
  readonly endedAt: number;
  /** The time between two sweeps, and what the quotas ask for at least for all that was owed; milliseconds. */
  readonly sweepPeriod: number;
  readonly quotaBound: number;
  readonly histories: readonly CaseHistory[];
  readonly reads: readonly Read[];
  /** Once for each time. */
  readonly shown: readonly Shown[];
  readonly deeds: readonly Deed[];
  readonly faults: readonly InjectedFault[];
  /** The ledger at the end; cases that it does not know are absent. */
  readonly items: ReadonlyMap<string, CaseItem>;
  /** The native SLAs of each case at the end, without any lag of searches. */
  readonly slas: ReadonlyMap<string, readonly CaseSla[]>;
  readonly announced?: readonly Announced[];
  readonly calls?: readonly CallMade[];
  /** Messages that went to the dead letters, and those of chains that Lambda stopped. */
  readonly deadLetters?: readonly DeadLetter[];
  readonly stoppedChains?: readonly DeadLetter[];
}

/** One promise that was not kept. */
export interface Violation {
  readonly check:
    | 'lost'
    | 'doubled'
    | 'unneeded'
    | 'late'
    | 'ledger disagrees'
    | 'unfinished'
    | 'native SLA disagrees'
    | 'record disagrees'
    | 'too large'
    | 'dead letter'
    | 'stopped chain'
    | 'slow'
    | 'lane overrun'
    | 'quota overspent'
    | 'budget overspent'
    | 'refusal unheeded'
    | 'untold'
    | 'not forgotten';
  readonly caseId: string;
  /** Effect, clock or level, where there is one. */
  readonly about?: string;
  /** A sentence for people, with the instants. */
  readonly sentence: string;
}
