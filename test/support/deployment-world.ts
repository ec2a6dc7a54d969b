import type { CustomResourceAnswer } from '../../lambda/contract/custom-resource-request.ts';
import { MadeMeanwhileError } from '../../lambda/domain/deployment-errors.ts';
import type {
  CasesDomain,
  CasesDomains,
  CaseSchema,
  ConnectAssociation,
  ConnectAssociations,
  AssociationType,
  EventConfiguration,
  FieldOption,
  PolicyRows,
  ProfilesDomains,
} from '../../lambda/domain/deployment-ports.ts';
import { addMilliseconds } from '../../lambda/domain/instants.ts';
import type { AnsweringPorts } from '../../lambda/handlers/shared/answer-cloudformation.ts';

export const instanceArn = 'arn:aws:connect:ap-northeast-1:111122223333:instance/i-1';

/** What an account holds, as the ensure functions see it; tests set it up, look at it, and make calls fail. */
export interface DeploymentWorld extends AnsweringPorts {
  readonly associations: ConnectAssociations;
  readonly casesDomains: CasesDomains;
  readonly profiles: ProfilesDomains;
  readonly schema: CaseSchema;
  readonly policies: PolicyRows;
  readonly state: {
    now: string;
    /** Looks at a new domain until it is active. */
    looksUntilActive: number;
    readonly profilesDomains: Map<string, string[]>;
    readonly domains: Map<string, CasesDomain>;
    readonly associations: Map<string, ConnectAssociation & { readonly type: AssociationType }>;
    readonly options: Map<string, FieldOption[]>;
    eventConfiguration: EventConfiguration;
    readonly policies: Map<string, string>;
    readonly answers: CustomResourceAnswer[];
    /** Calls that changed something, in order. */
    readonly changes: string[];
    /** Thrown by the next calls of that name, first in first out. */
    readonly failures: Map<string, Error[]>;
  };
}

export function createDeploymentWorld(): DeploymentWorld {
  const state: DeploymentWorld['state'] = {
    now: '2026-11-26T13:00:00.000Z',
    looksUntilActive: 0,
    profilesDomains: new Map(),
    domains: new Map(),
    associations: new Map(),
    options: new Map(),
    eventConfiguration: { enabled: false, fieldIds: [], includesRelatedItemContent: false },
    policies: new Map(),
    answers: [],
    changes: [],
    failures: new Map(),
  };
  let made = 0;
  const nextId = (kind: string): string => `${kind}-${(made += 1)}`;
  const call = (name: string): void => {
    const failure = state.failures.get(name)?.shift();
    if (failure !== undefined) throw failure;
  };
  const change = (name: string): void => {
    call(name);
    state.changes.push(name);
  };
  return {
    state,
    clock: {
      now: () => state.now,
      pause: async (milliseconds) => {
        state.now = addMilliseconds(state.now, milliseconds);
      },
    },
    log: { info: () => undefined, error: () => undefined },
    answers: {
      put: async (_url, answer) => {
        call('answer');
        state.answers.push(answer);
      },
    },
    associations: {
      list: async (_instance, wanted) => {
        call('list associations');
        return [...state.associations.values()].filter(({ type }) => type === wanted);
      },
      create: async (_instance, type, integrationArn) => {
        change('create association');
        const associationId = nextId('association');
        const sourceType = type === 'EVENT' ? 'CASES' : undefined;
        state.associations.set(associationId, { associationId, integrationArn, sourceType, type });
        return associationId;
      },
      remove: async (_instance, associationId) => {
        change(`remove ${associationId}`);
        state.associations.delete(associationId);
      },
    },
    casesDomains: {
      named: async (name) => [...state.domains.values()].find((domain) => domain.name === name),
      withId: async (domainId) => {
        const domain = state.domains.get(domainId);
        if (domain?.status !== 'CreationInProgress') return domain;
        if (state.looksUntilActive === 0) state.domains.set(domainId, { ...domain, status: 'Active' });
        else state.looksUntilActive -= 1;
        return state.domains.get(domainId);
      },
      create: async (name) => {
        change('create domain');
        const domainId = nextId('domain');
        const domainArn = `arn:aws:cases:ap-northeast-1:111122223333:domain/${domainId}`;
        state.domains.set(domainId, { domainId, domainArn, name, status: 'CreationInProgress' });
        return domainId;
      },
    },
    profiles: {
      associatedWith: async (instance) =>
        [...state.profilesDomains].find(([, instances]) => instances.includes(instance))?.[0],
      exists: async (name) => state.profilesDomains.has(name),
      create: async (name) => {
        if (state.profilesDomains.has(name)) throw new MadeMeanwhileError(`${name} exists by now`);
        change('create profiles domain');
        state.profilesDomains.set(name, []);
      },
      associate: async (name, instance) => {
        change('associate profiles');
        state.profilesDomains.get(name)?.push(instance);
      },
    },
    schema: {
      options: async (domainId, fieldId) => state.options.get(`${domainId}/${fieldId}`) ?? [],
      putOptions: async (domainId, fieldId, options) => {
        change(`put ${options.map(({ value }) => value).join(',')}`);
        const kept = (state.options.get(`${domainId}/${fieldId}`) ?? []).filter(
          ({ value }) => !options.some((option) => option.value === value),
        );
        state.options.set(`${domainId}/${fieldId}`, [...kept, ...options]);
      },
      eventConfiguration: async () => state.eventConfiguration,
      putEventConfiguration: async (_domainId, configuration) => {
        change('put event configuration');
        state.eventConfiguration = configuration;
      },
    },
    policies: {
      hash: (policy) => `hash-of-${policy.length}`,
      store: async (hash, policy) => {
        call('store');
        state.policies.set(hash, policy);
      },
    },
  };
}

/** A request as CloudFormation sends it. */
export function request(
  type: string,
  properties: Readonly<Record<string, unknown>>,
  more: { readonly RequestType?: 'Create' | 'Update' | 'Delete'; readonly PhysicalResourceId?: string } = {},
): unknown {
  return {
    RequestType: 'Create',
    ResponseURL: 'https://answers.example.com/1?signature=made-up',
    StackId: 'arn:aws:cloudformation:ap-northeast-1:111122223333:stack/state/1',
    RequestId: 'request-1',
    LogicalResourceId: 'Thing',
    ResourceType: type,
    ResourceProperties: { ServiceToken: 'arn:aws:lambda:ap-northeast-1:111122223333:function:f', ...properties },
    ...more,
  };
}

/** The one answer since the last call of this function. */
export function takeAnswer(world: DeploymentWorld): CustomResourceAnswer {
  const [answer, ...others] = world.state.answers.splice(0);
  if (answer === undefined || others.length > 0)
    throw new Error(`expected one answer, got ${others.length + (answer ? 1 : 0)}`);
  return answer;
}
