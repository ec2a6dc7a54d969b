import type { ContactLink, ContactNews, KnownContact } from './contact-signals.ts';

/**
 * What is known of contacts before and after they are linked to cases. Both methods write and read in one step, so that
 * whoever comes second sees what the first has written. What was known of an instant stays as it was first told.
 */
export interface ContactRows {
  /** Adds what a contact event tells. @param expiresAt epoch seconds after which the row may vanish */
  learn(contactId: string, news: ContactNews, expiresAt: number): Promise<KnownContact>;
  /** Adds that the contact is linked to a case. @param expiresAt as above */
  link(link: ContactLink, expiresAt: number): Promise<KnownContact>;
}
