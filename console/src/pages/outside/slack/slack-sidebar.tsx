import type { Answer } from '../../../api/call-control.ts';
import { useWords } from '../../../language/words.ts';
import { useStore } from '../../../live/store.ts';
import { addressOf } from '../../../parts/link-to.tsx';
import { seenMessages } from './seen-messages.ts';
import { slackWords } from './slack-words.ts';

/** The workspace with its channels; those with something unread are bold and say how much. */
export function SlackSidebar({
  workspace,
  channels,
  chosen,
}: {
  readonly workspace: string;
  readonly channels: Answer<'slack'>['channels'];
  readonly chosen: string | undefined;
}) {
  const said = useWords(slackWords);
  const seen = useStore(seenMessages);
  return (
    <nav className="cw-slack-sidebar" aria-label={said.channels}>
      <div className="cw-slack-workspace">{workspace}</div>
      <div className="cw-slack-group">{said.channels}</div>
      <ul>
        {channels.map(({ id, name, total }) => {
          const unread = id === chosen ? 0 : total - (seen.get(id) ?? 0);
          return (
            <li key={id}>
              <a
                href={addressOf('outside', 'slack', id)}
                aria-current={id === chosen ? 'page' : undefined}
                className={unread > 0 ? 'cw-slack-unread' : undefined}
              >
                <span className="cw-slack-name"># {name}</span>
                {unread > 0 ? (
                  <span className="cw-slack-count" role="img" aria-label={said.unread(unread)}>
                    {unread}
                  </span>
                ) : null}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
