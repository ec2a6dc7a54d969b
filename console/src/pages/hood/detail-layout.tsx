import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { ControlFailure } from '../../api/call-control.ts';
import { useSaid } from '../../language/words.ts';
import { Failure } from '../../parts/failure.tsx';
import { addressOf } from '../../parts/link-to.tsx';
import type { PlainName } from './plain-names.ts';

/** A page about one part of the deployment: the way back to the list, its name and purpose, and what there is to see. */
export function DetailLayout({
  list,
  title,
  id,
  failure,
  children,
}: {
  readonly list: { readonly page: 'functions' | 'queues'; readonly header: string };
  readonly title: PlainName;
  /** As its service calls it. */
  readonly id: string;
  readonly failure: ControlFailure | undefined;
  readonly children: ReactNode;
}) {
  const words = useSaid();
  const name = words(title.name);
  return (
    <ContentLayout
      breadcrumbs={
        <BreadcrumbGroup
          items={[
            { text: list.header, href: addressOf('hood', list.page) },
            { text: name, href: addressOf('hood', list.page, id) },
          ]}
        />
      }
      header={
        <Header variant="h1" description={title.purpose === null ? undefined : words(title.purpose)}>
          {name}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Failure failure={failure} />
        {children}
      </SpaceBetween>
    </ContentLayout>
  );
}
