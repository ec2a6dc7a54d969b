import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWords } from '../../language/words.ts';
import { Instant } from '../../parts/instant.tsx';
import { LinkTo } from '../../parts/link-to.tsx';
import { useLanguage } from '../../preferences/preferences.ts';
import { CaseSummary } from './case-summary.tsx';
import { caseWords } from './case-words.ts';
import type { CaseDetail } from './case-detail.ts';
import { fieldLabel, isInstant, isTechnical } from './field-labels.ts';
import { RelatedItems } from './related-items.tsx';

/** How the case stands in a few lines, its fields, and what is attached to it. */
export function OverviewTab({ detail }: { readonly detail: CaseDetail }) {
  return (
    <SpaceBetween size="l">
      <CaseSummary detail={detail} />
      <Fields detail={detail} />
      <RelatedItems caseId={detail.caseId} items={detail.relatedItems} />
    </SpaceBetween>
  );
}

function Fields({ detail }: { readonly detail: CaseDetail }) {
  const said = useWords(caseWords);
  const language = useLanguage();
  const fields = detail.fields.toSorted((one, other) => Number(isTechnical(one.id)) - Number(isTechnical(other.id)));
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={said.fieldsText}
          actions={
            detail.contactId === null ? undefined : (
              <LinkTo to={['contact', detail.contactId]}>{said.contactLink}</LinkTo>
            )
          }
        >
          {said.fields}
        </Header>
      }
    >
      {fields.length === 0 ? <Box color="text-body-secondary">{said.noFields}</Box> : null}
      <KeyValuePairs
        columns={3}
        items={fields.map((field) => ({
          label: fieldLabel(field, language),
          value: isInstant(field.id, field.value) ? (
            <Instant at={field.value} withZone />
          ) : (
            <span className="cw-outside-text">{field.display === '' ? said.empty : field.display}</span>
          ),
        }))}
      />
    </Container>
  );
}
