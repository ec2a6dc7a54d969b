/* The ledger's rows are the deployment's own: what is here is what this page can make out of them, and the rest is raw. */

type Row = Readonly<Record<string, unknown>>;

export interface LedgerClock {
  readonly key: string;
  readonly policy: string;
  readonly startedAt: string | null;
  readonly deadline: string | null;
  readonly breachedAt: string | null;
  readonly endedAt: string | null;
  readonly verdict: string;
}

export interface LedgerEffect {
  readonly key: string;
  readonly kind: string;
  readonly status: string;
  readonly attempts: number | null;
  readonly owedAt: string | null;
  /** When it ended, or until when it waits. */
  readonly at: string | null;
  /** What the outside called the result, or why it was parked or cancelled. */
  readonly outcome: string | null;
}

export interface LedgerSink {
  readonly name: string;
  readonly wanted: number | null;
  readonly delivered: number | null;
}

/** The main row of a case, as far as it is understood. */
export interface LedgerItem {
  readonly version: number | null;
  readonly policyHash: string | null;
  /** When somebody must look at the case again by itself; null when nothing is due. */
  readonly dueAt: string | null;
  readonly clocks: readonly LedgerClock[];
  readonly effects: readonly LedgerEffect[];
  readonly sinks: readonly LedgerSink[];
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
const textIn = (row: Row, name: string): string => (typeof row[name] === 'string' ? row[name] : '');
const numberIn = (row: Row, name: string): number | null => (typeof row[name] === 'number' ? row[name] : null);
const instantIn = (row: Row, name: string): string | null => {
  const text = textIn(row, name);
  return Number.isNaN(Date.parse(text)) ? null : text;
};
const rowIn = (row: Row, name: string): Row => (isRow(row[name]) ? row[name] : {});

/** The main row among those of a case; undefined when there is none. */
export const mainRowOf = (rows: readonly Row[]): Row | undefined => rows.find(({ clocks }) => Array.isArray(clocks));

/** Reads the main row; what is not there or of another form is left out. */
export function readLedger(row: Row): LedgerItem {
  const clocks = Array.isArray(row['clocks']) ? row['clocks'].filter(isRow) : [];
  return {
    version: numberIn(row, 'version'),
    policyHash: textIn(row, 'policyHash') || null,
    dueAt: instantIn(row, 'dueAt'),
    clocks: clocks.map((clock) => ({
      key: `${textIn(clock, 'policy')}:${numberIn(clock, 'cycle') ?? ''}`,
      policy: textIn(clock, 'policy'),
      startedAt: instantIn(clock, 'startedAt'),
      deadline: instantIn(clock, 'deadline'),
      breachedAt: instantIn(clock, 'breachedAt'),
      endedAt: instantIn(clock, 'endedAt'),
      verdict: textIn(clock, 'verdict'),
    })),
    effects: Object.entries(rowIn(row, 'effects'))
      .filter((entry): entry is [string, Row] => isRow(entry[1]))
      .map(([key, effect]) => readEffect(key, effect)),
    sinks: Object.entries(rowIn(row, 'sinks'))
      .filter((entry): entry is [string, Row] => isRow(entry[1]))
      .map(([name, sink]) => ({ name, wanted: numberIn(sink, 'wanted'), delivered: numberIn(sink, 'delivered') })),
  };
}

function readEffect(key: string, effect: Row): LedgerEffect {
  const outcome = rowIn(effect, 'outcome');
  return {
    key,
    kind: textIn(rowIn(effect, 'action'), 'kind'),
    status: textIn(effect, 'status'),
    attempts: numberIn(effect, 'attempt'),
    owedAt: instantIn(effect, 'owedAt'),
    at: instantIn(outcome, 'at') ?? instantIn(effect, 'retryNotBefore'),
    outcome: textIn(outcome, 'reason') || textIn(outcome, 'reference') || null,
  };
}
