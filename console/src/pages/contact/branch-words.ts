import type { Language } from '../../preferences/preferences.ts';
import { resultWords } from './action-words.ts';
import type { FlowEdge } from './flow-graph.ts';

type Way = FlowEdge['branches'][number];

const signs: Readonly<Record<string, string>> = {
  Equals: '',
  NumberGreaterThan: '> ',
  NumberGreaterOrEqualTo: '≥ ',
  NumberLessThan: '< ',
  NumberLessOrEqualTo: '≤ ',
};

/** What a branch is called. @param type of the action that it leaves */
export function branchWords(way: Way, type: string, language: Language): string {
  switch (way.kind) {
    case 'enters':
      return resultWords('entered', type, language);
    case 'next':
      return resultWords('NextAction', type, language);
    case 'error':
      return resultWords(way.error, type, language);
    case 'condition': {
      const sign = signs[way.operator] ?? `${way.operator} `;
      return sign === '' ? resultWords(way.operand, type, language) : `${sign}${way.operand}`;
    }
    default:
      return way satisfies never;
  }
}

/**
 * The label of an edge: the branch that was taken, else those that lead here, at most two of them. Where a condition
 * leads here, or the lack of one, `next` and the errors say nothing more, and where next does, the errors do not.
 */
export function edgeLabel({ taken, branches }: FlowEdge, type: string, language: Language): string {
  if (taken) return branchWords(taken, type, language);
  const conditions = branches.filter(({ kind }) => kind === 'condition' || kind === 'enters');
  const unmatched = branches.filter((way) => way.kind === 'error' && way.error === 'NoMatchingCondition');
  const next = branches.filter(({ kind }) => kind === 'next');
  const telling = [conditions, unmatched, next].find(({ length }) => length > 0) ?? branches;
  const said = [...new Set(telling.map((way) => branchWords(way, type, language)))];
  return said.length > 2 ? `${said.slice(0, 2).join(' / ')} …` : said.join(' / ');
}
