import { textOf } from './facts.ts';
import type { ControlParts } from './parts.ts';
import type { Control } from './schema.ts';

type Answer<Name extends keyof Control> = Awaited<ReturnType<Control[Name]>>;

/** Mails as they would be read. */
export function mailsOf(parts: ControlParts): Answer<'mails'> {
  return {
    mails: eventsOf(parts, 'mail.sent').map(({ at, caseId, facts }) => ({
      at,
      caseId: caseId ?? null,
      from: textOf(facts['from']),
      to: Array.isArray(facts['to']) ? facts['to'].map(textOf) : [textOf(facts['to'])],
      subject: textOf(facts['subject']),
      body: textOf(facts['body']),
    })),
  };
}

/** Slack's channels, also those in which nobody has written. */
export function slackOf(parts: ControlParts): Answer<'slack'> {
  const posted = eventsOf(parts, 'slack.posted');
  const time = new Map(parts.views.entries('slack.posted').map(({ sequence, detail }) => [sequence, detail['ts']]));
  return {
    channels: Object.entries(parts.instance.partners.slack.channels).map(([id, { name }]) => ({
      id,
      name,
      messages: posted
        .filter(({ facts }) => facts['channel'] === id)
        .map(({ sequence, at, caseId, facts }) => ({
          at,
          ts: textOf(time.get(sequence)),
          caseId: caseId ?? null,
          text: textOf(facts['text']),
        })),
    })),
  };
}

/** The CRM's records: every upsert folded into the record it went to. */
export function crmOf(parts: ControlParts): Answer<'crm'> {
  const records = new Map<string, Answer<'crm'>['records'][number]>();
  for (const { at, caseId, facts } of eventsOf(parts, 'crm.upserted')) {
    const [object, externalId] = [textOf(facts['object']), textOf(facts['externalId'])];
    const before = records.get(`${object}/${externalId}`);
    records.set(`${object}/${externalId}`, {
      object,
      externalId,
      caseId: caseId ?? null,
      createdAt: before?.createdAt ?? at,
      updatedAt: at,
      fields: { ...before?.fields, ...(facts['fields'] as Record<string, unknown>) },
    });
  }
  return { records: [...records.values()] };
}

function eventsOf(parts: ControlParts, kind: string) {
  return parts.views.timeline().filter((event) => event.kind === kind);
}
