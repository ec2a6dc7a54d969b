import type { QueueTarget } from './contact.ts';
import type { ConnectStore, User } from './store.ts';

/**
 * Agents who serve a queue. Available and staffed are those whose status is routable, online also those on a break: the
 * sandbox's agents have no capacity that contacts use up.
 */
export function agentsFor(
  store: ConnectStore,
  target: QueueTarget,
): { readonly available: number; readonly staffed: number; readonly online: number } {
  const serving = store.users.filter(({ id, queueIds }) =>
    target.kind === 'agent' ? id === target.userId : queueIds.includes(target.queueId),
  );
  const routable = serving.filter((user) => statusOf(store, user).type === 'ROUTABLE').length;
  const online = serving.filter((user) => statusOf(store, user).type !== 'OFFLINE').length;
  return { available: routable, staffed: routable, online };
}

export const statusOf = (store: ConnectStore, user: User) =>
  store.agentStatuses.find(({ id }) => id === user.statusId) ?? store.agentStatuses[1]!;
