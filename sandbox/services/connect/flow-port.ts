import { arnOf } from '../../kernel/arn.ts';
import type { World } from '../../kernel/world.ts';
import type { ContactCentre } from './contact-centre.ts';
import type { FlowCatalogue } from './flow-catalogue.ts';
import type { FlowPort } from './flow/flow-port.ts';
import { isOpenAt } from './hours-of-operation.ts';
import { idOf } from './references.ts';
import { agentsFor } from './staffing.ts';
import type { ConnectStore } from './store.ts';

/** Connects flows to the contact centre and to the neighbouring services of the world. */
export function createFlowPort(
  world: World,
  store: ConnectStore,
  catalogue: FlowCatalogue,
  centre: ContactCentre,
  isAssociatedFunction: (arn: string) => boolean,
): FlowPort {
  const { clock, journal, place } = world.kernel;
  const byIdOrArn = <T extends { id: string; arn: string }>(entries: readonly T[], reference: string): T | undefined =>
    entries.find(({ id, arn }) => id === reference || arn === reference);

  return {
    now: () => clock.now(),
    after: (milliseconds, label, action) => void clock.after(milliseconds, label, action),
    record: (kind, contact, detail) =>
      void journal.append({ kind, contactId: contact.contactId, caseId: contact.caseId, detail }),
    instanceArn: store.instanceArn,
    region: place.region,
    queue: (reference) => byIdOrArn(store.queues, reference),
    user: (reference) => byIdOrArn(store.users, reference) ?? store.users.find(({ name }) => name === reference),
    isOpen(reference) {
      const hours = byIdOrArn(store.hours, reference);
      return hours && isOpenAt(hours, clock.now());
    },
    agents: (target) => agentsFor(store, target),
    waiting(target) {
      const contacts = centre.waiting(target);
      const oldest = Math.min(...contacts.map(({ queued }) => queued!.at));
      return {
        count: contacts.length,
        oldestSeconds: contacts.length === 0 ? 0 : Math.floor((clock.now() - oldest) / 1000),
      };
    },
    contact: (contactId) => store.contacts.get(contactId),
    flow: (reference) => catalogue.flow(reference),
    module: (reference) => catalogue.module(reference),
    say: (contact, text) => centre.say(contact, 'SYSTEM', text),
    enqueue: (contact, target) => centre.enqueue(contact, target),
    end: (contact, reason) => centre.end(contact, reason),
    startTask: ({ delaySeconds, relatedTo, ...task }) =>
      centre.startTask({
        ...task,
        relatedContactId: relatedTo.contactId,
        scheduledAt: delaySeconds > 0 ? clock.now() + delaySeconds * 1000 : undefined,
      }).contactId,
    casesDomainId() {
      const domain = world.cases.domainOfInstance(store.instanceArn);
      return domain === undefined ? undefined : idOf(domain, 'domain').split('/').at(-1);
    },
    profilesDomain: () => world.profiles.domainOfInstance(store.instanceArn),
    profileArn: (domain, profileId) => arnOf(place, 'profile', `domains/${domain}/profiles/${profileId}`),
    contactArn: (contactId) => `${store.instanceArn}/contact/${contactId}`,
    callCases: (operation, input) => world.cases.call(operation, input),
    callProfiles: (operation, input) => world.profiles.call(operation, input),
    isAssociatedFunction,
    invokeFunction: (arn, payload) => world.functions.invoke(arn, payload),
  };
}
