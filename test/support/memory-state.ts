import type { Announcement } from '../../lambda/contract/announcement.ts';
import type { FieldValue, TimelineEntry } from '../../lambda/contract/case-item.ts';
import type { InboxMessage } from '../../lambda/contract/inbox-message.ts';
import type { LaneName } from '../../lambda/contract/primitives.ts';
import type { ApiName, ApiRate } from '../../lambda/contract/quota-profile.ts';
import type { SeenCase, SweepProgress, SweepRun } from '../../lambda/contract/sweep-rows.ts';
import type { Bucket } from '../../lambda/domain/bucket.ts';
import type { CaseSla, LaneLeaseRow, Mailer, Metric, SlackPoster, TaskStarter } from '../../lambda/domain/ports.ts';
import { createdAt } from './desk-policy.ts';

/** What the in-memory outside has received and what stands in the ledger; tests read it and change it. */
export interface MemoryState {
  now: string;
  /** Fields of each case as Cases itself has them; a case that is absent was deleted. */
  readonly cases: Map<string, Record<string, FieldValue>>;
  readonly items: Map<string, { json: string; dueAt: string | undefined; expiresAt?: number }>;
  readonly timeline: Map<string, TimelineEntry>;
  /** Epoch seconds after which a row of the timeline may vanish. */
  readonly timelineExpiry: Map<string, number>;
  readonly markers: Map<LaneName, Map<string, string>>;
  readonly leases: Map<LaneName, LaneLeaseRow>;
  readonly watermarks: Map<string, string>;
  /** What an API takes; every one that is absent takes two calls a second. */
  readonly rates: Map<ApiName, ApiRate>;
  readonly buckets: Map<ApiName, Bucket>;
  readonly budgets: Map<string, number>;
  readonly inbox: { readonly message: InboxMessage; readonly at: string }[];
  readonly hints: LaneName[];
  readonly laterHints: { readonly lane: LaneName; readonly at: string }[];
  readonly announced: Announcement[];
  readonly reads: string[];
  readonly updates: {
    readonly caseId: string;
    readonly fields: Readonly<Record<string, FieldValue>>;
    readonly at: string;
  }[];
  readonly links: { readonly caseId: string; readonly contactArn: string }[];
  /** Native SLAs of each case. */
  readonly slas: Map<string, CaseSla[]>;
  readonly mails: Parameters<Mailer['send']>[0][];
  readonly tasks: Map<string, Parameters<TaskStarter['start']>[0]>;
  readonly slack: Parameters<SlackPoster['post']>[0][];
  readonly records: Map<string, Readonly<Record<string, FieldValue>>>;
  readonly sweep: {
    progress?: SweepProgress;
    readonly seen: Map<string, Map<string, SeenCase>>;
    readonly runs: SweepRun[];
  };
  /** Every value of a metric, with its time. */
  readonly metrics: (Metric & { readonly at: string })[];
  readonly logged: { readonly message: string; readonly detail: Readonly<Record<string, unknown>> }[];
}

export function emptyMemory(): MemoryState {
  return {
    now: createdAt,
    cases: new Map(),
    items: new Map(),
    timeline: new Map(),
    timelineExpiry: new Map(),
    markers: new Map(),
    leases: new Map(),
    watermarks: new Map(),
    rates: new Map(),
    buckets: new Map(),
    budgets: new Map(),
    inbox: [],
    hints: [],
    laterHints: [],
    announced: [],
    reads: [],
    updates: [],
    links: [],
    slas: new Map(),
    mails: [],
    tasks: new Map(),
    slack: [],
    records: new Map(),
    sweep: { seen: new Map(), runs: [] },
    metrics: [],
    logged: [],
  };
}
