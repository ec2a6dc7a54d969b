import './case.css';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import type { ReactNode } from 'react';
import { useParams } from 'wouter';
import { useWords } from '../../language/words.ts';
import { useControl } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { lastListAddress } from '../cases/use-list-view.ts';
import { CaseHead } from './case-head.tsx';
import { CaseTabs, tabNamed } from './case-tabs.tsx';
import { caseWords } from './case-words.ts';

/** One case with all that is known of it. It follows the sandbox; one that is gone says so. */
export default function CasePage() {
  const { caseId, tab } = useParams<{ caseId: string; tab?: string }>();
  return <OneCase key={caseId} caseId={caseId} tab={tabNamed(tab)} />;
}

function OneCase({ caseId, tab }: { readonly caseId: string; readonly tab: ReturnType<typeof tabNamed> }) {
  const said = useWords(caseWords);
  // The ledger changes without anything that people would hear of.
  const look = useControl('caseDetail', { caseId }, tab === 'ledger' ? 'journal' : { caseId });
  // While another case is fetched, the answer for the one before is still there.
  const detail = look.data?.caseId === caseId ? look.data : undefined;
  const isGone = look.failure?.code === 'not-found';

  if (detail === undefined)
    return (
      <Message header={isGone ? said.unknown : said.loading}>
        {isGone ? <Box color="text-body-secondary">{said.unknownText}</Box> : <Failure failure={look.failure} />}
        {look.failure === undefined ? <Spinner size="large" /> : <ToList />}
      </Message>
    );
  return (
    <SpaceBetween size="l">
      <CaseHead detail={detail} canChange={!isGone} />
      {isGone ? (
        <Alert type="warning" header={said.deleted} action={<ToList />}>
          {said.deletedText}
        </Alert>
      ) : (
        <Failure failure={look.failure} />
      )}
      <CaseTabs detail={detail} tab={tab} />
    </SpaceBetween>
  );
}

function ToList() {
  const said = useWords(caseWords);
  return <Button href={lastListAddress()}>{said.toList}</Button>;
}

function Message({ header, children }: { readonly header: string; readonly children: ReactNode }) {
  return (
    <Box padding="l">
      <SpaceBetween size="m">
        <Box variant="h1">{header}</Box>
        {children}
      </SpaceBetween>
    </Box>
  );
}
