import Box from '@cloudscape-design/components/box';
import Icon from '@cloudscape-design/components/icon';
import type { IconProps } from '@cloudscape-design/components/icon';
import type { TimelineEvent } from '../../../../sandbox/control/schema.ts';
import { useSaid, useWords } from '../../language/words.ts';
import { Instant } from '../../parts/instant.tsx';
import { LinkTo } from '../../parts/link-to.tsx';
import { placeOfEvent } from '../../parts/place-of-event.ts';
import { outcomeWords } from './outcome-words.ts';

type Place = 'owned' | 'task' | 'mail' | 'slack' | 'crm';

const places: Partial<Record<TimelineEvent['kind'], { readonly place: Place; readonly icon: IconProps.Name }>> = {
  'owner.changed': { place: 'owned', icon: 'user-profile' },
  'task.created': { place: 'task', icon: 'notification' },
  'mail.sent': { place: 'mail', icon: 'envelope' },
  'slack.posted': { place: 'slack', icon: 'contact' },
  'crm.upserted': { place: 'crm', icon: 'share' },
};

/** Everybody whom a case made known: owner, mail, task, Slack and CRM, each with a way to look at it. */
export function WhoWasTold({ caseId, events }: { readonly caseId: string; readonly events: readonly TimelineEvent[] }) {
  const said = useWords(outcomeWords);
  const inLanguage = useSaid();
  const told = events.flatMap((event) => {
    const where = places[event.kind];
    return where === undefined ? [] : [{ event, ...where }];
  });
  return (
    <div>
      <Box variant="h3">{said.told}</Box>
      {told.length === 0 ? <Box color="text-body-secondary">{said.toldNone}</Box> : null}
      <ol className="cw-told">
        {told.map(({ event, place, icon }) => (
          <li key={`${event.sequence} ${event.kind}`}>
            <Icon name={icon} />
            <span className="cw-told-text">
              {inLanguage(event.sentence)}
              <Box color="text-body-secondary" fontSize="body-s">
                <Instant at={event.at} withZone />
              </Box>
            </span>
            <LinkTo to={placeOfEvent(event) ?? ['cases', caseId]} ariaLabel={`${said.see}: ${said[place]}`}>
              {said[place]}
            </LinkTo>
          </li>
        ))}
      </ol>
    </div>
  );
}
