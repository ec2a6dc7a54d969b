import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type SyntheticEvent } from 'react';
import { useWords } from '../../language/words.ts';
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
  const fields = changesOf(detail, status, owner);
  const isSame = Object.keys(fields).length === 0;
  const owners = [{ value: '', label: `${said.keep} (${detail.owner?.name ?? said.nobody})` }, ...users];

  const statuses = statusesOf(detail).map(({ value, label }) =>
    value === detail.status.value ? { value, label: said.now(label) } : { value, label },
  );

  const save = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (user === undefined || isSame) return;
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
              expandToViewport
              statusType={loading ? 'loading' : 'finished'}
              onChange={({ detail: change }) => setUser(change.selectedOption.value)}
            />
          </FormField>
          <FormField label={said.status} description={said.statusText}>
            <Select
              options={statuses}
              selectedOption={statuses.find(({ value }) => value === status) ?? null}
              expandToViewport
              onChange={({ detail: change }) => setStatus(change.selectedOption.value ?? status)}
            />
          </FormField>
          <FormField label={said.owner} description={said.ownerText}>
            <Select
              options={owners}
              selectedOption={owners.find(({ value }) => value === owner) ?? null}
              expandToViewport
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

/** Those that can be chosen; the present one stands first when it can no longer be. */
function statusesOf({ status, statusOptions }: CaseDetail): CaseDetail['statusOptions'] {
  return statusOptions.some(({ value }) => value === status.value) ? statusOptions : [status, ...statusOptions];
}

/** Only what is to change: a field that is written again as it is would count as a change, too. */
function changesOf(detail: CaseDetail, status: string, owner: string): Record<string, string> {
  return {
    ...(status === detail.status.value ? {} : { status }),
    ...(owner === '' || owner === detail.owner?.id ? {} : { assigned_user: owner }),
  };
}
