import Badge from '@cloudscape-design/components/badge';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useEffect, useRef } from 'react';
import type { Answer } from '../../api/call-control.ts';
import { useWords } from '../../language/words.ts';
import { CaseLink } from '../../parts/case-link.tsx';
import { Instant } from '../../parts/instant.tsx';
import { changedFields, crmText, remember } from './crm-changes.ts';
import { crmWords } from './crm-words.ts';

export type CrmRecord = Answer<'crm'>['records'][number];

export const keyOfRecord = ({ object, externalId }: CrmRecord): string => `${object}/${externalId}`;

/** What people call a record by: its subject or name, else its id. */
export function titleOfRecord({ fields, externalId }: CrmRecord): string {
  const named = ['Subject', 'Name', 'Title', 'subject', 'name', 'title'].map((name) => crmText(fields[name]));
  return named.find((text) => text !== '') ?? externalId;
}

const longText = 60;

/** A record as a form that cannot be written to, with the CRM's own names of fields. */
export function CrmRecordForm({ record }: { readonly record: CrmRecord }) {
  const said = useWords(crmWords);
  const { object, externalId, caseId, createdAt, updatedAt, fields } = record;
  const key = keyOfRecord(record);
  const changed = changedFields(key, fields);
  const shown = useRef(fields);
  shown.current = fields;
  // Seen is what was on screen when one leaves, so that changes stay marked while one looks.
  useEffect(() => {
    if (changedFields(key, shown.current).size === 0) remember(key, shown.current);
    return () => remember(key, shown.current);
  }, [key]);
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description={said.object(object)}>
            {titleOfRecord(record)}
          </Header>
        }
      >
        <ColumnLayout columns={2}>
          {Object.entries(fields).map(([name, value]) => {
            const text = crmText(value);
            return (
              <FormField
                key={name}
                label={name}
                info={changed.has(name) ? <Badge color="green">{said.changed}</Badge> : null}
              >
                {text.length > longText || text.includes('\n') ? (
                  <Textarea value={text} readOnly rows={4} />
                ) : (
                  <Input value={text} readOnly />
                )}
              </FormField>
            );
          })}
        </ColumnLayout>
      </Container>
      <Container header={<Header variant="h2">{said.system}</Header>}>
        <KeyValuePairs
          columns={2}
          items={[
            { label: said.externalId, value: externalId },
            { label: said.about, value: caseId === null ? '–' : <CaseLink caseId={caseId} /> },
            { label: said.created, value: <Instant at={createdAt} withZone /> },
            { label: said.updated, value: <Instant at={updatedAt} withZone /> },
          ]}
        />
      </Container>
    </SpaceBetween>
  );
}
