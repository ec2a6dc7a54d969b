import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useSaid, useWords } from '../../language/words.ts';
import { Instant } from '../../parts/instant.tsx';
import { LinkTo } from '../../parts/link-to.tsx';
import { hoodWords } from './hood-words.ts';
import { JsonButton } from './json-button.tsx';
import { isContactLens, nameOfRule, ruleInWords, type DeployedRule } from './rule-in-words.ts';
import { rulesWords, ruleSentences } from './rules-words.ts';
import { useTargetNames } from './use-target-names.ts';
import { useZone } from '../../live/use-zone.ts';

/** Rules, what each listens to in words, and how often it fired. */
export function RuleTable({ rules, loading }: { readonly rules: readonly DeployedRule[]; readonly loading: boolean }) {
  const said = useWords(rulesWords);
  const sentences = useWords(ruleSentences);
  const words = useSaid();
  const shared = useWords(hoodWords);
  const nameOfTarget = useTargetNames();
  const zone = useZone();
  const columns: TableProps.ColumnDefinition<DeployedRule>[] = [
    {
      id: 'name',
      header: said.name,
      isRowHeader: true,
      width: 205,
      cell: (rule) => (
        <>
          <LinkTo to={['hood', 'rules', rule.name]}>{nameOfRule(rule, sentences, words)}</LinkTo>
          <div className="cw-hood-id">{isContactLens(rule) ? said.contactLens : said.eventBridge}</div>
          {rule.properties['State'] === 'DISABLED' || rule.properties['PublishStatus'] === 'DRAFT' ? (
            <StatusIndicator type="stopped">{said.disabled}</StatusIndicator>
          ) : null}
        </>
      ),
    },
    { id: 'listens', header: said.listens, cell: (rule) => ruleInWords(rule, sentences, nameOfTarget) },
    {
      id: 'fired',
      header: said.fired,
      width: 85,
      cell: ({ fired }) => <span className="cw-figures">{fired}</span>,
    },
    {
      id: 'last',
      header: `${said.last} (${zone})`,
      width: 180,
      cell: ({ lastFiredAt }) => (lastFiredAt === null ? said.never : <Instant at={lastFiredAt} />),
    },
    {
      id: 'json',
      header: said.definition,
      width: 95,
      cell: (rule) => <JsonButton value={rule.properties} what={nameOfRule(rule, sentences, words)} />,
    },
  ];
  return (
    <Table
      header={
        <Header variant="h2" counter={`(${rules.length})`}>
          {said.rules}
        </Header>
      }
      ariaLabels={{ tableLabel: said.rules }}
      wrapLines
      loading={loading}
      loadingText={shared.loading}
      items={rules}
      trackBy={({ stack, logicalId }) => `${stack}/${logicalId}`}
      columnDefinitions={columns}
      empty={said.none}
    />
  );
}
