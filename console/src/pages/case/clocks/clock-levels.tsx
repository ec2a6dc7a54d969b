import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { shortDuration } from '../../../format/durations.ts';
import { zoneName } from '../../../format/instants.ts';
import { useSaid, useWords } from '../../../language/words.ts';
import { usePlace } from '../../../live/place.ts';
import { Instant } from '../../../parts/instant.tsx';
import { useLanguage } from '../../../preferences/preferences.ts';
import { clockWords } from './clock-words.ts';
import type { ClockExplanation, LevelExplanation } from './explanation.ts';

const signs: Readonly<Record<LevelExplanation['state'], StatusIndicatorProps.Type>> = {
  fired: 'success',
  skipped: 'stopped',
  pending: 'pending',
  'not-reached': 'stopped',
  cancelled: 'stopped',
};

/** The levels of a clock: where each stands, whether it has happened, and what was done then. */
export function ClockLevels({ clock }: { readonly clock: ClockExplanation }) {
  const said = useWords(clockWords);
  const words = useSaid();
  const language = useLanguage();
  const { timeZone } = usePlace();
  return (
    <Table
      variant="embedded"
      items={clock.levels}
      trackBy={({ policy, name }) => `${policy}:${name}`}
      ariaLabels={{ tableLabel: said.levels }}
      wrapLines
      columnDefinitions={[
        {
          id: 'level',
          header: said.level,
          isRowHeader: true,
          minWidth: 120,
          cell: ({ kind, name, policy }) => (
            <>
              {said.kindsOfLevel(kind)}
              <div className="cw-hood-id">{policy === clock.policy ? name : `${policy}: ${name}`}</div>
            </>
          ),
        },
        {
          id: 'at',
          header: said.at,
          minWidth: 80,
          cell: ({ usedSeconds }) => shortDuration(usedSeconds * 1000, language),
        },
        {
          id: 'moment',
          header: said.moment(zoneName(clock.startedAt, language, timeZone)),
          minWidth: 170,
          cell: ({ momentAt }) => <Instant at={momentAt} />,
        },
        {
          id: 'state',
          header: said.state,
          minWidth: 130,
          cell: ({ state }) => <StatusIndicator type={signs[state]}>{said.states(state)}</StatusIndicator>,
        },
        {
          id: 'why',
          header: said.why,
          minWidth: 260,
          cell: ({ why, effects }) => (
            <>
              {words(why)}
              {effects.length === 0 ? null : (
                <ul className="cw-plain-list">
                  {effects.map((effect) => (
                    <li key={effect.key}>
                      {said.kindsOfEffect(effect.kind)}: {words(effect.why)}
                    </li>
                  ))}
                </ul>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
