import * as z from 'zod/mini';
import { caseEvent, type CaseEvent } from '../../contract/case-event.ts';
import { contactEvent, type ContactEvent } from '../../contract/contact-event.ts';
import type { ContactRows } from '../../domain/contact-ports.ts';
import { readContactEvent, readContactLink, signalsOf, type KnownContact } from '../../domain/contact-signals.ts';
import type { Clock, Inbox, Log } from '../../domain/ports.ts';
import { parseJson } from '../shared/parse-json.ts';
import { handleRecords, type SqsBatch, type SqsBatchAnswer } from '../shared/sqs-records.ts';

export interface LinkContactsPorts {
  readonly clock: Pick<Clock, 'now'>;
  readonly contacts: ContactRows;
  readonly inbox: Inbox;
  readonly log: Log;
}

/** Nobody links a contact to a case so long after it. */
const keptSeconds = 30 * 86_400;

/**
 * A signal counts for a case that the ledger knows. The news of a new case may still be on its way when its contact is linked,
 * so everything is said once more after two minutes; hearing it twice changes nothing.
 */
const delaysSeconds = [0, 120];

const message = z.union([contactEvent, caseEvent]);

/** Learns from every event of the batch, and tells the cases that it concerns. */
export async function runLinkContacts(ports: LinkContactsPorts, batch: SqsBatch): Promise<SqsBatchAnswer> {
  const records = {
    handle: async ({ body }: { readonly body: string }): Promise<void> => {
      const event = parseJson(message, body, 'contact message');
      if (event.source === 'aws.connect') await learn(ports, event);
      else await link(ports, event);
    },
  };
  return await handleRecords({ log: ports.log, records }, batch);
}

async function learn(ports: LinkContactsPorts, event: ContactEvent): Promise<void> {
  for (const [contactId, news] of readContactEvent(event)) {
    await tell(ports, await ports.contacts.learn(contactId, news, expiresAt(ports)));
  }
}

async function link(ports: LinkContactsPorts, event: CaseEvent): Promise<void> {
  const found = readContactLink(event);
  if (found === undefined) return;
  const { links, ...contact } = await ports.contacts.link(found, expiresAt(ports));
  await tell(ports, { ...contact, links: links.filter(({ caseId }) => caseId === found.caseId) });
}

async function tell(ports: LinkContactsPorts, contact: KnownContact): Promise<void> {
  const signals = signalsOf(contact);
  if (signals.length === 0) return;
  await ports.inbox.send(
    delaysSeconds.flatMap((delaySeconds) => signals.map((signal) => ({ message: signal, delaySeconds }))),
  );
}

const expiresAt = ({ clock }: LinkContactsPorts): number => Math.floor(Date.parse(clock.now()) / 1000) + keptSeconds;
