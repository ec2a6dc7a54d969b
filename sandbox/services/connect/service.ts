import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { ConnectAccess, SandboxService, World } from '../../kernel/world.ts';
import { createConnectApi } from './api.ts';
import { createContactCentre } from './contact-centre.ts';
import type { ConnectContext } from './context.ts';
import { createDesk, type AgentDesk } from './desk.ts';
import { createFlowCatalogue } from './flow-catalogue.ts';
import { createFlowPort } from './flow-port.ts';
import type { FlowPort } from './flow/flow-port.ts';
import { createConnectResources } from './resources.ts';
import { snapshotOf } from './snapshot.ts';
import { createStore } from './store.ts';

export type { AgentDesk };

/** Amazon Connect: one instance with its flows, contacts, users, rules and associations. */
export function createConnectService(
  world: World,
  instance: InstanceFile,
): SandboxService & { readonly access: ConnectAccess; readonly desk: AgentDesk } {
  const store = createStore(world, instance);
  const isAssociatedFunction = (arn: string): boolean =>
    [...store.associations.values()].some(
      ({ integrationType, integrationArn }) => integrationType === 'LAMBDA_FUNCTION' && integrationArn === arn,
    );
  const catalogue = createFlowCatalogue(world, store, isAssociatedFunction);
  const centre = createContactCentre(world, store, catalogue, () => port);
  const port: FlowPort = createFlowPort(world, store, catalogue, centre, isAssociatedFunction);
  const context: ConnectContext = { world, file: instance, store, catalogue, centre };

  return {
    api: createConnectApi(context),
    resources: createConnectResources(context),
    snapshot: () => snapshotOf(context),
    desk: createDesk(store, centre, catalogue),
    access: {
      describeContact(contactArn) {
        const contact = store.contacts.get(contactArn.slice(`${store.instanceArn}/contact/`.length));
        return contact && contactArn.startsWith(store.instanceArn)
          ? { contactId: contact.contactId, channel: contact.channel, initiatedAt: contact.initiatedAt }
          : undefined;
      },
      integrationAssociations: (instanceArn) =>
        instanceArn === store.instanceArn ? [...store.associations.values()] : [],
      startTask: (_instanceArn, task) => centre.startTask({ ...task, attributes: {} }).contactId,
      rules: (instanceArn, trigger) =>
        instanceArn === store.instanceArn
          ? [...store.rules.values()]
              .filter((rule) => rule.trigger === trigger && rule.publishStatus === 'PUBLISHED')
              .map((rule) => ({ ruleArn: rule.arn, name: rule.name, function: rule.function, actions: rule.actions }))
          : [],
    },
  };
}
