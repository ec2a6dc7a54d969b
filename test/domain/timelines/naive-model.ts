import type { Signal } from '../../../lambda/contract/case-item.ts';
import type { ClockPolicy, Condition, Level } from '../../../lambda/contract/compiled-policy.ts';
import type { CaseFacts, Fact, Fields, Flags, FlagsOf, Pause } from './facts.ts';

/*
 * What should have happened to the clocks of a case, by docs/decisions/0009 and nothing else: deliberately naive, step by step
 * as the text counts them, and time walked cell by cell over flags that say open or closed. It shares no code with
 * lambda/domain. Instants are milliseconds.
 */

export class Cycle {
  /** Every row that it has followed, and since when. */
  readonly followed: { readonly at: number; readonly row: string }[] = [];
  /** Open milliseconds used before `countedFrom`. */
  kept = 0;
  countedFrom: number;
  pauses: Pause[] = [];
  /** The pause that nobody has seen the end of. */
  pause: Pause | undefined;
  /** The condition of a pause has held since; when `atMost` ends that pause, no other begins. */
  spent = false;
  verdict: 'running' | 'met' | 'met-late' | 'cancelled' = 'running';
  endedAt: number | undefined;
  endedBy: 'stop' | 'cancel' | 'unmatched' | 'reset' | 'taken-over' | 'deleted' | undefined;
  deadline: number | undefined;
  readonly levels = new Map<string, { readonly at: number; readonly state: 'fired' | 'skipped' }>();
  row: ClockPolicy;
  readonly startedAt: number;

  constructor(row: ClockPolicy, startedAt: number) {
    this.row = row;
    this.startedAt = startedAt;
    this.countedFrom = startedAt;
    this.followed.push({ at: startedAt, row: row.name });
  }
}

function holds(condition: Condition, fields: Fields): boolean {
  return condition.every((test) => {
    const value = fields[test.fieldId] ?? null;
    if ('oneOf' in test) return value !== null && test.oneOf.includes(value);
    if ('noneOf' in test) return value === null || !test.noneOf.includes(value);
    return test.isSet === (value !== null && value !== '');
  });
}

/** A missing condition never ends anything. */
const ends = (condition: Condition | undefined, fields: Fields): boolean =>
  condition !== undefined && holds(condition, fields);

/** The pieces of time since `from` that are open and not paused; none after the begin of a pause without an end. */
function* openPieces(flags: Flags, from: number, pauses: readonly Pause[]): Generator<readonly [number, number]> {
  const edges = pauses.flatMap(({ from: begin, to }) => [begin, to]).sort((a, b) => a - b);
  for (let at = from; at < Infinity;) {
    const cell = Math.floor((at - flags.from) / flags.cell);
    if (cell >= flags.open.length) throw new RangeError('the timeline is longer than the flags of its calendars');
    const paused = pauses.find(({ from: begin, to }) => begin <= at && at < to);
    const next = Math.min(flags.from + (cell + 1) * flags.cell, edges.find((edge) => edge > at) ?? Infinity);
    if (flags.open[cell] === 1 && paused === undefined) yield [at, next];
    at = paused?.to === Infinity ? Infinity : next;
  }
}

function openTime(flags: Flags, start: number, end: number, pauses: readonly Pause[]): number {
  let sum = 0;
  for (const [from, to] of openPieces(flags, start, pauses)) {
    if (from >= end) break;
    sum += Math.min(to, end) - from;
  }
  return sum;
}

/** The earliest instant with `need` of open time since `start`. */
function reached(flags: Flags, start: number, need: number, pauses: readonly Pause[]): number | undefined {
  let left = need;
  for (const [from, to] of openPieces(flags, start, pauses)) {
    if (left <= to - from) return from + left;
    left -= to - from;
  }
  return undefined;
}

/** All that happens, by instant: the fields before it and at it, the signals of it. */
function instantsOf({ createdAt, facts }: CaseFacts) {
  const nameOf = (fact: Fact): unknown => ('signal' in fact ? `${fact.signal} ${fact.id}` : fact);
  const counted = [...facts]
    .sort((a, b) => a.at - b.at)
    .filter((fact, n, all) => all.findIndex((other) => nameOf(other) === nameOf(fact)) === n)
    .map((fact) => ({ ...fact, at: Math.max(fact.at, createdAt) }));
  let fields: Fields = {};
  return [...new Set([createdAt, ...counted.map(({ at }) => at)])].map((at) => {
    const now = counted.filter((fact) => fact.at === at);
    const told = now.flatMap((fact) => ('fields' in fact ? Object.entries(fact.fields) : []));
    told.sort(([, a], [, b]) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)); // the last one counts
    const before = fields;
    fields = { ...fields, ...Object.fromEntries(told) };
    const signals = new Set<Signal['kind']>(now.flatMap((fact) => ('signal' in fact ? fact.signal : [])));
    return { at, before, fields, signals, deleted: now.some((fact) => 'deleted' in fact) };
  });
}

