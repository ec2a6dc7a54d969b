import './hood.css';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import ContentLayout from '@cloudscape-design/components/content-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useParams } from 'wouter';
import { useSaid, useWords } from '../../language/words.ts';
import { useControl } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { JsonView } from '../../parts/json-view.tsx';
import { addressOf } from '../../parts/link-to.tsx';
import { ActivityTable } from './activity-table.tsx';
import { Missing } from './missing.tsx';
import { nameOfRule, ruleInWords, type DeployedRule } from './rule-in-words.ts';
import { RuleTable } from './rule-table.tsx';
import { rulesWords, ruleSentences } from './rules-words.ts';
import { useTargetNames } from './use-target-names.ts';

/** All rules and what happened with them, or the one that the address names. */
export default function RulesPage() {
  const said = useWords(rulesWords);
  const { rule: wanted } = useParams<{ rule?: string }>();
  const { data, failure, loading } = useControl('rules', {}, 'journal');
  const rules = data?.rules ?? [];
  const one = rules.find(({ name, logicalId }) => name === wanted || logicalId === wanted);
  if (wanted !== undefined && data !== undefined && one === undefined)
    return <Missing what={wanted} back={['hood', 'rules']} backText={said.all} />;
  return (
    <ContentLayout
      breadcrumbs={one === undefined ? null : <Trail rule={one} />}
      header={
        one === undefined ? (
          <Header variant="h1" description={said.description}>
            {said.header}
          </Header>
        ) : (
          <RuleHeader rule={one} />
        )
      }
    >
      <SpaceBetween size="l">
        <Failure failure={failure} />
        {one === undefined ? (
          <RuleTable rules={rules} loading={loading} />
        ) : (
          <ExpandableSection variant="container" headerText={said.definition} headingTagOverride="h2">
            <JsonView value={one.properties} label={said.definition} />
          </ExpandableSection>
        )}
        <ActivityTable
          key={one?.name ?? ''}
          entries={data?.activity ?? []}
          rules={rules}
          only={one?.name}
          loading={loading}
        />
      </SpaceBetween>
    </ContentLayout>
  );
}

function Trail({ rule }: { readonly rule: DeployedRule }) {
  const said = useWords(rulesWords);
  const sentences = useWords(ruleSentences);
  const words = useSaid();
  return (
    <BreadcrumbGroup
      items={[
        { text: said.header, href: addressOf('hood', 'rules') },
        { text: nameOfRule(rule, sentences, words), href: addressOf('hood', 'rules', rule.name) },
      ]}
    />
  );
}

function RuleHeader({ rule }: { readonly rule: DeployedRule }) {
  const sentences = useWords(ruleSentences);
  const words = useSaid();
  const nameOfTarget = useTargetNames();
  return (
    <Header variant="h1" description={ruleInWords(rule, sentences, nameOfTarget)}>
      {nameOfRule(rule, sentences, words)}
    </Header>
  );
}
