import Box from '@cloudscape-design/components/box';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useWords } from '../../language/words.ts';
import { CaseStatus } from '../../parts/case-status.tsx';
import { Countdown } from '../../parts/countdown.tsx';
import { lastListAddress } from '../cases/use-list-view.ts';
import { AgentAction } from './agent-action.tsx';
import type { CaseDetail } from './case-detail.ts';
import { caseWords } from './case-words.ts';

/** Title, who has it, how it stands, and how much time is left; with the way to act on it. */
export function CaseHead({ detail, canChange }: { readonly detail: CaseDetail; readonly canChange: boolean }) {
  const said = useWords(caseWords);
  const title = detail.title === '' ? said.untitled : detail.title;
  const deadline = detail.overdueSince ?? detail.nextSlaBreach;
  return (
    <SpaceBetween size="s">
      <BreadcrumbGroup
        ariaLabel={said.place}
        items={[
          { text: said.cases, href: lastListAddress() },
          { text: title, href: '' },
        ]}
      />
      <Header
        variant="h1"
        description={said.description}
        actions={canChange ? <AgentAction detail={detail} /> : undefined}
      >
        {title}
      </Header>
      <Container>
        <section aria-label={said.about}>
          <dl className="cw-case-facts">
            <Fact label={said.status}>
              <CaseStatus status={detail.status} />
            </Fact>
            <Fact label={said.deadline}>{deadline === null ? said.noDeadline : <Countdown at={deadline} />}</Fact>
            <Fact label={said.owner}>{detail.owner?.name ?? said.none}</Fact>
            <Fact label={said.customer}>{detail.customer ?? said.empty}</Fact>
            <Fact label={said.reference}>{detail.reference ?? said.empty}</Fact>
          </dl>
        </section>
      </Container>
    </SpaceBetween>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>
        <Box variant="awsui-key-label">{label}</Box>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
