import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { shortDuration } from '../../format/durations.ts';
import { defineWords, useWords } from '../../language/words.ts';
import { useCoarseNow } from '../../live/clock.ts';
import { Countdown } from '../../parts/countdown.tsx';
import { Instant } from '../../parts/instant.tsx';
import { useLanguage } from '../../preferences/preferences.ts';
import type { Sla } from './case-detail.ts';
import { useZone } from '../../live/use-zone.ts';

const words = defineWords({
  en: {
    header: 'SLAs',
    description: 'By when somebody has to have answered, as the agent workspace shows it',
    name: 'Name',
    status: 'Status',
    target: (zone: string) => `Target (${zone})`,
    left: 'Time to breach',
    completed: (zone: string) => `Completed at (${zone})`,
    none: 'This case has no SLA. A rule attaches one when a case is created or changed.',
    active: 'Active',
    soon: 'Due soon',
    overdue: 'Overdue',
    met: 'Met',
    notMet: 'Not met',
    spare: (time: string) => `${time} to spare`,
    missed: (time: string) => `Missed by ${time}`,
  },
  ja: {
    header: 'SLA',
    description: 'いつまでに対応しなければならないか。エージェントの画面と同じ表示です。',
    name: '名前',
    status: '状態',
    target: (zone: string) => `期限 (${zone})`,
    left: '期限までの時間',
    completed: (zone: string) => `達成日時 (${zone})`,
    none: 'このケースに SLA はありません。ケースの作成時や更新時にルールが設定します。',
    active: '計測中',
    soon: 'まもなく期限',
    overdue: '期限超過',
    met: '達成',
    notMet: '未達 (期限後に対応)',
    spare: (time: string) => `${time} 前に達成`,
    missed: (time: string) => `${time} 遅れて対応`,
  },
});

/** The SLAs that agents see, with what is left of each or by how much it was missed. */
export function SlaTab({ slas }: { readonly slas: readonly Sla[] }) {
  const said = useWords(words);
  const zone = useZone(slas.find(({ targetTime }) => targetTime !== null)?.targetTime ?? null);
  return (
    <Table
      items={slas}
      trackBy={({ relatedItemId, name }) => relatedItemId ?? name}
      ariaLabels={{ tableLabel: said.header }}
      wrapLines
      header={
        <Header variant="h2" description={said.description} counter={`(${slas.length})`}>
          {said.header}
        </Header>
      }
      columnDefinitions={[
        { id: 'name', header: said.name, cell: ({ name }) => name, isRowHeader: true },
        { id: 'status', header: said.status, cell: (sla) => <SlaStatus sla={sla} /> },
        { id: 'target', header: said.target(zone), cell: ({ targetTime }) => <Instant at={targetTime} /> },
        { id: 'left', header: said.left, cell: (sla) => <TimeToBreach sla={sla} /> },
        {
          id: 'completed',
          header: said.completed(zone),
          cell: ({ completionTime }) => <Instant at={completionTime} />,
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

const soonMilliseconds = 24 * 3_600_000;

/** "Due soon", with less than a day left, is a word of the screen only; the service calls it Active. */
function SlaStatus({ sla: { status, targetTime } }: { readonly sla: Sla }) {
  const said = useWords(words);
  const isSoon = useIsSoon(targetTime);
  const shown: Readonly<Record<string, readonly [type: StatusIndicatorProps.Type, label: string]>> = {
    Active: isSoon ? ['warning', said.soon] : ['in-progress', said.active],
    Overdue: ['error', said.overdue],
    Met: ['success', said.met],
    NotMet: ['error', said.notMet],
  };
  const [type, label] = shown[status] ?? ['info', status];
  return <StatusIndicator type={type}>{label}</StatusIndicator>;
}

function useIsSoon(targetTime: string | null): boolean {
  const now = useCoarseNow(60_000);
  return targetTime !== null && Date.parse(targetTime) - now < soonMilliseconds;
}

function TimeToBreach({ sla: { targetTime, completionTime } }: { readonly sla: Sla }) {
  const said = useWords(words);
  const language = useLanguage();
  if (targetTime === null) return <>–</>;
  if (completionTime === null) return <Countdown at={targetTime} />;
  const spare = Date.parse(targetTime) - Date.parse(completionTime);
  return <span className="cw-figures">{(spare < 0 ? said.missed : said.spare)(shortDuration(spare, language))}</span>;
}
