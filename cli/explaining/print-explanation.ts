import type { ClockExplanation, Explanation, Piece, RowExplanation } from '../../lambda/contract/explanation.ts';
import { instantWords, lengthWords } from '../../lambda/domain/explain/words.ts';
import type { Language } from '../../sandbox/control/sentences.ts';
import type { CommandIo } from '../command.ts';
import { oneLine, table } from '../running/table.ts';
import { explainWords } from './explain-words.ts';

interface Page {
  readonly language: Language;
  readonly paint: CommandIo['paint'];
  /** False when nobody can have carried anything out: what is owed is named without what became of it. */
  readonly isCarriedOut: boolean;
}

/** An explanation for people: policies, then each clock piece by piece, what comes next, and why nothing fired. */
export function explanationText(explanation: Explanation, page: Page): string {
  const { language, paint } = page;
  const words = explainWords[language];
  const { timeZone, caseId, now, next, whyNothing } = explanation;
  const heading = (text: string): string => `\n${paint('bold', text)}\n`;
  return [
    `${paint('bold', words.title(oneLine(caseId), instantWords(now, timeZone)))}\n`,
    heading(words.policies),
    rowsText(explanation.rows, language),
    ...explanation.clocks.map((clock) => clockText(clock, timeZone, page)),
    heading(words.next),
    next.length === 0
      ? `  ${words.nothingNext}\n`
      : next.map((one) => `  ${instantWords(one.at, timeZone)}  ${oneLine(one.words[language])}\n`).join(''),
    ...(whyNothing.length === 0 ? [] : [heading(words.whyNothing)]),
    ...whyNothing.map((sentence) => `  ${oneLine(sentence[language])}\n`),
  ].join('');
}

/** Rows for cases of other templates are only counted: a file may have many. */
function rowsText(rows: readonly RowExplanation[], language: Language): string {
  const own = rows.filter(({ templateMatches }) => templateMatches);
  const others = rows.length - own.length;
  const lines = table(
    ['', '', '', ''],
    own.map((row) => rowCells(row, language)),
  ).trimStart();
  return `${indented(lines)}${others === 0 ? '' : `  ${explainWords[language].others(others)}\n`}`;
}

function rowCells({ matched, chosen, policy, kind, why }: RowExplanation, language: Language): string[] {
  const { chosen: marks, kinds } = explainWords[language];
  return [chosen ? marks.chosen : matched ? marks.matched : marks.unmatched, policy, kinds[kind], why[language]];
}

function clockText(clock: ClockExplanation, timeZone: string, page: Page): string {
  const { language, paint } = page;
  const words = explainWords[language];
  const { facts } = words;
  const length = (milliseconds: number): string => lengthWords(milliseconds)[language];
  const { calendar } = clock;
  const about = [
    calendar.name === null ? facts.roundTheClock : `${facts.calendar} ${calendar.name} (${calendar.zone})`,
    `${facts.target} ${length(clock.targetSeconds * 1000)}`,
    `${facts.used} ${length(clock.usedMilliseconds)}`,
    `${facts.paused} ${length(clock.pausedMilliseconds)} (${facts.credited} ${length(clock.creditedMilliseconds)})`,
    clock.overMilliseconds > 0
      ? `${facts.over} ${length(clock.overMilliseconds)}`
      : `${facts.left} ${length(clock.leftMilliseconds)}`,
  ];
  return [
    `\n${paint('bold', `${clock.policy}  ${words.kinds[clock.kind]}, ${words.cycle(clock.cycle)}`)}\n`,
    ...clock.summary.map((sentence) => `  ${oneLine(sentence[language])}\n`),
    `  ${about.join(' · ')}\n\n`,
    indented(piecesText(clock, language)),
    '\n',
    levelsText(clock, timeZone, page),
  ].join('');
}

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ');

/** Pieces with the sum so far, those behind and then those ahead. */
function piecesText({ pieces, ahead, calendar }: ClockExplanation, language: Language): string {
  const words = explainWords[language];
  let sum = 0;
  const cells = (piece: Piece): string[] => {
    sum += piece.openMilliseconds;
    return [
      instantWords(piece.from, calendar.zone),
      instantWords(piece.to, calendar.zone),
      words.pieces[piece.state],
      piece.openMilliseconds === 0 ? '' : `+ ${lengthWords(piece.openMilliseconds)[language]}`,
      lengthWords(sum)[language],
    ];
  };
  const behind = pieces.map(cells);
  const coming = ahead.map(cells);
  const divider = coming.length === 0 ? [] : [[`(${words.ahead})`, '', '', '', '']];
  return table(words.time, [...behind, ...divider, ...coming]);
}

function levelsText({ levels }: ClockExplanation, timeZone: string, { language, paint, isCarriedOut }: Page): string {
  const { states, statuses } = explainWords[language];
  const rows = levels.flatMap((level) => {
    const at = level.stateAt ?? level.momentAt;
    const effects = level.effects.map((effect) => [
      '',
      `- ${effect.kind}`,
      isCarriedOut ? statuses[effect.status] : '',
      isCarriedOut ? effect.why[language] : '',
    ]);
    return [
      [
        at === null ? '' : instantWords(Math.floor(Date.parse(at) / 1000) * 1000, timeZone),
        level.name,
        states[level.state],
        level.why[language],
      ],
      ...effects,
    ];
  });
  return rows.length === 0 ? '' : indented(table([paint('dim', explainWords[language].levels), '', '', ''], rows));
}
