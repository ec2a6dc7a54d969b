import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWords } from '../../language/words.ts';
import { Instant } from '../../parts/instant.tsx';
import { JsonView } from '../../parts/json-view.tsx';
import type { CaseDetail } from './case-detail.ts';
import { LedgerClocks, LedgerEffects } from './ledger-tables.tsx';
import { mainRowOf, readLedger, type LedgerItem } from './ledger-reading.ts';
import { ledgerWords } from './ledger-words.ts';

/** What Casewarden keeps of a case: readable, and as it is. */
export function LedgerTab({ rows }: { readonly rows: CaseDetail['ledger'] }) {
  const said = useWords(ledgerWords);
  const row = mainRowOf(rows);
  const item = row && readLedger(row);
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description={said.description}>
            {said.header}
          </Header>
        }
      >
        {item === undefined ? <Box color="text-body-secondary">{said.none}</Box> : <Facts item={item} />}
      </Container>
      {item === undefined ? null : <LedgerClocks clocks={item.clocks} />}
      {item === undefined ? null : <LedgerEffects effects={item.effects} />}
      {rows.length === 0 ? null : (
        <ExpandableSection variant="container" headerText={said.raw(rows.length)} headingTagOverride="h2">
          <JsonView value={rows} label={said.rawLabel} />
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}

function Facts({ item }: { readonly item: LedgerItem }) {
  const said = useWords(ledgerWords);
  const sinks = item.sinks.map(({ name, wanted, delivered }) =>
    said.sink(name, String(delivered ?? 0), String(wanted ?? 0)),
  );
  return (
    <KeyValuePairs
      columns={4}
      items={[
        { label: said.version, value: item.version ?? '–' },
        { label: said.dueAt, value: item.dueAt === null ? said.notDue : <Instant at={item.dueAt} withZone /> },
        { label: said.sinks, value: sinks.length === 0 ? said.noSinks : sinks.join(' / ') },
        { label: said.policy, value: <code className="cw-break">{item.policyHash?.slice(0, 12) ?? '–'}</code> },
      ]}
    />
  );
}
