import Tabs from '@cloudscape-design/components/tabs';
import type { ReactNode } from 'react';
import { useWords } from '../../language/words.ts';
import { addressOf } from '../../parts/link-to.tsx';
import { navigate } from '../../shell/hash-location.ts';
import type { CaseDetail } from './case-detail.ts';
import { caseWords } from './case-words.ts';
import { ClocksTab } from './clocks/clocks-tab.tsx';
import { LedgerTab } from './ledger-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { SentTab } from './sent-tab.tsx';
import { messagesIn } from './sent-messages.ts';
import { SlaTab } from './sla-tab.tsx';
import { TasksTab } from './tasks-tab.tsx';
import { TimelineTab } from './timeline-tab.tsx';

const tabNames = ['overview', 'clocks', 'sla', 'timeline', 'sent', 'tasks', 'ledger'] as const;
export type TabName = (typeof tabNames)[number];

/** The tab that an address names; the first when it names none or one that is not there. */
export const tabNamed = (given: string | undefined): TabName => tabNames.find((name) => name === given) ?? 'overview';

/** The parts of a case, each with an address of its own. */
export function CaseTabs({ detail, tab }: { readonly detail: CaseDetail; readonly tab: TabName }) {
  const said = useWords(caseWords);
  const contents: Readonly<Record<TabName, () => ReactNode>> = {
    overview: () => <OverviewTab detail={detail} />,
    clocks: () => <ClocksTab caseId={detail.caseId} />,
    sla: () => <SlaTab slas={detail.slas} />,
    timeline: () => <TimelineTab events={detail.timeline} />,
    sent: () => <SentTab events={detail.timeline} />,
    tasks: () => <TasksTab tasks={detail.tasks} />,
    ledger: () => <LedgerTab rows={detail.ledger} />,
  };
  const counts: Partial<Readonly<Record<TabName, number>>> = {
    sla: detail.slas.length,
    sent: messagesIn(detail.timeline).length,
    tasks: detail.tasks.length,
  };
  return (
    <Tabs
      ariaLabel={said.tabs}
      activeTabId={tab}
      onChange={({ detail: chosen }) => navigate(chosen.activeTabHref!.slice(1))}
      tabs={tabNames.map((name) => ({
        id: name,
        label: counts[name] === undefined ? said[name] : `${said[name]} (${counts[name]})`,
        href: addressOf('cases', detail.caseId, ...(name === 'overview' ? [] : [name])),
        content: name === tab ? contents[name]() : null,
      }))}
    />
  );
}
