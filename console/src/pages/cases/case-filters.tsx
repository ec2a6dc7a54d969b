import Select, { type SelectProps } from '@cloudscape-design/components/select';
import TextFilter from '@cloudscape-design/components/text-filter';
import Toggle from '@cloudscape-design/components/toggle';
import { useMemo } from 'react';
import type { CaseSummary } from '../../../../sandbox/control/schema.ts';
import { useWords } from '../../language/words.ts';
import { useLanguage } from '../../preferences/preferences.ts';
import { caseListWords } from './case-list-words.ts';
import { isFiltered, nobody } from './list-view.ts';
import type { ListViewState } from './use-list-view.ts';

type Props = ListViewState & {
  readonly cases: readonly CaseSummary[];
  /** How many cases fit. */
  readonly fitting: number;
};

/** Text, status, owner and "overdue only". The choices are those that occur in the list. */
export function CaseFilters({ cases, fitting, view, change }: Props) {
  const said = useWords(caseListWords);
  const language = useLanguage();
  const { statuses, owners, overdue } = useMemo(() => choicesOf(cases, language), [cases, language]);
  const statusOptions = [{ value: '', label: said.anyStatus }, ...withChosen(statuses, view.status)];
  const ownerOptions = [
    { value: '', label: said.anyOwner },
    { value: nobody, label: said.nobody },
    ...withChosen(owners, view.owner === nobody ? '' : view.owner),
  ];
  return (
    <div className="cw-case-filters" role="search" aria-label={said.filters}>
      <TextFilter
        filteringText={view.text}
        filteringAriaLabel={said.text}
        filteringPlaceholder={said.find}
        filteringClearAriaLabel={said.clearText}
        countText={isFiltered(view) ? said.matches(fitting) : ''}
        onChange={({ detail }) => change({ text: detail.filteringText })}
      />
      <div className="cw-case-filter">
        <Choice
          label={said.status}
          options={statusOptions}
          value={view.status}
          choose={(status) => change({ status })}
        />
      </div>
      <div className="cw-case-filter">
        <Choice label={said.owner} options={ownerOptions} value={view.owner} choose={(owner) => change({ owner })} />
      </div>
      <Toggle checked={view.overdue} onChange={({ detail }) => change({ overdue: detail.checked })}>
        {said.overdueOnly(overdue)}
      </Toggle>
    </div>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

function Choice({
  label,
  options,
  value,
  choose,
}: {
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string;
  readonly choose: (value: string) => void;
}) {
  const given: SelectProps.Options = options;
  return (
    <Select
      ariaLabel={label}
      options={given}
      selectedOption={options.find((option) => option.value === value) ?? null}
      onChange={({ detail }) => choose(detail.selectedOption.value ?? '')}
      expandToViewport
    />
  );
}

/** What a link has chosen stays a choice, also while no case of the list has it. */
const withChosen = (options: readonly Option[], value: string): readonly Option[] =>
  value === '' || options.some((option) => option.value === value) ? options : [...options, { value, label: value }];

function choicesOf(cases: readonly CaseSummary[], language: string) {
  const statuses = new Map<string, string>();
  const owners = new Map<string, string>();
  let overdue = 0;
  for (const { status, owner, overdueSince } of cases) {
    statuses.set(status.value, status.label);
    if (owner !== null) owners.set(owner.id, owner.name);
    if (overdueSince !== null) overdue += 1;
  }
  return { statuses: optionsOf(statuses, language), owners: optionsOf(owners, language), overdue };
}

const optionsOf = (labels: ReadonlyMap<string, string>, language: string): readonly Option[] => {
  const { compare } = new Intl.Collator(language);
  return [...labels].map(([value, label]) => ({ value, label })).sort((one, other) => compare(one.label, other.label));
};
