import { createAppIntegrationsService } from '../../../sandbox/services/app-integrations/service.ts';
import type { CasesOptions } from '../../../sandbox/services/cases/context.ts';
import { createCasesService } from '../../../sandbox/services/cases/service.ts';
import { createCustomerProfilesService } from '../../../sandbox/services/customer-profiles/service.ts';
import type { CallContext, AwsService } from '../../../sandbox/kernel/service.ts';
import type { ContactLensRule, IntegrationAssociation } from '../../../sandbox/kernel/world.ts';
import type { CaseTrigger } from '../../../sandbox/services/contact-lens/rule-function.ts';
import { callContext, testInstance, testWorld, type TestWorld } from '../../support/sandbox-kernel.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- tests read answers of many shapes
export type Answer = Record<string, any>;

/** Cases, Customer Profiles and AppIntegrations as they stand in the sandbox, with a Connect that is told what it has. */
export interface Desk {
  readonly world: TestWorld;
  readonly instanceArn: string;
  readonly cases: ReturnType<typeof createCasesService>;
  readonly profiles: ReturnType<typeof createCustomerProfilesService>;
  readonly appIntegrations: ReturnType<typeof createAppIntegrationsService>;
  readonly associations: IntegrationAssociation[];
  readonly rules: (ContactLensRule & { readonly trigger: CaseTrigger })[];
  /** Calls the Cases API as a client outside, or as a function's role. */
  call(operation: string, input: object, caller?: Partial<CallContext['caller']>): Answer;
  callProfiles(operation: string, input: object): Answer;
  /** Lets virtual time pass. */
  pass(seconds: number): Promise<void>;
  /** Details of the journal entries of a kind. */
  journal(kind: string): Answer[];
  /** Details of the events on the default bus. */
  events(): Answer[];
}

export function openDesk(options: Partial<CasesOptions> = {}): Desk {
  const world = testWorld();
  const instance = testInstance();
  const cases = createCasesService(world, instance, options);
  const profiles = createCustomerProfilesService(world, instance);
  const appIntegrations = createAppIntegrationsService(world, instance);
  const associations: IntegrationAssociation[] = [];
  const rules: Desk['rules'] = [];
  world.cases = cases.access;
  world.profiles = profiles.access;
  world.appIntegrations = appIntegrations.access;
  world.connect = {
    describeContact: (arn) =>
      arn.includes('/contact/')
        ? { contactId: arn.split('/').at(-1)!, channel: 'CHAT', initiatedAt: world.kernel.clock.now() }
        : undefined,
    integrationAssociations: () => associations,
    startTask: (_instance, { flowId }) => {
      if (flowId === 'gone') throw new Error('flow gone does not exist');
      return `contact of ${flowId}`;
    },
    rules: (_instance, trigger) => rules.filter((rule) => rule.trigger === trigger),
  };
  const ask = (
    api: AwsService,
    operation: string,
    input: object,
    caller: Partial<CallContext['caller']> = {},
  ): Answer => {
    const context = callContext(api.signingName, operation, {
      caller: { accessKeyId: 'test', roleArn: undefined, ...caller },
    });
    return api.operations[operation]!(input, context) as Answer;
  };
  return {
    world,
    instanceArn: `arn:aws:connect:ap-northeast-1:111122223333:instance/${instance.instance.id}`,
    cases,
    profiles,
    appIntegrations,
    associations,
    rules,
    call: (operation, input, caller) => ask(cases.api!, operation, input, caller),
    callProfiles: (operation, input) => ask(profiles.api!, operation, input),
    pass: (seconds) => world.kernel.clock.runUntil(world.kernel.clock.now() + seconds * 1_000),
    journal: (kind) =>
      world.kernel.journal
        .entries()
        .filter((entry) => entry.kind === kind)
        .map(({ detail }) => detail),
    events: () => world.recorded.events.map(({ event }) => event.detail),
  };
}

