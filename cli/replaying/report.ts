import type { Sentence } from '../../lambda/contract/explanation.ts';
import type { Language } from '../../sandbox/control/sentences.ts';
import { oneLine } from '../running/table.ts';
import { replayWords } from './words.ts';

/** One case of a replay, as it is told. */
export interface ReportedCase {
  readonly caseId: string;
  readonly differences: readonly Sentence[];
  readonly unplayable?: Sentence | undefined;
  /** What would be owed, of a case of which nobody tells what was done. */
  readonly owed?: readonly Sentence[];
}

export interface ReplayReport {
  /** The instant up to which the cases were played. */
  readonly now: string;
  readonly agreed: number;
  /** Cases that differ, could not be played, or have nothing to be compared with. */
  readonly found: readonly ReportedCase[];
  readonly unreadable: readonly string[];
  readonly isStopped: boolean;
}

export function countOf({ agreed, found }: ReplayReport) {
  return {
    agreed,
    differ: found.filter(({ differences }) => differences.length > 0).length,
    unplayable: found.filter(({ unplayable }) => unplayable !== undefined).length,
  };
}

/** A replay for people. */
export function reportText(report: ReplayReport, language: Language): string {
  const words = replayWords[language];
  if (report.agreed + report.found.length === 0) return `${words.nothing}\n`;
  return [...report.found.map((one) => caseText(one, language)), words.total(countOf(report)), '\n'].join('');
}

function caseText({ caseId, differences, unplayable, owed }: ReportedCase, language: Language): string {
  const words = replayWords[language];
  const lines = [
    ...differences.map((sentence) => sentence[language]),
    ...(unplayable === undefined ? [] : [unplayable[language]]),
    ...(owed === undefined ? [] : owed.length === 0 ? [words.owesNothing] : owed.map((one) => one[language])),
  ];
  const head = owed !== undefined && owed.length > 0 ? `${caseId}  ${words.owed}` : caseId;
  return `${oneLine(head)}\n${lines.map((line) => `  ${oneLine(line)}\n`).join('')}\n`;
}
