import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { useSaid, useWords } from '../../language/words.ts';
import { useAction } from '../../live/use-control.ts';
import { Failure } from '../../parts/failure.tsx';
import { nameOfQueue } from './plain-names.ts';
import type { Queue } from './queue-tables.tsx';
import { redriveWords } from './queues-words.ts';

/** Moves what a dead-letter queue holds back: says first how many messages would go, and then how many went. */
export function Redrive({ queue, queues }: { readonly queue: Queue; readonly queues: readonly Queue[] }) {
  const said = useWords(redriveWords);
  const words = useSaid();
  const [open, setOpen] = useState(false);
  const trial = useAction('redrive');
  const redrive = useAction('redrive');
  const [source, another] = queues.filter(({ name }) => queue.deadLetterQueueOf.includes(name));
  const target =
    source === undefined || another !== undefined ? said.several : words(nameOfQueue(source.logicalId).name);
  const count = trial.data?.moved ?? 0;
  const empty = queue.messages.length === 0;
  const ask = (): void => {
    redrive.reset();
    trial.mutate({ queue: queue.name, dryRun: true });
    setOpen(true);
  };
  const close = (): void => setOpen(false);
  const move = (): void => redrive.mutate({ queue: queue.name }, { onSettled: close });

  return (
    <SpaceBetween size="s">
      <Button variant="primary" iconName="undo" disabled={empty} disabledReason={said.empty} onClick={ask}>
        {said.button}
      </Button>
      <Failure failure={redrive.error} />
      {redrive.data === undefined ? null : (
        <Alert type="success" dismissible dismissAriaLabel={said.dismiss} onDismiss={() => redrive.reset()}>
          {said.moved(redrive.data.moved, target)}
        </Alert>
      )}
      <Modal
        visible={open}
        header={said.header}
        closeAriaLabel={said.close}
        onDismiss={close}
        footer={
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" onClick={close}>
                {said.cancel}
              </Button>
              <Button
                variant="primary"
                loading={redrive.isPending}
                disabled={trial.isPending || count === 0}
                onClick={move}
              >
                {said.confirm(count)}
              </Button>
            </SpaceBetween>
          </Box>
        }
      >
        <SpaceBetween size="s">
          <Failure failure={trial.error} />
          {trial.isPending ? <StatusIndicator type="loading">{said.counting}</StatusIndicator> : null}
          {trial.isSuccess ? <div role="status">{count === 0 ? said.nothing : said.would(count, target)}</div> : null}
          {trial.isSuccess && count > 0 ? <Box color="text-body-secondary">{said.hint}</Box> : null}
        </SpaceBetween>
      </Modal>
    </SpaceBetween>
  );
}
