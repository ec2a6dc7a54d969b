import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { defineWords, useWords } from '../../language/words.ts';
import { Instant } from '../../parts/instant.tsx';
import type { CaseDetail } from './case-detail.ts';
import { useZone } from './use-zone.ts';

const words = defineWords({
  en: {
    header: 'Related items',
    description: 'What Amazon Connect Cases has attached to the case',
    none: 'Nothing is attached to the case yet.',
    kind: 'Kind',
    at: (zone: string) => `Attached at (${zone})`,
    id: 'Id',
    contact: 'Contact or task',
    comment: 'Comment',
    file: 'File',
    sla: 'SLA',
    connectcase: 'Another case',
    custom: 'Custom item',
  },
  ja: {
    header: '関連項目',
    description: 'Amazon Connect Cases がこのケースに結び付けているものです',
    none: 'まだ何も結び付いていません。',
    kind: '種類',
    at: (zone: string) => `結び付いた日時 (${zone})`,
    id: 'ID',
    contact: '問い合わせまたはタスク',
    comment: 'コメント',
    file: 'ファイル',
    sla: 'SLA',
    connectcase: '別のケース',
    custom: 'カスタム項目',
  },
});

/** Contacts, tasks, SLAs and whatever else Cases holds with the case. */
export function RelatedItems({ items }: { readonly items: CaseDetail['relatedItems'] }) {
  const said = useWords(words);
  const zone = useZone(items[0]?.at ?? null);
  const kinds: Readonly<Record<string, string>> = {
    contact: said.contact,
    comment: said.comment,
    file: said.file,
    sla: said.sla,
    connectcase: said.connectcase,
    custom: said.custom,
  };
  return (
    <Table
      items={items}
      ariaLabels={{ tableLabel: said.header }}
      wrapLines
      header={
        <Header variant="h2" description={said.description} counter={`(${items.length})`}>
          {said.header}
        </Header>
      }
      columnDefinitions={[
        { id: 'kind', header: said.kind, cell: ({ type }) => kinds[type.toLowerCase()] ?? type, isRowHeader: true },
        { id: 'at', header: said.at(zone), cell: ({ at }) => <Instant at={at} /> },
        { id: 'id', header: said.id, cell: ({ relatedItemId }) => relatedItemId ?? '–' },
      ]}
      empty={
        <Box textAlign="center" color="text-body-secondary">
          {said.none}
        </Box>
      }
    />
  );
}
