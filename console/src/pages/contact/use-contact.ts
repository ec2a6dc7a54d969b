import { useState } from 'react';
import type { Answer } from '../../api/call-control.ts';
import { useControl, type Look } from '../../live/use-control.ts';

export type ContactDetail = Answer<'contactDetail'>;

/**
 * A contact, current while it is on screen: at every step of its flow while it lasts, at public events of its own after that.
 * What was told of another contact before is never given.
 */
export function useContact(contactId: string): Look<'contactDetail'> {
  const [ended, setEnded] = useState('');
  const look = useControl('contactDetail', { contactId }, ended === contactId ? { contactId } : 'journal');
  const data = look.data?.contactId === contactId ? look.data : undefined;
  // A contact never comes back to life; its case may be told a moment after its end.
  if (data?.endedAt && data.caseId && ended !== contactId) setEnded(contactId);
  return { ...look, data };
}
