import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useSaid, useWords } from '../../../language/words.ts';
import { clockWords } from './clock-words.ts';
import type { RowExplanation } from './explanation.ts';

/** Every policy of the file: whether it applies to the case, and by which condition. */
export function PolicyRows({ rows }: { readonly rows: readonly RowExplanation[] }) {
  const said = useWords(clockWords);
  const words = useSaid();
  return (
    <Table
      items={[...rows]}
      trackBy="policy"
      wrapLines
      ariaLabels={{ tableLabel: said.policies }}
      header={
        <Header variant="h2" description={said.policiesText}>
          {said.policies}
        </Header>
      }
      columnDefinitions={[
        { id: 'policy', header: said.policy, isRowHeader: true, cell: ({ policy }) => policy },
        { id: 'kind', header: said.kind, cell: ({ kind }) => said.kinds(kind) },
        {
          id: 'state',
          header: said.state,
          cell: ({ chosen, matched }) =>
            chosen ? (
              <StatusIndicator type="success">{said.chosen}</StatusIndicator>
            ) : (
              <StatusIndicator type="stopped">{matched ? said.matched : said.unmatched}</StatusIndicator>
            ),
        },
        { id: 'why', header: said.why, minWidth: 300, cell: ({ why }) => words(why) },
      ]}
    />
  );
}
