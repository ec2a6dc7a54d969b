import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import Icon from '@cloudscape-design/components/icon';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { Fragment, useSyncExternalStore } from 'react';
import { splitAddresses } from '../../../format/addresses.ts';
import { useWords } from '../../../language/words.ts';
import { useAction } from '../../../live/use-control.ts';
import { CaseLink } from '../../../parts/case-link.tsx';
import { Failure } from '../../../parts/failure.tsx';
import { Instant } from '../../../parts/instant.tsx';
import { LinkTo } from '../../../parts/link-to.tsx';
import { OutsideLink } from '../../../parts/outside-link.tsx';
import { caseList, caseOf } from '../../../live/case-list.ts';
import { agentsWords } from './agents-words.ts';
import type { Agent, Work } from './work.ts';

/** A task or chat before an agent, with what the agent can do about it now. */
export function WorkCard({ agent, work }: { readonly agent: Agent; readonly work: Work }) {
  const said = useWords(agentsWords);
  const accept = useAction('acceptTask');
  const end = useAction('endContact');
  const { taskContactId, caseId, description, startedAt, state, isChat, ringsAt } = work;
  const rings = state === 'queued';
  const what = isChat ? said.chatName(work.name) : work.name;
  const user = agent.userName;
  return (
    <div className={`cw-work${rings ? ' cw-work-ringing' : ''}`}>
      <SpaceBetween size="xs">
        <div className="cw-work-name">
          {rings ? (
            <span className="cw-bell">
              <Icon name="notification" variant="warning" size="medium" />
            </span>
          ) : null}
          <h4>{what}</h4>
          <Badge color={isChat ? 'blue' : 'grey'}>{isChat ? said.chat : said.task}</Badge>
        </div>
        {rings && ringsAt > 1 ? <div>{said.shared(ringsAt)}</div> : null}
        {rings && !agent.onDuty ? (
          <div className="cw-work-away">
            <Icon name="status-warning" variant="warning" />
            <span>{said.away}</span>
          </div>
        ) : null}
        {rings && !isChat ? <AnsweredMeanwhile caseId={caseId} /> : null}
        <SpaceBetween size="s" direction="horizontal" alignItems="center">
          {rings ? (
            <Button
              variant="primary"
              iconName="check"
              ariaLabel={said.acceptOf(what, agent.name)}
              loading={accept.isPending}
              onClick={() => accept.mutate({ taskContactId, user })}
            >
              {said.accept}
            </Button>
          ) : null}
          {state === 'accepted' ? (
            <Button
              ariaLabel={said.endOf(what, agent.name)}
              loading={end.isPending}
              onClick={() => end.mutate({ contactId: taskContactId, user })}
            >
              {said.end}
            </Button>
          ) : null}
          <CaseLink caseId={caseId} />
          {isChat ? <LinkTo to={['contact', taskContactId]}>{said.openChat}</LinkTo> : null}
        </SpaceBetween>
        {(accept.error ?? end.error) === null ? null : <Failure failure={accept.error ?? end.error} />}
        <div className="cw-work-text">
          {splitAddresses(description).map((piece, index) => (
            <Fragment key={index}>
              {'text' in piece ? (
                piece.text
              ) : (
                <OutsideLink address={piece.address} caseId={caseId}>
                  {piece.address}
                </OutsideLink>
              )}
            </Fragment>
          ))}
        </div>
        <div className="cw-work-since">
          {said.since}: <Instant at={startedAt} withZone />
        </div>
      </SpaceBetween>
    </div>
  );
}

/** Says of a task that came from a deadline that no clock of its case runs or is overdue any more. */
function AnsweredMeanwhile({ caseId }: { readonly caseId: string | null }) {
  const said = useWords(agentsWords);
  const answered = useSyncExternalStore(caseList.subscribe, () => {
    const one = caseId === null ? undefined : caseOf(caseId);
    return one !== undefined && one.nextSlaBreach === null && one.overdueSince === null;
  });
  return answered ? <StatusIndicator type="success">{said.answered}</StatusIndicator> : null;
}
