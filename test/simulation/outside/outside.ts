import type {
  CaseReader,
  CaseSla,
  CaseSlas,
  CaseWriter,
  CrmSink,
  FreshCase,
  Mailer,
  SlackPoster,
  SlaSearch,
  TaskStarter,
} from '../../../lambda/domain/ports.ts';
import type { CaseSearch } from '../../../lambda/domain/sweep/sweep-ports.ts';
import type { CaseEvent } from '../../../lambda/contract/case-event.ts';
import type { CaseHistory, Read, Shown } from '../checks/evidence.ts';
import type { Sync } from '../kernel/wire.ts';
import type { People } from './people.ts';

/** Everything outside that a handler can reach, as it answers at once; the wire adds time and faults. */
export interface OutsidePorts {
  readonly cases: Sync<CaseReader>;
  readonly search: Sync<CaseSearch>;
  readonly caseWriter: Sync<CaseWriter>;
  readonly slas: Sync<CaseSlas>;
  readonly slaSearch: Sync<SlaSearch>;
  readonly mailer: Sync<Mailer>;
  readonly tasks: Sync<TaskStarter>;
  readonly slack: Sync<SlackPoster>;
  readonly crm: Sync<CrmSink>;
}

/** What has reached people or records outside: the evidence by which a simulation is judged. */
export interface Deed {
  readonly at: number;
  /** The run that did it; as it was given to `portsFor`. */
  readonly runId: string;
  readonly kind: 'set' | 'sla-attached' | 'sla-removed' | 'mail' | 'task' | 'slack' | 'record';
  readonly caseId: string;
  /** The effect for which it was done, where the outside is told of it. */
  readonly effectKey?: string;
  /** What makes two deeds the same: recipient, channel, fields and values. */
  readonly what: string;
  /** The case as it was at that moment. */
  readonly truth: FreshCase | undefined;
}

export interface Outside {
  /** The outside as a run reaches it, so that its reads and deeds are known as its own. @param runId or who is calling now */
  portsFor(runId: string | (() => string)): OutsidePorts;
  readonly people: People;
  readonly deeds: readonly Deed[];
  readonly reads: readonly Read[];
  readonly shown: readonly Shown[];
  histories(): readonly CaseHistory[];
  /** The native SLAs of each case as they are, without any lag of searches. */
  slas(): ReadonlyMap<string, readonly CaseSla[]>;
  /** The newest of each case: what it has, or that it is gone. */
  newest(): readonly { readonly caseId: string; readonly truth: FreshCase | undefined }[];
  /** Calls that quotas have refused, by operation. */
  readonly throttled: ReadonlyMap<string, number>;
  /** Case events as Cases tells them to the default bus; loss, doubling and delay are not its business. */
  onEvent(listener: (event: CaseEvent) => void): void;
}

/** What an API takes before it answers 429: a bucket that holds `burst` calls and gains `perSecond`. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}
