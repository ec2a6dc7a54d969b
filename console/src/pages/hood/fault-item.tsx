import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Fault } from '../../../../sandbox/control/schema.ts';
import { useSaid, useWords } from '../../language/words.ts';
import { Instant } from '../../parts/instant.tsx';
import { LinkTo } from '../../parts/link-to.tsx';
import type { FaultGroup } from '../../parts/fault-groups.ts';
import { faultsWords } from './faults-words.ts';
import { JsonButton } from './json-button.tsx';

type Place = 'function' | 'queue' | 'rule' | 'quotas' | 'case';

/** Pages on which to look for the cause, nearest first. */
function placesOf({ about: { type, name }, caseId, detail, look }: Fault): { place: Place; to: readonly string[] }[] {
  const folders = { function: 'functions', queue: 'queues', rule: 'rules' } as const;
  return [
    ...(type in folders ? [{ place: type as Place, to: ['hood', folders[type as keyof typeof folders], name] }] : []),
    ...(/throttl|TooManyRequests/i.test(`${detail} ${look.en}`)
      ? [{ place: 'quotas' as const, to: ['hood', 'quotas'] }]
      : []),
    ...(caseId === null ? [] : [{ place: 'case' as const, to: ['cases', caseId] }]),
  ];
}

/** One thing that went wrong: what, as the service said it, what to do, and links to where to look. */
export function FaultItem({ group: { latest, count, firstAt } }: { readonly group: FaultGroup }) {
  const said = useWords(faultsWords);
  const words = useSaid();
  const places = placesOf(latest);
  return (
    <li>
      <Box variant="h3" padding="n">
        <StatusIndicator type="error">{words(latest.title)}</StatusIndicator>
      </Box>
      <Box color="text-body-secondary">
        <Instant at={latest.at} withZone />
        {count === 1 ? null : (
          <>
            {' '}
            · {said.times(count)} ({said.first}: <Instant at={firstAt} />)
          </>
        )}
      </Box>
      {latest.detail === '' ? null : (
        <div className="cw-fault-detail" role="note" aria-label={said.asSaid}>
          {latest.detail}
        </div>
      )}
      <Box variant="p">
        <strong>{said.todo}:</strong> {words(latest.look)}
      </Box>
      <SpaceBetween direction="horizontal" size="m">
        {places.length === 0 ? null : <span>{said.look}</span>}
        {places.map(({ place, to }) => (
          <LinkTo key={place} to={to}>
            {said[place]}
          </LinkTo>
        ))}
        <JsonButton value={latest} what={said.fault} />
      </SpaceBetween>
    </li>
  );
}
