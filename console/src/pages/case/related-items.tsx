import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { defineWords, useWords } from '../../language/words.ts';
import { Instant } from '../../parts/instant.tsx';
import { LinkTo } from '../../parts/link-to.tsx';
import type { CaseDetail } from './case-detail.ts';
import { useZone } from '../../live/use-zone.ts';

const words = defineWords({
  en: {
    header: 'Related items',
    description: 'What Amazon Connect Cases has attached to the case',
    none: 'Nothing is attached to the case yet.',
    kind: 'Kind',
    at: (zone: string) => `Attached at (${zone})`,
    id: 'Id',
    name: 'What',
    contact: 'Contact',
    chat: 'Chat',
    task: 'Task',
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
    name: '内容',
    contact: '問い合わせ',
    chat: 'チャット',
    task: 'タスク',
    comment: 'コメント',
    file: 'ファイル',
    sla: 'SLA',
    connectcase: '別のケース',
    custom: 'カスタム項目',
  },
});

type RelatedItem = CaseDetail['relatedItems'][number];

/** Page on which an item is seen; undefined when this console has none for it. */
function placeOf({ type, contactId, channel }: RelatedItem, caseId: string): readonly string[] | undefined {
  if (channel === 'TASK') return ['outside', 'agents'];
  if (channel !== null && contactId !== null) return ['contact', contactId];
  return type.toLowerCase() === 'sla' ? ['cases', caseId, 'sla'] : undefined;
}

/** Contacts, tasks, SLAs and whatever else Cases holds with the case. */
export function RelatedItems({ caseId, items }: { readonly caseId: string; readonly items: readonly RelatedItem[] }) {
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
  const kindOf = ({ type, channel }: RelatedItem): string =>
    channel === 'TASK' ? said.task : channel === 'CHAT' ? said.chat : (kinds[type.toLowerCase()] ?? type);
  return (
    <Table
      items={items}
      trackBy={({ relatedItemId, type, at, contactId }) => relatedItemId ?? `${type} ${at} ${contactId}`}
      ariaLabels={{ tableLabel: said.header }}
      wrapLines
      header={
        <Header variant="h2" description={said.description} counter={`(${items.length})`}>
          {said.header}
        </Header>
      }
      columnDefinitions={[
        { id: 'kind', header: said.kind, width: 150, cell: kindOf },
        {
          id: 'name',
          header: said.name,
          isRowHeader: true,
          cell: (item) => {
            const place = placeOf(item, caseId);
            const name = item.name ?? '–';
            return place === undefined ? (
              <span className="cw-outside-text">{name}</span>
            ) : (
              <LinkTo to={place} ariaLabel={`${kindOf(item)}: ${name}`}>
                {name}
              </LinkTo>
            );
          },
        },
        { id: 'at', header: said.at(zone), width: 180, cell: ({ at }) => <Instant at={at} /> },
        {
          id: 'id',
          header: said.id,
          cell: ({ relatedItemId }) => (
            <Box color="text-body-secondary" fontSize="body-s">
              {relatedItemId ?? '–'}
            </Box>
          ),
        },
      ]}
      empty={
        <Box textAlign="center" color="text-body-secondary">
          {said.none}
        </Box>
      }
    />
  );
}
