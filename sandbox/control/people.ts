import { plainValue } from './field-value.ts';
import type { ControlParts } from './parts.ts';
import { presentTask } from './present.ts';
import type { Control } from './schema.ts';

type Users = Awaited<ReturnType<Control['users']>>['users'];

/** Users of the instance with their tasks; on duty or not as Connect says now. */
export function usersOf(parts: ControlParts): Users {
  const snapshot = (parts.service('connect')?.snapshot() ?? {}) as { users?: { id: string; onDuty: boolean }[] };
  const tasks = parts.views.contacts.tasks();
  return parts.instance.users.map((user) => ({
    id: user.id,
    userName: user.name,
    name: parts.names.user(user.id),
    email: user.email,
    onDuty: snapshot.users?.find(({ id }) => id === user.id)?.onDuty ?? user.onDuty,
    tasks: tasks
      .filter(({ attributes }) => plainValue(attributes['casewarden_owner']) === user.id)
      .map((task) => presentTask(parts, task)),
  }));
}
