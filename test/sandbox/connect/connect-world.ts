import type { CallContext } from '../../../sandbox/kernel/service.ts';
import type { JournalEntry } from '../../../sandbox/kernel/journal.ts';
import { createCasesService } from '../../../sandbox/services/cases/service.ts';
import { createConnectService } from '../../../sandbox/services/connect/service.ts';
import { createCustomerProfilesService } from '../../../sandbox/services/customer-profiles/service.ts';
import { callContext, resourceRequest, testInstance, testWorld, type TestWorld } from '../../support/sandbox-kernel.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- shapes come from the SDK
type Answer = Record<string, any>;

export const instanceId = '11111111-2222-3333-4444-555555555555';
export const instanceArn = `arn:aws:connect:ap-northeast-1:111122223333:instance/${instanceId}`;
export const queueId = '5a0c1de2-77b4-4c18-8d11-2f0f9c3b2001';
export const satoId = '9c2e7f10-1a5b-4f0e-b6a1-7d1c5e8a3001';

export interface ConnectWorld {
  readonly world: TestWorld;
  readonly service: ReturnType<typeof createConnectService>;
  /** Calls an operation of the API with the instance's id filled in. */
  call(operation: string, input?: Readonly<Record<string, unknown>>): Answer;
  /** Creates a resource and gives its `Ref` and attributes. */
  provide(type: string, properties: Readonly<Record<string, unknown>>): { ref: string } & Answer;
  /** Creates a flow. @returns its id. */
  flow(document: unknown, options?: { name?: string; type?: string }): string;
  /** Creates a module. @returns its ARN and id. */
  module(document: unknown, settings?: unknown, name?: string): { arn: string; id: string };
  startChat(flowId: string, attributes?: Readonly<Record<string, string>>): string;
  /** Lets virtual time pass. */
  run(seconds?: number): Promise<void>;
  entries(kind: string): readonly JournalEntry[];
  /** Result of the last `flow.action` of an action. */
  lastAction(identifier: string): Readonly<Record<string, unknown>> | undefined;
  cases(operation: string, input: Readonly<Record<string, unknown>>): Answer;
  profiles(operation: string, input: Readonly<Record<string, unknown>>): Answer;
}

/** Connect with the real Cases and Customer Profiles beside it, at 21:00 of a Monday in Tokyo, nobody on duty. */
export function connectWorld(start = '2026-10-05T12:00:00.000Z'): ConnectWorld {
  const world = testWorld({ start });
  const instance = testInstance();
  const service = createConnectService(world, instance);
  const cases = createCasesService(world, instance);
  const profiles = createCustomerProfilesService(world, instance);
  world.connect = service.access;
  world.cases = cases.access;
  world.profiles = profiles.access;
  const { clock, journal } = world.kernel;
  const context = (operation: string): CallContext => callContext('connect', operation);
  const provide: ConnectWorld['provide'] = (type, properties) => {
    const provided = service.resources[type]!.create(resourceRequest(type, properties)) as {
      physicalId: string;
      ref?: string;
      attributes: Answer;
    };
    return { ref: provided.ref ?? provided.physicalId, ...provided.attributes };
  };

  return {
    world,
    service,
    provide,
    call: (operation, input = {}) =>
      service.api!.operations[operation]!({ InstanceId: instanceId, ...input }, context(operation)) as Answer,
    flow(document, { name = 'a flow', type = 'CONTACT_FLOW' } = {}) {
      const { ref } = provide('AWS::Connect::ContactFlow', {
        InstanceArn: instanceArn,
        Name: name,
        Type: type,
        Content: JSON.stringify(document),
      });
      return ref.split('/').at(-1)!;
    },
    module(document, settings, name = 'a module') {
      const { ref } = provide('AWS::Connect::ContactFlowModule', {
        InstanceArn: instanceArn,
        Name: name,
        Content: JSON.stringify(document),
        ...(settings === undefined ? {} : { Settings: JSON.stringify(settings) }),
      });
      return { arn: ref, id: ref.split('/').at(-1)! };
    },
    startChat(flowId, attributes = {}) {
      const { ContactId: contactId } = service.api!.operations['StartChatContact']!(
        {
          InstanceId: instanceId,
          ContactFlowId: flowId,
          ParticipantDetails: { DisplayName: '山本' },
          Attributes: attributes,
        },
        context('StartChatContact'),
      ) as { ContactId: string };
      return contactId;
    },
    run: (seconds = 60) => clock.runUntil(clock.now() + seconds * 1000),
    entries: (kind) => journal.entries().filter((entry) => entry.kind === kind),
    lastAction: (identifier) =>
      journal
        .entries()
        .filter(({ kind, detail }) => kind === 'flow.action' && detail['identifier'] === identifier)
        .at(-1)?.detail,
    cases: (operation, input) => world.cases.call(operation, input) as Answer,
    profiles: (operation, input) => world.profiles.call(operation, input) as Answer,
  };
}

/** An active Cases domain, associated with the instance, with a template that requires a title. */
export async function withCases(
  at: ConnectWorld,
): Promise<{ domainId: string; domainArn: string; templateId: string }> {
  const { domainId, domainArn } = at.cases('CreateDomain', { name: 'desk' }) as { domainId: string; domainArn: string };
  at.call('CreateIntegrationAssociation', { IntegrationType: 'CASES_DOMAIN', IntegrationArn: domainArn });
  await at.run(600);
  const { templateId } = at.cases('CreateTemplate', {
    domainId,
    name: 'consultation',
    requiredFields: [{ fieldId: 'title' }],
  }) as { templateId: string };
  return { domainId, domainArn, templateId };
}

/** A profile of the desk's domain. @returns its id. */
export function withProfile(at: ConnectWorld, fields: Readonly<Record<string, unknown>>): string {
  return String(at.profiles('CreateProfile', { DomainName: 'first-desk-customers', ...fields })['ProfileId']);
}
