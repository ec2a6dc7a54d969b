import './hood.css';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import type { Fault } from '../../../../sandbox/control/schema.ts';
import { useSaid, useWords } from '../../language/words.ts';
import { useControl } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { groupFaults } from '../../parts/fault-groups.ts';
import { FaultItem } from './fault-item.tsx';
import { faultsWords } from './faults-words.ts';

/** What went wrong, newest first. */
export default function FaultsPage() {
  const said = useWords(faultsWords);
  const { data, failure } = useControl('faults', {}, 'journal');
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={said.description}>
          {said.header}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Failure failure={failure} />
        {data === undefined ? (
          failure === undefined && <Spinner size="large" />
        ) : data.faults.length === 0 ? (
          <AllIsWell />
        ) : (
          <FaultList faults={data.faults} />
        )}
      </SpaceBetween>
    </ContentLayout>
  );
}

function AllIsWell() {
  const said = useWords(faultsWords);
  return (
    <Container>
      <Box textAlign="center" padding="xl">
        <SpaceBetween size="s">
          <Box variant="h2">
            <StatusIndicator type="success">{said.wellHeader}</StatusIndicator>
          </Box>
          <Box variant="p">{said.well}</Box>
          <Box color="text-body-secondary">{said.examples}</Box>
        </SpaceBetween>
      </Box>
    </Container>
  );
}

function FaultList({ faults }: { readonly faults: readonly Fault[] }) {
  const said = useWords(faultsWords);
  const words = useSaid();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const holds = (fault: Fault): boolean =>
    [words(fault.title), fault.detail, words(fault.look), fault.about.name, fault.caseId ?? '', fault.kind].some(
      (part) => part.toLowerCase().includes(wanted),
    );
  const groups = groupFaults(wanted === '' ? faults : faults.filter(holds));
  return (
    <Container
      header={
        <Header variant="h2" counter={said.counter(groupFaults(faults).length)}>
          {said.list}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <TextFilter
          filteringText={text}
          filteringPlaceholder={said.search}
          filteringAriaLabel={said.search}
          onChange={({ detail }) => setText(detail.filteringText)}
        />
        {groups.length === 0 ? <Box color="text-body-secondary">{said.noMatch}</Box> : null}
        <ol className="cw-faults">
          {groups.map((group) => (
            <FaultItem key={group.latest.sequence} group={group} />
          ))}
        </ol>
      </SpaceBetween>
    </Container>
  );
}
