import { factsOf, textOf } from './facts.ts';
import type { JsonObject } from '../kernel/json-object.ts';
import { newest } from './newest.ts';
import type { ControlParts } from './parts.ts';
import type { PublicEvent } from './public-event.ts';
import type { Control } from './schema.ts';

type Answer<Name extends keyof Control> = Awaited<ReturnType<Control[Name]>>;
type Wanted<Name extends keyof Control> = Parameters<Control[Name]>[0];

/** Mails as they would be read. */
export function mailsOf({ views }: ControlParts, { sequence: only, ...wanted }: Wanted<'mails'> = {}): Answer<'mails'> {
  const sent = views.timeline({ kind: 'mail.sent', caseId: wanted.caseId });
  const shown = only === undefined ? newest(sent, wanted) : sent.filter(({ sequence }) => sequence === only);
  return {
    total: sent.length,
    mails: shown.map(({ sequence, at, caseId, facts }) => ({
      sequence,
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
export function slackOf(parts: ControlParts, wanted: Wanted<'slack'> = {}): Answer<'slack'> {
  const posted = parts.views.timeline({ kind: 'slack.posted', caseId: wanted.caseId });
  const totals = new Map<string, number>();
  const fitting: PublicEvent[] = [];
  for (const event of posted) {
    const channel = textOf(event.facts['channel']);
    totals.set(channel, (totals.get(channel) ?? 0) + 1);
    const { channel: only = channel, until = event.sequence } = wanted;
    if (only === channel && event.sequence <= until) fitting.push(event);
  }
  const shown = newest(fitting, wanted);
  const journal = parts.kernel.journal.entries();
  return {
    channels: Object.entries(parts.instance.partners.slack.channels).map(([id, { name }]) => ({
      id,
      name,
      total: totals.get(id) ?? 0,
      messages: shown
        .filter(({ facts }) => facts['channel'] === id)
        .map(({ sequence, at, caseId, facts }) => {
          // What people need not read in a timeline stands in the journal's entry: sequence 1 is the first.
          const { ts, blocks } = journal[sequence - 1]?.detail ?? {};
          return {
            sequence,
            at,
            ts: textOf(ts),
            caseId: caseId ?? null,
            text: textOf(facts['text']),
            blocks: Array.isArray(blocks) ? blocks.map((block) => ({ ...factsOf(block) })) : [],
          };
        }),
    })),
  };
}

/** What ids in a message's text stand for. */
export function slackNamesOf({ instance, names }: ControlParts): Answer<'slackNames'> {
  const { workspace, channels } = instance.partners.slack;
  return {
    workspace,
    users: Object.fromEntries(
      instance.users.flatMap(({ id, slackUserId }) =>
        slackUserId === undefined ? [] : [[slackUserId, names.user(id)]],
      ),
    ),
    channels: Object.fromEntries(Object.entries(channels).map(([id, { name }]) => [id, name])),
  };
}

/** The CRM's records: every upsert folded into the record it went to. */
export function crmOf({ views }: ControlParts, wanted: Wanted<'crm'> = {}): Answer<'crm'> {
  const upserts = new Map<string, PublicEvent[]>();
  const byLastWriting = wanted.last !== undefined || wanted.offset !== undefined;
  for (const event of views.timeline({ kind: 'crm.upserted', caseId: wanted.caseId })) {
    const externalId = textOf(event.facts['externalId']);
    if (wanted.externalId !== undefined && wanted.externalId !== externalId) continue;
    const key = `${textOf(event.facts['object'])}/${externalId}`;
    const ofRecord = upserts.get(key) ?? [];
    ofRecord.push(event);
    // A map keeps the order of first writing; whoever wants the last ones wants those that were written last.
    if (byLastWriting) upserts.delete(key);
    upserts.set(key, ofRecord);
  }
  return { total: upserts.size, records: newest([...upserts.values()], wanted).map(recordOf) };
}

function recordOf(upserts: readonly PublicEvent[]): Answer<'crm'>['records'][number] {
  const [first, last] = [upserts[0]!, upserts.at(-1)!];
  return {
    object: textOf(first.facts['object']),
    externalId: textOf(first.facts['externalId']),
    caseId: last.caseId ?? null,
    createdAt: first.at,
    updatedAt: last.at,
    fields: Object.assign({}, ...upserts.map(({ facts }) => factsOf(facts['fields']))) as JsonObject,
  };
}
