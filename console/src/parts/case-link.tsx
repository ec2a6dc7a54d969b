import { useSyncExternalStore } from 'react';
import { defineWords, useWords } from '../language/words.ts';
import { caseList, caseOf } from '../live/case-list.ts';
import { LinkTo } from './link-to.tsx';

const words = defineWords({
  en: { named: (reference: string) => `Case ${reference}`, unnamed: 'Open the case' },
  ja: { named: (reference: string) => `ケース ${reference}`, unnamed: 'ケースを開く' },
});

const useReference = (caseId: string | null): string | null =>
  useSyncExternalStore(caseList.subscribe, () => (caseId === null ? null : (caseOf(caseId)?.reference ?? null)));

/** A case by the number that people use for it, as text; nothing when it has none. */
export function CaseName({ caseId }: { readonly caseId: string | null }) {
  const said = useWords(words);
  const reference = useReference(caseId);
  return reference === null ? null : said.named(reference);
}

/** A link to a case by the number that people use for it; nothing for what belongs to no case. */
export function CaseLink({ caseId }: { readonly caseId: string | null }) {
  const said = useWords(words);
  const reference = useReference(caseId);
  if (caseId === null) return null;
  return <LinkTo to={['cases', caseId]}>{reference === null ? said.unnamed : said.named(reference)}</LinkTo>;
}
