import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import { useState } from 'react';
import { useWords } from '../../language/words.ts';
import { JsonView } from '../../parts/json-view.tsx';
import { hoodWords } from './hood-words.ts';

/** JSON on demand: a small button that opens it in a window. `what` names it for the heading and for screen readers. */
export function JsonButton({ value, what }: { readonly value: unknown; readonly what: string }) {
  const said = useWords(hoodWords);
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <Button variant="inline-link" ariaLabel={said.jsonOf(what)} onClick={() => setOpen(true)}>
        {said.json}
      </Button>
      {open ? (
        <Modal
          visible
          size="large"
          header={said.jsonOf(what)}
          closeAriaLabel={said.close}
          onDismiss={close}
          footer={
            <Box float="right">
              <Button onClick={close}>{said.close}</Button>
            </Box>
          }
        >
          <JsonView value={value} label={said.jsonOf(what)} />
        </Modal>
      ) : null}
    </>
  );
}
