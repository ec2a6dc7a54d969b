import ColumnLayout from '@cloudscape-design/components/column-layout';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWords } from '../../language/words.ts';
import { Happened } from './happened.tsx';
import { overviewWords } from './overview-words.ts';
import { RightNow } from './right-now.tsx';
import { Stories } from './stories.tsx';
import { BeTheCustomer, LetNobodyAnswer, SeeWhoWasTold } from './three-steps.tsx';

/** The first page: what this is in one sentence, three steps to try it, and what has happened. */
export default function OverviewPage() {
  const said = useWords(overviewWords);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={said.description}>
          {said.header}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ColumnLayout columns={3}>
          <BeTheCustomer />
          <LetNobodyAnswer />
          <SeeWhoWasTold />
        </ColumnLayout>
        <RightNow />
        <Happened />
        <Stories />
      </SpaceBetween>
    </ContentLayout>
  );
}
