import type { Journal, JournalEntry } from '../kernel/journal.ts';
import { textOf } from './facts.ts';
import { isFault } from './fault-kinds.ts';

/** What the journal tells of one function. */
export interface FunctionRuns {
  invocations: number;
  failures: number;
  /** The last 20 entries, oldest first. */
  readonly last: JournalEntry[];
}

/** What the journal tells of one rule. */
export interface RuleRuns {
  fired: number;
  lastFiredAt: string;
}

/** What the journal adds up to for those who look under the hood. */
export interface HoodIndex {
  functionRuns(name: string): Readonly<FunctionRuns> | undefined;
  ruleRuns(name: string): Readonly<RuleRuns> | undefined;
  /** The last 200 entries about events and rules, oldest first. */
  activity(): readonly JournalEntry[];
  /** The last 50 entries of each kind about something that went wrong, oldest first: what fails every minute hides nothing else. */
  faults(): readonly JournalEntry[];
}

const keptRuns = 20;
const keptActivity = 200;
const keptFaultsOfKind = 50;
const activityKinds = new Set(['event.received', 'event.delivered', 'event.dropped', 'rule.fired', 'rule.not-run']);

/** Reads what has been added to the journal since the last look, so that a look costs no more when a run grows long. */
export function createHoodIndex(journal: Journal): HoodIndex {
  const functions = new Map<string, FunctionRuns>();
  const rules = new Map<string, RuleRuns>();
  const activity: JournalEntry[] = [];
  const faults: JournalEntry[] = [];
  let read = 0;

  const take = (entry: JournalEntry): void => {
    const { kind, detail, at } = entry;
    if (kind === 'function.invoked' || kind === 'function.loop-stopped') {
      const name = textOf(detail['name']);
      let runs = functions.get(name);
      if (!runs) functions.set(name, (runs = { invocations: 0, failures: 0, last: [] }));
      if (kind === 'function.invoked') runs.invocations += 1;
      if (detail['ok'] === false) runs.failures += 1;
      keep(runs.last, entry, keptRuns);
    }
    if (kind === 'event.delivered' || kind === 'rule.fired') {
      const name = textOf(detail['rule']);
      rules.set(name, { fired: (rules.get(name)?.fired ?? 0) + 1, lastFiredAt: at });
    }
    if (activityKinds.has(kind)) keep(activity, entry, keptActivity);
    if (isFault(entry)) keepOfKind(faults, entry, keptFaultsOfKind);
  };
  const current = (): void => {
    const entries = journal.entries();
    while (read < entries.length) take(entries[read++]!);
  };

  return {
    functionRuns(name) {
      current();
      return functions.get(name);
    },
    ruleRuns(name) {
      current();
      return rules.get(name);
    },
    activity() {
      current();
      return activity;
    },
    faults() {
      current();
      return faults;
    },
  };
}

function keepOfKind(list: JournalEntry[], entry: JournalEntry, most: number): void {
  list.push(entry);
  const isOfKind = ({ kind }: JournalEntry): boolean => kind === entry.kind;
  if (list.filter(isOfKind).length > most) list.splice(list.findIndex(isOfKind), 1);
}

function keep(list: JournalEntry[], entry: JournalEntry, most: number): void {
  list.push(entry);
  if (list.length > most) list.shift();
}
