import type { Contact } from './contact.ts';
import type { ConnectContext } from './context.ts';
import { statusOf } from './staffing.ts';

/** The service's state as JSON, for people: names beside ids, instants as text. */
export function snapshotOf({ store, file }: ConnectContext): Readonly<Record<string, unknown>> {
  const contacts = [...store.contacts.values()];
  const moment = (instant: number | undefined): string | null =>
    instant === undefined ? null : new Date(instant).toISOString();
  const state = (contact: Contact): string => {
    if (contact.disconnectedAt !== undefined) return 'ended';
    if (contact.agent) return 'with an agent';
    return contact.queued ? 'queued' : 'in a flow';
  };
  const inboxOf = (userId: string): unknown[] =>
    contacts
      .filter(({ queued, agent }) => agent?.userId === userId || isFor(queued?.target, userId))
      .map((contact) => ({
        contactId: contact.contactId,
        channel: contact.channel,
        state: state(contact),
        name: contact.name ?? null,
        description: contact.description ?? null,
        references: contact.references,
        queuedAt: moment(contact.queued?.at),
        acceptedAt: moment(contact.agent?.acceptedAt),
      }));

  return {
    instance: { id: store.instanceId, arn: store.instanceArn, alias: file.instance.alias },
    users: store.users.map((user) => ({
      id: user.id,
      arn: user.arn,
      name: user.name,
      firstName: user.firstName,
      lastName: user.lastName,
      email: user.email,
      status: statusOf(store, user).name,
      onDuty: statusOf(store, user).type === 'ROUTABLE',
      queues: user.queueIds.map((id) => store.queues.find((queue) => queue.id === id)?.name ?? id),
      inbox: inboxOf(user.id),
    })),
    queues: store.queues.map(({ id, name }) => ({
      id,
      name,
      waiting: contacts
        .filter(({ queued }) => queued?.target.kind === 'queue' && queued.target.queueId === id)
        .map(({ contactId }) => contactId),
    })),
    contacts: contacts.map((contact) => ({
      contactId: contact.contactId,
      channel: contact.channel,
      state: state(contact),
      flow: store.flows.get(contact.flowId)?.name ?? contact.flowId,
      name: contact.name ?? null,
      displayName: contact.displayName ?? null,
      caseId: contact.caseId ?? null,
      profileId: contact.profileId ?? null,
      attributes: { ...contact.attributes },
      initiatedAt: moment(contact.initiatedAt),
      endedAt: moment(contact.disconnectedAt),
      endReason: contact.endReason ?? null,
      transcript: contact.transcript.map(({ at, role, text }) => ({ at: moment(at), role, text })),
    })),
    flows: [...store.flows.values()].map(({ id, name, type }) => ({ id, name, type })),
    modules: [...store.modules.values()].map(({ id, name, versions, aliases }) => ({
      id,
      name,
      versions: [...versions.keys()],
      aliases: Object.fromEntries([...aliases.values()].map(({ name: alias, version }) => [alias, version])),
    })),
    rules: [...store.rules.values()].map(({ id, name, trigger, publishStatus }) => ({
      id,
      name,
      trigger,
      publishStatus,
    })),
    associations: [...store.associations.values()],
  };
}

const isFor = (target: { kind: string; userId?: string } | undefined, userId: string): boolean =>
  target?.kind === 'agent' && target.userId === userId;
