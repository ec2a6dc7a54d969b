import type { CaseItem, FieldValue } from '../../contract/case-item.ts';
import type { SeenCase, SlaSweepProgress, SweepProgress, SweepRun } from '../../contract/sweep-rows.ts';

/** A case as a search shows it. The search may lag: it is the case as it was at `lastUpdatedAt`. */
export interface FoundCase {
  readonly caseId: string;
  readonly templateId: string;
  readonly createdAt: string | undefined;
  readonly lastUpdatedAt: string | undefined;
  /** Only fields that have a value. */
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** The two system fields by which a sweep puts cases in order. */
export type SweepOrder = 'createdAt' | 'lastUpdatedAt';

/** Which cases, and which page of them. */
export interface CasePageWanted {
  /** Undefined: in whatever order the service likes. */
  readonly by: SweepOrder | undefined;
  /** The earliest that may stand in `by`; from the beginning without it. Without `by` nothing is earlier. */
  readonly from?: string | undefined;
  readonly onlyOpen: boolean;
  readonly fieldIds: readonly string[];
  /** `next` of the page before, with all else as it was. */
  readonly token?: string | undefined;
}

export interface FoundPage {
  readonly cases: readonly FoundCase[];
  /** Absent on the last page. */
  readonly next?: string;
}

/** The search for cases. It lags behind the cases themselves. */
export interface CaseSearch {
  /**
   * One page of cases, the earliest by `by` first.
   * @throws SearchRefusedError when the service takes the order, the filter or the token for invalid
   */
  page(wanted: CasePageWanted): Promise<FoundPage>;
}

/** Many items at once. They may be a moment old. */
export interface ManyCases {
  loadMany(
    caseIds: readonly string[],
  ): Promise<{ readonly items: ReadonlyMap<string, CaseItem>; readonly unreadable: ReadonlySet<string> }>;
}

/** What the sweep of cases keeps from run to run. */
export interface SweepRows {
  /** Undefined before the first run. */
  progress(): Promise<SweepProgress | undefined>;
  /** Writes `progress` if nobody else has since `progress.version` (0: none yet). @returns false when somebody has */
  save(progress: SweepProgress): Promise<boolean>;
  /** Adds cases that the full pass which began then has seen. @param page unique among its pages */
  addSeen(passBegunAt: string, page: string, cases: readonly SeenCase[]): Promise<void>;
  /** All cases that the full pass which began then has seen, by id. */
  seen(passBegunAt: string): Promise<ReadonlyMap<string, SeenCase>>;
}

/** What the sweep of SLAs keeps from run to run. */
export interface SlaSweepRows {
  /** Undefined before the first run. */
  progress(): Promise<SlaSweepProgress | undefined>;
  /** Writes `progress` if nobody else has since `progress.version` (0: none yet). @returns false when somebody has */
  save(progress: SlaSweepProgress): Promise<boolean>;
}

/** What each run of a sweep did, kept for some days. */
export interface SweepRuns {
  note(run: SweepRun): Promise<void>;
  /** Runs of all sweeps that began in `[from, to)`, the oldest first. */
  between(from: string, to: string): Promise<readonly SweepRun[]>;
}
