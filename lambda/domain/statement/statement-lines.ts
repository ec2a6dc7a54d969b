import { neglectReasons, type Statement } from '../../contract/statement.ts';
import { openZone } from '../calendar/zone.ts';
import { instantOf } from '../instants.ts';
import { reasonWords, words, type Words } from './words.ts';

/** A piece of the statement in words, before anybody has decided where it will be read. */
export interface Line {
  readonly is: 'title' | 'heading' | 'text' | 'item';
  readonly text: string;
}

const line = (is: Line['is'], text: string): Line => ({ is, text });

/** The statement in words, for people. @param most cases that are listed at most */
export function statementLines(told: Statement, language: Statement['language'], most: number): readonly Line[] {
  const say = words[language];
  const at = (instant: string): string => wallTime(instant, told.timeZone);
  return [
    line('title', say.title(told.date)),
    line('text', say.span(at(told.from), at(told.at), told.timeZone)),
    ...sweepLines(told, say, at),
    ...undoneLines(told, say, at),
    ...neglectLines(told, language, most, at),
    ...(told.oldest.length === 0 ? [] : [line('heading', say.oldest)]),
    ...told.oldest.map(({ caseId, lastUpdatedAt }) => line('item', say.changed(caseId, at(lastUpdatedAt)))),
  ];
}

function sweepLines({ sweeps, slaSweeps, fullPass, ledger }: Statement, say: Words, at: (instant: string) => string) {
  const slas = slaSweeps ?? { runs: 0, cutRuns: 0, looked: 0, found: 0, failed: 0 };
  const byToken = sweeps.byTokenRuns ?? 0;
  return [
    say.looked(sweeps),
    say.found(sweeps),
    say.repaired(sweeps),
    ...(sweeps.runs === 0 ? [say.noRuns] : []),
    ...(byToken > 0 ? [say.byToken(byToken)] : []),
    ...(sweeps.cutRuns > 0 ? [say.cut(sweeps.cutRuns)] : []),
    ...(sweeps.failed > 0 ? [say.failed(sweeps.failed)] : []),
    ...(slas.runs > 0 ? [say.slas(slas)] : []),
    ...(slas.cutRuns > 0 ? [say.slasCut(slas.cutRuns)] : []),
    ...(slas.failed > 0 ? [say.slasFailed(slas.failed)] : []),
    fullPass === undefined ? say.noPass : say.pass(fullPass, at),
    say.ledger(ledger),
    ...(ledger.unreadable > 0 ? [say.unreadable(ledger.unreadable)] : []),
  ].map((text) => line('text', text));
}

function undoneLines({ undone }: Statement, say: Words, at: (instant: string) => string): readonly Line[] {
  if (undone === undefined) return [];
  const {
    parkedCases,
    parkedCaseIds,
    parkedEffects,
    newlyParked,
    heldByBudget,
    waiting,
    reasons,
    budgets = [],
  } = undone;
  if (parkedCases + parkedEffects + waiting === 0) return [];
  return [
    line('heading', say.undone),
    ...(parkedCases > 0 ? [line('item', say.parkedCases(parkedCases, parkedCaseIds))] : []),
    ...(parkedEffects > 0 ? [line('item', say.parkedEffects(parkedEffects, newlyParked))] : []),
    ...(heldByBudget > 0 ? [line('item', say.heldByBudget(heldByBudget))] : []),
    ...budgets.map((held) => line('item', say.heldInHour(held, at(held.hourBegan)))),
    ...(waiting > 0 ? [line('item', say.waiting(waiting))] : []),
    ...reasons.map(({ reason, effects }) => line('item', say.parkedBecause(reason, effects))),
    ...(parkedEffects > 0 ? [line('text', say.redrive)] : []),
  ];
}

function neglectLines(
  told: Statement,
  language: Statement['language'],
  most: number,
  at: (instant: string) => string,
): readonly Line[] {
  const say = words[language];
  const cases = told.neglected.length + told.more;
  if (cases === 0) return [line('heading', say.nobody)];
  const listed = told.neglected.slice(0, most);
  const left = cases - listed.length;
  const counted = neglectReasons.filter((reason) => told.counts[reason] > 0);
  return [
    line('heading', say.neglected(cases)),
    ...counted.map((reason) => line('item', say.reason(reasonWords[language][reason], told.counts[reason]))),
    ...(listed.length === 0 ? [] : [line('text', say.waitedLongest)]),
    ...listed.map(({ caseId, reasons }) => {
      const why = reasons.map(({ reason, since }) => say.since(reasonWords[language][reason], at(since)));
      return line('item', `${caseId}: ${why.join(say.between)}`);
    }),
    ...(left > 0 ? [line('text', say.more(left))] : []),
  ];
}

/** `2026-11-24 08:00+09:00`: by the clock on the wall, with how far it is ahead of UTC. */
function wallTime(instant: string, timeZone: string): string {
  const milliseconds = Date.parse(instant);
  const offset = openZone(timeZone).offsetAt(milliseconds);
  const minutes = Math.abs(Math.round(offset / 60_000));
  const two = (number: number): string => String(number).padStart(2, '0');
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return `${instantOf(milliseconds + offset)
    .slice(0, 16)
    .replace('T', ' ')}${zone}`;
}
