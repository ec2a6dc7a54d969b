import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Spinner from '@cloudscape-design/components/spinner';
import type { ReactNode } from 'react';
import type { ControlFailure } from '../../api/call-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { NothingYet } from './nothing-yet.tsx';

/** A page of a list at the left and one of its entries at the right; `children` are the two panes. */
export function PanesPage({
  said,
  total,
  failure,
  loading,
  children,
}: {
  readonly said: {
    readonly header: string;
    readonly description: string;
    readonly empty: string;
    readonly emptyNext: string;
  };
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  readonly failure: ControlFailure | undefined;
  readonly loading: boolean;
  readonly children: ReactNode;
}) {
  return (
    <ContentLayout
      header={
        <Header variant="h1" counter={`(${total ?? 0})`} description={said.description}>
          {said.header}
        </Header>
      }
    >
      <Failure failure={failure} />
      {loading ? <Spinner size="large" /> : null}
      {total === 0 ? <NothingYet title={said.empty} text={said.emptyNext} /> : null}
      {(total ?? 0) > 0 ? <div className="cw-panes">{children}</div> : null}
    </ContentLayout>
  );
}
