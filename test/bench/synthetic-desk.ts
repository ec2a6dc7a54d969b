import type { Journal } from '../../sandbox/kernel/journal.ts';

const contactArn = (id: string): string => `arn:aws:connect:ap-northeast-1:111122223333:instance/i/contact/${id}`;
const minuteMilliseconds = 60_000;

/** Id of a synthetic case, from 0. */
const caseIdOf = (number: number): string => `case-${number}`;

/**
 * Writes what the services would have recorded for so many cases: a contact, its case, the link between the two, and a
 * deadline, which a third of them have missed. Nothing has to be deployed for it.
 * @param now epoch milliseconds on the clock of the journal
 */
export function recordCases(journal: Journal, count: number, now: number): void {
  for (let number = 0; number < count; number += 1) {
    const caseId = caseIdOf(number);
    const contactId = `contact-${number}`;
    const name = `お客様 ${number}`;
    journal.append({
      kind: 'contact.started',
      contactId,
      detail: { channel: 'CHAT', flowId: 'f', displayName: name, attributes: { name } },
    });
    journal.append({
      kind: 'case.created',
      caseId,
      detail: {
        templateId: 't',
        fields: { title: `面談予約 ${number}`, status: 'open', reference_number: `${number}` },
      },
    });
    journal.append({
      kind: 'related-item.created',
      caseId,
      contactId,
      detail: { type: 'Contact', origin: 'flow', content: { contact: { contactArn: contactArn(contactId) } } },
    });
    const targetTime = new Date(now + ((number % 90) - 30) * minuteMilliseconds).toISOString();
    const slaConfiguration = { name: 'first-response', status: 'Active', targetTime };
    journal.append({
      kind: 'related-item.created',
      caseId,
      detail: {
        type: 'Sla',
        relatedItemId: `sla-${number}`,
        origin: 'rule',
        ruleName: 'first-response',
        content: { sla: { slaConfiguration } },
      },
    });
  }
}

/** An agent gives a case another title. */
export function recordTitle(journal: Journal, number: number, title: string): void {
  journal.append({
    kind: 'case.updated',
    caseId: caseIdOf(number),
    detail: { changed: { title: { from: `面談予約 ${number}`, to: title } } },
  });
}