type Instant = ReturnType<typeof instantsOf>[number];

/** One kind of clock of one case, walked from instant to instant. */
class Kind {
  readonly cycles: Cycle[] = [];
  private readonly past: Instant[] = [];
  private done = false;
  private matched = false;
  private readonly rows: readonly ClockPolicy[];
  private readonly flagsOf: FlagsOf;

  constructor(facts: CaseFacts, kind: ClockPolicy['kind'], flagsOf: FlagsOf) {
    this.flagsOf = flagsOf;
    this.rows = facts.rows.filter((row) => row.kind === kind && row.for.templateId === facts.templateId);
  }

  /** The cycle without a verdict. */
  get open(): Cycle | undefined {
    const last = this.cycles.at(-1);
    return last?.verdict === 'running' ? last : undefined;
  }

  /** Lets time pass until just before an instant. What stands at a moment that is past is noticed at the latest look. */
  passTo(end: number): void {
    for (const { key, moment } of this.open === undefined ? [] : this.toCome(this.open)) {
      if (moment >= end) continue;
      this.open?.levels.set(key, { at: Math.max(moment, this.past.at(-1)?.at ?? 0), state: 'fired' });
    }
  }

  /** The steps of an instant, in the order of the text. */
  at(now: Instant): void {
    const { at, fields } = now;
    const row = this.rows.find(({ for: { where } }) => holds(where, fields));
    if (now.deleted && this.open !== undefined) this.end(this.open, at, 'cancelled', 'deleted'); // 1
    let cancelled = this.stopOrCancel(now); // 2, 3
    if (this.open !== undefined && row === undefined) this.end(this.open, at, 'cancelled', 'unmatched'); // 4
    if (this.open !== undefined && row !== undefined && this.open.row !== row) {
      this.takeOver(this.open, row, now); // 5
      cancelled = this.stopOrCancel(now) || cancelled;
    }
    const { open } = this;
    if (
      open !== undefined &&
      open.startedAt < at &&
      ends(open.row.reset, fields) &&
      !ends(open.row.reset, now.before)
    ) {
      this.end(open, at, 'cancelled', 'reset'); // 6
      this.begin(open.row, at);
    }
    if (this.open !== undefined) this.pauseOrResume(this.open, now); // 7
    if (this.open === undefined && row !== undefined && !now.deleted) {
      if (ends(row.until, fields)) this.done = true;
      else if (!cancelled && holds(row.start, fields) && !ends(row.cancel, fields)) this.start(row, now); // 8
    }
    this.matched ||= row !== undefined;
    this.past.push(now);
    this.passTo(at + 1);
  }

  /** True when it was cancelled. */
  private stopOrCancel(now: Instant): boolean {
    const cycle = this.open;
    if (cycle === undefined) return false;
    if (!ends(cycle.row.until, now.fields) && !this.answered(cycle, now)) {
      if (!ends(cycle.row.cancel, now.fields)) return false;
      this.end(cycle, now.at, 'cancelled', 'cancel');
      return true;
    }
    cycle.deadline = this.instantOf(cycle);
    this.end(cycle, now.at, now.at <= (cycle.deadline ?? Infinity) ? 'met' : 'met-late', 'stop');
    this.done = true;
    return false;
  }

  private answered(cycle: Cycle, { at, before, fields, signals }: Instant): boolean {
    if (cycle.row.kind === 'next-response') return signals.has('outbound') || signals.has('agent');
    const { renew } = cycle.row;
    if (cycle.row.kind !== 'update' || renew === undefined || at <= cycle.startedAt) return false;
    return (
      (renew.comment && signals.has('comment')) ||
      (renew.outbound && signals.has('outbound')) ||
      renew.changedFieldIds.some((field) => (fields[field] ?? null) !== (before[field] ?? null))
    );
  }

  private takeOver(cycle: Cycle, row: ClockPolicy, { at, fields }: Instant): void {
    if (row.onChange === 'reset') {
      this.end(cycle, at, 'cancelled', 'taken-over');
      this.begin(row, at);
      return;
    }
    const isForward = row.onChange === 'forward';
    const used = cycle.kept + openTime(this.flagsOf(cycle.row.calendar), cycle.countedFrom, at, cycle.pauses);
    cycle.kept = isForward ? used : 0;
    cycle.countedFrom = isForward ? at : cycle.startedAt;
    const { pause } = cycle;
    if (pause !== undefined && pause.to > at) {
      const latest = pause.from + (row.pause?.atMostSeconds ?? Infinity) * 1000;
      pause.to = pauses(row, fields) ? Math.max(at, latest) : at;
    }
    cycle.row = row;
    cycle.followed.push({ at, row: row.name });
    this.leaveOut(cycle, at, (level, moment) =>
      isForward ? level.usedSeconds * 1000 <= cycle.kept && level.kind !== 'breach' : moment < at,
    );
  }

