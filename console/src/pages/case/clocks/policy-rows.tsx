import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useSaid, useWords } from '../../../language/words.ts';
import { clockWords } from './clock-words.ts';
import type { RowExplanation } from './explanation.ts';

/** The policies for cases of this template: whether each applies, and by which condition; the others folded away. */
export function PolicyRows({ rows }: { readonly rows: readonly RowExplanation[] }) {
  const said = useWords(clockWords);
  const words = useSaid();
  const others = rows.filter(({ templateMatches }) => !templateMatches);
  return (
    <Table
      items={rows.filter(({ templateMatches }) => templateMatches)}
      trackBy="policy"
      wrapLines
      ariaLabels={{ tableLabel: said.policies }}
      header={
        <Header variant="h2" description={said.policiesText}>
          {said.policies}
        </Header>
      }
      columnDefinitions={[
        { id: 'policy', header: said.policy, isRowHeader: true, minWidth: 160, cell: ({ policy }) => policy },
        { id: 'kind', header: said.kind, minWidth: 130, cell: ({ kind }) => said.kinds(kind) },
        {
          id: 'state',
          header: said.state,
          minWidth: 200,
          cell: ({ chosen, matched }) =>
            chosen ? (
              <StatusIndicator type="success">{said.chosen}</StatusIndicator>
            ) : (
              <StatusIndicator type="stopped">{matched ? said.matched : said.unmatched}</StatusIndicator>
            ),
        },
        { id: 'why', header: said.why, minWidth: 300, cell: ({ why }) => words(why) },
      ]}
      empty={said.noPolicies}
      footer={
        others.length === 0 ? undefined : (
          <ExpandableSection headerText={said.otherTemplates(others.length)}>
            {others.map(({ policy }) => policy).join(', ')}
          </ExpandableSection>
        )
      }
    />
  );
}
