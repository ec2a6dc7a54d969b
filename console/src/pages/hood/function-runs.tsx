import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import { useWords } from '../../language/words.ts';
import { Instant } from '../../parts/instant.tsx';
import type { DeployedFunction } from './function-link.tsx';
import { functionsWords } from './functions-words.ts';
import { LogLines } from './log-lines.tsx';

type Run = DeployedFunction['recent'][number];

const speaks = ({ ok, logs }: Run): boolean => !ok || logs.length > 0;

/** The last runs of a function, newest first, each with what it wrote to its log. */
export function FunctionRuns({ fn }: { readonly fn: DeployedFunction }) {
  const said = useWords(functionsWords);
  const [onlySpeaking, setOnlySpeaking] = useState(false);
  const runs = onlySpeaking ? fn.recent.filter(speaks) : fn.recent;
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${runs.length})`}
          description={said.lastRunsText}
          actions={
            <Toggle checked={onlySpeaking} onChange={({ detail }) => setOnlySpeaking(detail.checked)}>
              {said.onlySpeaking}
            </Toggle>
          }
        >
          {said.lastRuns}
        </Header>
      }
    >
      {runs.length === 0 ? (
        <Box color="text-body-secondary" textAlign="center" padding="l">
          {onlySpeaking ? said.noSpeaking : said.noRuns}
        </Box>
      ) : (
        <ol className="cw-plain-list">
          {runs.map((run) => (
            <li key={run.requestId}>
              <OneRun run={run} />
            </li>
          ))}
        </ol>
      )}
    </Container>
  );
}

function OneRun({ run }: { readonly run: Run }) {
  const said = useWords(functionsWords);
  const head = (
    <SpaceBetween direction="horizontal" size="m">
      <Instant at={run.at} withZone />
      <StatusIndicator type={run.ok ? 'success' : 'error'}>{run.ok ? said.ok : said.failed}</StatusIndicator>
      <Box color="text-body-secondary">{run.logs.length === 0 ? said.silent : said.lines(run.logs.length)}</Box>
    </SpaceBetween>
  );
  return (
    <ExpandableSection headerText={head} defaultExpanded={speaks(run)}>
      <SpaceBetween size="xs">
        {run.error === null ? null : <div className="cw-fault-detail">{run.error}</div>}
        {run.logs.length === 0 ? null : <LogLines lines={run.logs} />}
        <span className="cw-hood-id">
          {said.request}: {run.requestId}
        </span>
      </SpaceBetween>
    </ExpandableSection>
  );
}
