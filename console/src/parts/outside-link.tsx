import type { ReactNode } from 'react';
import { defineWords, useWords } from '../language/words.ts';
import { addressOf } from './link-to.tsx';

const words = defineWords({
  en: {
    here: (address: string) =>
      `${address}: opens the case in this page, because the agent workspace is not there offline`,
  },
  ja: {
    here: (address: string) => `${address} (手元ではエージェントワークスペースがないため、この画面のケースを開きます)`,
  },
});

/**
 * A link that stood in a message. One to the agent workspace's page of the case that the message is about opens the case here:
 * there is no agent workspace on this machine. Anything else opens beside this page, and is told nothing of it.
 * @param address http or https, judged by `isWebAddress`
 */
export function OutsideLink({
  address,
  caseId,
  className,
  children,
}: {
  readonly address: string;
  readonly caseId: string | null;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const said = useWords(words);
  const isOfCase = caseId !== null && address.includes(encodeURIComponent(caseId));
  return isOfCase ? (
    <a className={className} href={addressOf('cases', caseId)} title={said.here(address)}>
      {children}
    </a>
  ) : (
    <a className={className} href={address} title={address} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}