  private start(row: ClockPolicy, now: Instant): void {
    const last = this.cycles.at(-1);
    if (row.kind === 'first-response' && this.done) return;
    const isAsked = now.signals.has('inbound') && !now.signals.has('outbound') && !now.signals.has('agent');
    if (row.kind === 'next-response' && !isAsked) return;
    const continues = row.reopen === 'continue' && (last?.row === row || row.onChange !== 'reset');
    if (row.kind === 'resolution' && last?.endedBy === 'stop' && continues) {
      last.pauses.push({ from: last.endedAt!, to: now.at, reason: 'closed' });
      Object.assign(last, { verdict: 'running', endedAt: undefined, endedBy: undefined, deadline: undefined });
      if (last.row !== row) this.takeOver(last, row, now);
    } else if (last === undefined && row.onChange === 'retroactive' && !this.matched && this.past[0] !== undefined) {
      const first = this.begin(row, this.past[0].at);
      first.followed.push({ at: now.at, row: row.name });
      for (const earlier of this.past) this.pauseOrResume(first, earlier);
      this.leaveOut(first, now.at, (_level, moment) => moment < now.at);
    } else this.begin(row, now.at);
    this.pauseOrResume(this.open!, now);
  }

  private begin(row: ClockPolicy, at: number): Cycle {
    const cycle = new Cycle(row, at);
    this.cycles.push(cycle);
    return cycle;
  }

  private end(cycle: Cycle, at: number, verdict: Cycle['verdict'], endedBy: Cycle['endedBy']): void {
    for (const pause of cycle.pauses) pause.to = Math.min(pause.to, at);
    Object.assign(cycle, { verdict, endedAt: at, endedBy, pause: undefined, spent: false });
  }

  private pauseOrResume(cycle: Cycle, { at, fields }: Instant): void {
    const rule = cycle.row.pause;
    const wants = pauses(cycle.row, fields);
    if (cycle.pause !== undefined) {
      if (at <= cycle.pause.to) cycle.spent = wants;
      const resumes = rule === undefined || ('while' in rule ? !wants : holds(rule.resume, fields));
      if (resumes) cycle.pause.to = Math.min(cycle.pause.to, at);
      if (cycle.pause.to <= at) cycle.pause = undefined;
    }
    if (!wants) cycle.spent = false;
    if (cycle.pause !== undefined || !wants || cycle.spent) return;
    cycle.pause = { from: at, to: at + (rule?.atMostSeconds ?? Infinity) * 1000, reason: 'condition' };
    cycle.pauses.push(cycle.pause);
    cycle.spent = true;
  }

  private leaveOut(cycle: Cycle, at: number, isSkipped: (level: Level, moment: number) => boolean): void {
    for (const { level, key, moment } of this.toCome(cycle)) {
      if (isSkipped(level, moment)) cycle.levels.set(key, { at, state: 'skipped' });
    }
  }

  private toCome(cycle: Cycle): { level: Level; key: string; moment: number }[] {
    return cycle.row.levels
      .map((level) => ({ level, key: `${cycle.row.name}:${level.name}` }))
      .filter(({ key }) => !cycle.levels.has(key))
      .map(({ level, key }) => {
        const moment = this.instantOf(cycle, level.usedSeconds) ?? Infinity;
        return { level, key, moment: level.kind === 'breach' ? moment + 1 : moment };
      });
  }

  instantOf(cycle: Cycle, usedSeconds = cycle.row.targetSeconds): number | undefined {
    const left = Math.max(0, usedSeconds * 1000 - cycle.kept);
    return reached(this.flagsOf(cycle.row.calendar), cycle.countedFrom, left, cycle.pauses);
  }
}

/** The condition under which a row pauses: `while`, or `when` without `resume`. */
const pauses = ({ pause }: ClockPolicy, fields: Fields): boolean =>
  pause !== undefined &&
  ('while' in pause ? holds(pause.while, fields) : holds(pause.when, fields) && !holds(pause.resume, fields));

/**
 * Every cycle of every kind at `end`, when somebody has looked at each moment in time; `untilLastFact`: when nobody has looked
 * but when something happened.
 */
export function whatShouldHaveHappened(facts: CaseFacts, flagsOf: FlagsOf, end: number | 'untilLastFact') {
  return [...new Set(facts.rows.map((row) => row.kind))].flatMap((name) => {
    const kind = new Kind(facts, name, flagsOf);
    for (const instant of instantsOf(facts)) {
      if (end !== 'untilLastFact') kind.passTo(instant.at);
      kind.at(instant);
      if (instant.deleted) break;
    }
    if (end !== 'untilLastFact') kind.passTo(end + 1);
    for (const cycle of kind.cycles) if (cycle.verdict === 'running') cycle.deadline = kind.instantOf(cycle);
    return kind.cycles;
  });
}
