import Table from '@cloudscape-design/components/table';
import { shortDuration } from '../../../format/durations.ts';
import { zoneName } from '../../../format/instants.ts';
import { useWords } from '../../../language/words.ts';
import { usePlace } from '../../../live/place.ts';
import { Instant } from '../../../parts/instant.tsx';
import { useLanguage } from '../../../preferences/preferences.ts';
import { clockWords } from './clock-words.ts';
import type { Piece } from './explanation.ts';

/** Stretches of time with what each counts. `header` says which. */
export function ClockPieces({ header, pieces }: { readonly header: string; readonly pieces: readonly Piece[] }) {
  const said = useWords(clockWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const [first] = pieces;
  if (first === undefined) return null;
  return (
    <Table
      variant="embedded"
      items={[...pieces]}
      trackBy="from"
      header={<strong>{header}</strong>}
      ariaLabels={{ tableLabel: header }}
      wrapLines
      columnDefinitions={[
        {
          id: 'from',
          header: said.from(zoneName(first.from, language, timeZone)),
          cell: ({ from }) => <Instant at={from} />,
        },
        { id: 'to', header: said.to, cell: ({ to }) => <Instant at={to} /> },
        { id: 'state', header: said.state, isRowHeader: true, cell: ({ state }) => said.pieceStates(state) },
        {
          id: 'counts',
          header: said.counts,
          cell: ({ openMilliseconds }) => (
            <span className="cw-figures">{shortDuration(openMilliseconds, language)}</span>
          ),
        },
      ]}
    />
  );
}
