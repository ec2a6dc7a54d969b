import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useWords } from '../../language/words.ts';
import { agentWords } from './agent-words.ts';
import { AgentForm } from './agent-form.tsx';
import type { CaseDetail } from './case-detail.ts';

/** The button with which a person acts on the case as an agent. */
export function AgentAction({ detail }: { readonly detail: CaseDetail }) {
  const said = useWords(agentWords);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" iconName="user-profile" onClick={() => setOpen(true)}>
        {said.act}
      </Button>
      {/* Made anew each time, so that it begins with how the case is then. */}
      {open ? <AgentForm detail={detail} close={() => setOpen(false)} /> : null}
    </>
  );
}
