import { factsOf, textOf } from './facts.ts';
import type { ControlParts } from './parts.ts';
import type { Control } from './schema.ts';

type Answer<Name extends keyof Control> = Awaited<ReturnType<Control[Name]>>;

/** Of what went outside: that of one case, and the last so many of it. */
interface Wanted {
  readonly caseId?: string | undefined;
  readonly last?: number | undefined;
}

const lastOf = <One>(all: readonly One[], { last }: Wanted): readonly One[] =>
  last === undefined ? all : all.slice(-last);

/** Mails as they would be read. */
export function mailsOf({ views }: ControlParts, wanted: Wanted = {}): Answer<'mails'> {
  const sent = views.timeline({ kind: 'mail.sent', caseId: wanted.caseId });
  return {
    mails: lastOf(sent, wanted).map(({ at, caseId, facts }) => ({
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
export function slackOf(parts: ControlParts, wanted: Wanted = {}): Answer<'slack'> {
  const posted = parts.views.timeline({ kind: 'slack.posted', caseId: wanted.caseId });
  const journal = parts.kernel.journal.entries();
  const byChannel = new Map<string, Answer<'slack'>['channels'][number]['messages']>();
  for (const { sequence, at, caseId, facts } of lastOf(posted, wanted)) {
    // What people need not read in a timeline stands in the journal's entry: sequence 1 is the first.
    const { ts, blocks } = journal[sequence - 1]?.detail ?? {};
    const channel = textOf(facts['channel']);
    const message = {
      at,
      ts: textOf(ts),
      caseId: caseId ?? null,
      text: textOf(facts['text']),
      blocks: Array.isArray(blocks) ? blocks.map((block) => ({ ...factsOf(block) })) : [],
    };
    const messages = byChannel.get(channel);
    if (messages) messages.push(message);
    else byChannel.set(channel, [message]);
  }
  return {
    channels: Object.entries(parts.instance.partners.slack.channels).map(([id, { name }]) => ({
      id,
      name,
      messages: byChannel.get(id) ?? [],
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
export function crmOf({ views }: ControlParts, wanted: Wanted = {}): Answer<'crm'> {
  const records = new Map<string, Answer<'crm'>['records'][number]>();
  for (const { at, caseId, facts } of views.timeline({ kind: 'crm.upserted', caseId: wanted.caseId })) {
    const [object, externalId] = [textOf(facts['object']), textOf(facts['externalId'])];
    const key = `${object}/${externalId}`;
    const before = records.get(key);
    // A map keeps the order of first writing; whoever wants the last ones wants those that were written last.
    if (wanted.last !== undefined) records.delete(key);
    records.set(key, {
      object,
      externalId,
      caseId: caseId ?? null,
      createdAt: before?.createdAt ?? at,
      updatedAt: at,
      fields: { ...before?.fields, ...factsOf(facts['fields']) },
    });
  }
  return { records: [...lastOf([...records.values()], wanted)] };
}
