import type {
  CaseReader,
  CaseSlas,
  CaseWriter,
  CrmSink,
  FreshCase,
  Mailer,
  SlackPoster,
  SlaSearch,
  TaskStarter,
} from '../../../lambda/domain/ports.ts';
import type { CaseEvent } from '../../../lambda/contract/case-event.ts';
import type { Sync } from '../kernel/wire.ts';

/** Everything outside that a handler can reach, as it answers at once; the wire adds time and faults. */
export interface OutsidePorts {
  readonly cases: Sync<CaseReader>;
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
  readonly ports: OutsidePorts;
  readonly deeds: readonly Deed[];
  /** Case events as Cases tells them to the default bus; loss, doubling and delay are not its business. */
  onEvent(listener: (event: CaseEvent) => void): void;
}
