import { timeOfDay } from '../../../format/instants.ts';
import { useWords } from '../../../language/words.ts';
import { usePlace } from '../../../live/place.ts';
import { CaseLink } from '../../../parts/case-link.tsx';
import { useLanguage } from '../../../preferences/preferences.ts';
import type { Answer } from '../../../api/call-control.ts';
import { SlackBlocks } from './slack-blocks.tsx';
import { SlackNames, type SlackSurroundings } from './slack-names.tsx';
import { SlackProse } from './slack-prose.tsx';
import { slackWords } from './slack-words.ts';

export type SlackMessageGiven = Answer<'slack'>['channels'][number]['messages'][number];

/** One message of the bot. With blocks its text is for notifications only, and Slack does not show it. */
export function SlackMessage({
  message,
  names,
  isWanted,
}: {
  readonly message: SlackMessageGiven;
  readonly names: Omit<SlackSurroundings, 'caseId'>;
  /** The address names it. */
  readonly isWanted: boolean;
}) {
  const said = useWords(slackWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const { at, caseId, text, blocks } = message;
  return (
    <article className="cw-slack-message" aria-current={isWanted ? 'true' : undefined}>
      <img className="cw-slack-avatar" src="./icon.svg" alt="" />
      <div className="cw-slack-body">
        <div className="cw-slack-who">
          <strong>Casewarden</strong>
          <span className="cw-slack-app">{said.app}</span>
          <time className="cw-slack-time" dateTime={at}>
            {timeOfDay(at, language, timeZone).slice(0, 5)}
          </time>
        </div>
        <SlackNames value={{ ...names, caseId }}>
          {blocks.length > 0 ? <SlackBlocks blocks={blocks} /> : <SlackProse text={text} />}
        </SlackNames>
        {caseId === null ? null : (
          <div className="cw-slack-case">
            <CaseLink caseId={caseId} />
          </div>
        )}
      </div>
    </article>
  );
}
