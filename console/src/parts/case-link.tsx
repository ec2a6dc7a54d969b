import { useSyncExternalStore } from 'react';
import { defineWords, useWords } from '../language/words.ts';
import { caseList } from '../live/case-list.ts';
import { LinkTo } from './link-to.tsx';

const words = defineWords({
  en: { named: (reference: string) => `Case ${reference}`, unnamed: 'Open the case' },
  ja: { named: (reference: string) => `ケース ${reference}`, unnamed: 'ケースを開く' },
});

/** A link to a case by the number that people use for it; nothing for what belongs to no case. */
export function CaseLink({ caseId }: { readonly caseId: string | null }) {
  const said = useWords(words);
  const reference = useSyncExternalStore(
    caseList.subscribe,
    () => caseList.get().cases.find((one) => one.caseId === caseId)?.reference ?? null,
  );
  if (caseId === null) return null;
  return <LinkTo to={['cases', caseId]}>{reference === null ? said.unnamed : said.named(reference)}</LinkTo>;
}
