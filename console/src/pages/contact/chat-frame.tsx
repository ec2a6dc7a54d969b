import Icon from '@cloudscape-design/components/icon';
import type { ReactNode } from 'react';
import { useWords } from '../../language/words.ts';
import { contactWords } from './contact-words.ts';

/** The widget as a customer sees it in the corner of a web page. */
export function ChatFrame({ children }: { readonly children: ReactNode }) {
  const said = useWords(contactWords);
  return (
    <section className="cw-chat" aria-label={said.desk}>
      <div className="cw-chat-head">
        <Icon name="contact" size="medium" />
        <div>
          <div className="cw-chat-title">{said.desk}</div>
          <div>{said.deskText}</div>
        </div>
      </div>
      {children}
    </section>
  );
}