/** A desk with an active domain, a customer, custom fields of every type, and an active template. */
export interface OpenDesk extends Desk {
  readonly domainId: string;
  readonly domainArn: string;
  readonly templateId: string;
  readonly customerId: string;
  /** Ids of the custom fields by type, and `required`: a text field that the template requires. */
  readonly fields: Readonly<Record<string, string>>;
  inDomain(operation: string, input?: object, caller?: Partial<CallContext['caller']>): Answer;
  /** Creates a case with the required fields and those given as `[id, value union]`. @returns its id */
  newCase(fields?: readonly (readonly [string, object])[], more?: object): string;
  set(caseId: string, id: string, value: object, more?: object): void;
  /** Values of the asked fields as `id -> union`. */
  values(caseId: string, ids: readonly string[]): Answer;
  attachSla(caseId: string, name: string, minutes: number, status?: string): string;
}

export async function readyDesk(options: Partial<CasesOptions> = {}): Promise<OpenDesk> {
  const desk = openDesk(options);
  const { domainId, domainArn } = desk.call('CreateDomain', { name: 'first-desk-cases' }) as Record<string, string>;
  await desk.pass(3);
  const inDomain: OpenDesk['inDomain'] = (operation, input = {}, caller) =>
    desk.call(operation, { domainId, ...input }, caller);
  const fields: Record<string, string> = {};
  for (const type of ['Text', 'Number', 'Boolean', 'DateTime', 'SingleSelect', 'Url', 'User'])
    fields[type] = String(inDomain('CreateField', { name: `a ${type}`, type })['fieldId']);
  fields['required'] = String(inDomain('CreateField', { name: 'needed', type: 'Text' })['fieldId']);
  inDomain('BatchPutFieldOptions', {
    fieldId: fields['SingleSelect'],
    options: [
      { name: 'Loan', value: 'loan', active: true },
      { name: 'Old', value: 'old', active: false },
    ],
  });
  inDomain('BatchPutFieldOptions', {
    fieldId: 'status',
    options: [{ name: 'In progress', value: 'in_progress', active: true }],
  });
  const { templateId } = inDomain('CreateTemplate', {
    name: 'Consultation',
    requiredFields: [{ fieldId: fields['required'] }],
  });
  const { ProfileId } = desk.callProfiles('CreateProfile', { DomainName: 'first-desk-customers', LastName: '山田' });
  const customerId = `arn:aws:profile:ap-northeast-1:111122223333:domains/first-desk-customers/profiles/${ProfileId}`;
  const basics: readonly (readonly [string, object])[] = [
    ['customer_id', { stringValue: customerId }],
    ['title', { stringValue: 'Consultation' }],
    [fields['required'], { stringValue: 'first slot' }],
  ];
  return {
    ...desk,
    domainId: domainId!,
    domainArn: domainArn!,
    templateId,
    customerId,
    fields,
    inDomain,
    newCase(given = [], more = {}) {
      const all = new Map([...basics, ...given]);
      const list = [...all].map(([id, value]) => ({ id, value }));
      return String(inDomain('CreateCase', { templateId, fields: list, ...more })['caseId']);
    },
    set: (caseId, id, value, more = {}) => void inDomain('UpdateCase', { caseId, fields: [{ id, value }], ...more }),
    values(caseId, ids) {
      const answer = inDomain('GetCase', { caseId, fields: ids.map((id) => ({ id })) });
      return Object.fromEntries((answer['fields'] as Answer[]).map(({ id, value }) => [id, value]));
    },
    attachSla(caseId, name, minutes, status = 'in_progress') {
      const slaInputConfiguration = {
        name,
        type: 'CaseField',
        fieldId: 'status',
        targetFieldValues: [{ stringValue: status }],
        targetSlaMinutes: minutes,
      };
      return String(
        inDomain('CreateRelatedItem', { caseId, type: 'Sla', content: { sla: { slaInputConfiguration } } })[
          'relatedItemId'
        ],
      );
    },
  };
}

/** The error that an operation answers with. */
export function refusal(run: () => unknown): { code: string; message: string; statusCode: number } {
  try {
    run();
  } catch (error) {
    return error as { code: string; message: string; statusCode: number };
  }
  throw new Error('nothing was refused');
}
