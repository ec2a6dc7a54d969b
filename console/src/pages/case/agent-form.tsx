import Autosuggest from '@cloudscape-design/components/autosuggest';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState, type SyntheticEvent } from 'react';
import { useWords } from '../../language/words.ts';
import { caseList } from '../../live/case-list.ts';
import { useStore } from '../../live/store.ts';
import { useAction, useControl } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { agentWords } from './agent-words.ts';
import type { CaseDetail } from './case-detail.ts';

const formId = 'answer-as-agent';

interface Props {
  readonly detail: CaseDetail;
  readonly close: () => void;
}

/** Changes status and owner of a case in the name of a user of the instance; what the service refuses stays to be corrected. */
export function AgentForm({ detail, close }: Props) {
  const said = useWords(agentWords);
  const { data, failure, loading } = useControl('users', {}, 'never');
  const update = useAction('updateCase');
  const [chosenUser, setUser] = useState(detail.owner?.id);
  const [status, setStatus] = useState(detail.status.value);
  const [owner, setOwner] = useState('');
  const [tried, setTried] = useState(false);

  const users = data?.users.map(({ id, name, userName }) => ({ value: id, label: name, description: userName })) ?? [];
  const user = users.find(({ value }) => value === chosenUser) ?? users[0];
  const fields = changesOf(detail, status.trim(), owner);
  const isSame = Object.keys(fields).length === 0;
  const owners = [{ value: '', label: `${said.keep} (${detail.owner?.name ?? said.nobody})` }, ...users];

  const save = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (user === undefined || isSame || status.trim() === '') return;
    update.mutate({ caseId: detail.caseId, user: user.value, fields }, { onSuccess: close });
  };

  return (
    <Modal
      visible
      header={said.header}
      closeAriaLabel={said.close}
      onDismiss={close}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={close}>
              {said.cancel}
            </Button>
            <Button variant="primary" form={formId} formAction="submit" loading={update.isPending}>
              {said.save}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id={formId} onSubmit={save}>
        <SpaceBetween size="m">
          <Box color="text-body-secondary">{said.intro}</Box>
          <FormField
            label={said.user}
            description={said.userText}
            errorText={tried && user === undefined && !loading ? said.noUser : ''}
          >
            <Select
              options={users}
              selectedOption={user ?? null}
              statusType={loading ? 'loading' : 'finished'}
              onChange={({ detail: change }) => setUser(change.selectedOption.value)}
            />
          </FormField>
          <FormField
            label={said.status}
            description={said.statusText}
            errorText={tried && status.trim() === '' ? said.empty : ''}
          >
            <StatusInput detail={detail} status={status} setStatus={setStatus} />
          </FormField>
          <FormField label={said.owner} description={said.ownerText}>
            <Select
              options={owners}
              selectedOption={owners.find(({ value }) => value === owner) ?? null}
              onChange={({ detail: change }) => setOwner(change.selectedOption.value ?? '')}
            />
          </FormField>
          {tried && isSame ? <Box color="text-status-error">{said.same}</Box> : null}
          <div role="alert">
            <Failure failure={failure ?? update.error} />
          </div>
        </SpaceBetween>
      </form>
    </Modal>
  );
}

/** Only what is to change: a field that is written again as it is would count as a change, too. */
function changesOf(detail: CaseDetail, status: string, owner: string): Record<string, string> {
  return {
    ...(status === detail.status.value || status === '' ? {} : { status }),
    ...(owner === '' || owner === detail.owner?.id ? {} : { assigned_user: owner }),
  };
}

/** The statuses that are known, and any other as its value is typed: the service says which ones there are only when it refuses. */
function StatusInput({
  detail,
  status,
  setStatus,
}: {
  readonly detail: CaseDetail;
  readonly status: string;
  readonly setStatus: (status: string) => void;
}) {
  const said = useWords(agentWords);
  const { cases } = useStore(caseList);
  const options = useMemo(() => {
    const labels = new Map([
      ['open', said.open],
      ['closed', said.closed],
    ]);
    for (const { status: seen } of cases) labels.set(seen.value, seen.label);
    labels.set(detail.status.value, said.now(detail.status.label));
    return [...labels].map(([value, label]) => ({ value, label: value, description: label }));
  }, [cases, detail.status, said]);
  return (
    <Autosuggest
      value={status}
      options={options}
      onChange={({ detail: change }) => setStatus(change.value)}
      onSelect={({ detail: change }) => setStatus(change.value)}
      enteredTextLabel={said.use}
      ariaLabel={said.status}
      placeholder={said.statusPlaceholder}
      filteringType="manual"
    />
  );
}
