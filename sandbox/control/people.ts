import type { ViewedContact } from './contact-view.ts';
import { plainValue } from './field-value.ts';
import type { ControlParts } from './parts.ts';
import { presentTask } from './present.ts';
import type { Control, Task } from './schema.ts';

type Users = Awaited<ReturnType<Control['users']>>['users'];

const tasksShown = 50;

/** Users of the instance, on duty or not as Connect says now, each with what rings at them or is with them. */
export function usersOf(parts: ControlParts): Users {
  const { desk, instance, names, views } = parts;
  const inboxes = new Map(instance.users.map(({ id }) => [id, [] as ViewedContact[]]));
  for (const contact of [...views.contacts.tasks(), ...views.contacts.customers()])
    for (const userId of atWhom(parts, contact)) inboxes.get(userId)?.push(contact);
  return instance.users.map((user) => ({
    id: user.id,
    userName: user.name,
    name: names.user(user.id),
    email: user.email,
    onDuty: desk.isOnDuty(user.id),
    tasks: inboxes
      .get(user.id)!
      .sort(byUrgency)
      .slice(0, tasksShown)
      .map((contact) => presentWork(parts, contact)),
  }));
}

/** Users who have a contact or at whom it rings: a queue's contact rings at everybody on duty who serves the queue. */
function atWhom(parts: ControlParts, contact: ViewedContact): readonly string[] {
  const { desk, instance } = parts;
  const place = desk.placeOf(contact.contactId);
  if (place?.agentId !== undefined) return [place.agentId];
  const { target, isWaiting } = place ?? {};
  if (target?.kind === 'agent') return [target.userId];
  if (target && isWaiting)
    return instance.users
      .map(({ id }) => id)
      .filter((userId) => desk.isOnDuty(userId) && desk.servesQueue(userId, target.queueId));
  // On its way through the flow that routes it.
  const owner = contact.channel === 'TASK' ? plainValue(contact.attributes['casewarden_owner']) : null;
  return typeof owner === 'string' ? [owner] : [];
}

const urgency: Readonly<Record<ViewedContact['state'], number>> = { accepted: 0, queued: 1, started: 2, ended: 3 };

/** What is in hand, then what rings, then what is on its way, then what is done: so none that can be taken is cut off. */
function byUrgency(one: ViewedContact, other: ViewedContact): number {
  return urgency[one.state] - urgency[other.state] || other.startedAt.localeCompare(one.startedAt);
}

/** A task; or a chat, which has no name of its own. */
function presentWork(parts: ControlParts, contact: ViewedContact): Task {
  const task = presentTask(parts, contact);
  if (contact.channel === 'TASK') return task;
  return {
    ...task,
    name: contact.customer ?? contact.channel,
    description: contact.flowId === null ? '' : parts.names.flow(contact.flowId),
  };
}
