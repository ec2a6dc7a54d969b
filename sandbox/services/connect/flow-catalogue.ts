import { createHash } from 'node:crypto';
import type { World } from '../../kernel/world.ts';
import { AwsError } from '../../kernel/service.ts';
import { checkFlow, problemsText, type CheckedFlow, type FlowHome, type FlowLookups } from './flow/check-flow.ts';
import type { FlowDocument, FlowType } from './flow/flow-document.ts';
import type { RunnableFlow, RunnableModule } from './flow/flow-port.ts';
import { readModuleContract } from './flow/module-contract.ts';
import { idOf, moduleReference } from './references.ts';
import type { ConnectStore, Flow, FlowModule, ModuleAlias, ModuleContent } from './store.ts';

export interface FlowDraft {
  readonly name: string;
  readonly content: string;
  readonly description: string | undefined;
  readonly state: 'ACTIVE' | 'ARCHIVED';
  readonly tags: Readonly<Record<string, string>>;
}

export interface FlowCatalogue {
  /** Publishes a flow. @throws AwsError InvalidContactFlowException, DuplicateResourceException */
  createFlow(draft: FlowDraft & { readonly type: FlowType }): Flow;
  updateFlow(id: string, draft: FlowDraft): Flow;
  deleteFlow(id: string): void;
  /** @throws AwsError InvalidContactFlowModuleException, DuplicateResourceException */
  createModule(draft: FlowDraft & { readonly settings: string | undefined }): FlowModule;
  updateModule(id: string, draft: FlowDraft & { readonly settings: string | undefined }): FlowModule;
  deleteModule(id: string): void;
  /** Freezes the module as it is now. */
  createVersion(
    moduleId: string,
    description: string | undefined,
  ): { readonly version: number; readonly sha256: string };
  deleteVersion(moduleId: string, version: number): void;
  createAlias(moduleId: string, alias: Omit<ModuleAlias, 'aliasId'>): ModuleAlias;
  updateAlias(moduleId: string, aliasId: string, alias: Omit<ModuleAlias, 'aliasId'>): ModuleAlias;
  deleteAlias(moduleId: string, aliasId: string): void;
  /** By id or ARN. */
  flow(reference: string): RunnableFlow | undefined;
  /** By id, ARN, `id:alias`, `id:version` or `id:$LATEST`. Archived modules run too. */
  module(reference: string): RunnableModule | undefined;
}

/** Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateContactFlowModuleAlias.html */
const aliasName = /^([$0-9a-zA-Z][_-]?)+$/;

/** Flows and modules of the instance. Content is judged when it comes in, as publishing does, and never when it runs. */
export function createFlowCatalogue(
  world: World,
  store: ConnectStore,
  isAssociatedFunction: (arn: string) => boolean,
): FlowCatalogue {
  const { clock, identifiers } = world.kernel;

  const findModule = (id: string): FlowModule => {
    const module = store.modules.get(idOf(id, 'flow-module'));
    if (!module) throw notFound('flow module', id);
    return module;
  };
  const contentOf = (reference: string): { module: FlowModule; content: ModuleContent } | undefined => {
    const { id, qualifier } = moduleReference(reference);
    const module = store.modules.get(id);
    if (!module) return undefined;
    if (qualifier === undefined || qualifier === '$LATEST') return { module, content: module.latest };
    // An alias behind an ARN is not documented, so it is not taken.
    if (reference.startsWith('arn:')) return undefined;
    const version = /^\d+$/.test(qualifier)
      ? Number(qualifier)
      : [...module.aliases.values()].find(({ name }) => name === qualifier)?.version;
    const content = version === undefined ? undefined : module.versions.get(version);
    return content && { module, content };
  };

  const lookups: FlowLookups = {
    queue: (reference) => store.queues.some(({ id, arn }) => id === reference || arn === reference),
    user: (reference) => store.users.some(({ id, arn, name }) => [id, arn, name].includes(reference)),
    hours: (reference) => store.hours.some(({ id, arn }) => id === reference || arn === reference),
    flow: (reference) => store.flows.has(idOf(reference, 'contact-flow')),
    module: (reference) => contentOf(reference)?.content.contract,
    function: isAssociatedFunction,
  };

  const publishFlow = (draft: FlowDraft, home: FlowHome & { kind: 'flow' }): FlowDocument => {
    const checked = checkFlow(draft.content, home, lookups);
    return publishable(`Flow "${draft.name}"`, 'InvalidContactFlowException', 'problems', checked);
  };
  const publishModule = (draft: FlowDraft & { readonly settings: string | undefined }): ModuleContent => {
    const { contract, problems } = readModuleContract(draft.settings);
    const checked = checkFlow(draft.content, { kind: 'module', contract }, lookups);
    const document = publishable(`Flow module "${draft.name}"`, 'InvalidContactFlowModuleException', 'Problems', {
      ...checked,
      problems: [...problems, ...checked.problems],
    });
    return { content: draft.content, document, settings: draft.settings, contract, sha256: sha256(draft.content) };
  };
  const requireUniqueName = (entries: Iterable<{ id: string; name: string }>, name: string, own?: string): void => {
    for (const entry of entries)
      if (entry.name === name && entry.id !== own)
        throw new AwsError('DuplicateResourceException', `The name "${name}" is already in use in this instance`, {
          statusCode: 409,
        });
  };
  const requireVersion = (module: FlowModule, version: number): void => {
    if (!module.versions.has(version)) throw notFound(`version of flow module "${module.name}"`, String(version));
  };
  const checkAlias = (module: FlowModule, alias: Omit<ModuleAlias, 'aliasId'>, own?: string): void => {
    if (!aliasName.test(alias.name) || alias.name.length > 100)
      throw new AwsError('InvalidParameterException', `"${alias.name}" is not a name for an alias`);
    requireVersion(module, alias.version);
    requireUniqueName(
      [...module.aliases.values()].map(({ aliasId, name }) => ({ id: aliasId, name })),
      alias.name,
      own,
    );
  };

  return {
    createFlow(draft) {
      requireUniqueName(store.flows.values(), draft.name);
      const document = publishFlow(draft, { kind: 'flow', type: draft.type });
      const id = identifiers.uuid();
      const arn = `${store.instanceArn}/contact-flow/${id}`;
      const flow: Flow = { ...draft, id, arn, document, lastModifiedAt: clock.now() };
      store.flows.set(id, flow);
      return flow;
    },
    updateFlow(id, draft) {
      const flow = store.flows.get(idOf(id, 'contact-flow'));
      if (!flow) throw notFound('flow', id);
      requireUniqueName(store.flows.values(), draft.name, flow.id);
      const document = publishFlow(draft, { kind: 'flow', type: flow.type });
      return Object.assign(flow, draft, { document, lastModifiedAt: clock.now() });
    },
    deleteFlow: (id) => void store.flows.delete(idOf(id, 'contact-flow')),

    createModule({ settings, content, ...draft }) {
      requireUniqueName(store.modules.values(), draft.name);
      const latest = publishModule({ ...draft, content, settings });
      const id = identifiers.uuid();
      const module: FlowModule = {
        ...draft,
        id,
        arn: `${store.instanceArn}/flow-module/${id}`,
        latest,
        versions: new Map(),
        lastVersion: 0,
        aliases: new Map(),
      };
      store.modules.set(id, module);
      return module;
    },
    updateModule(id, { settings, content, ...draft }) {
      const module = findModule(id);
      requireUniqueName(store.modules.values(), draft.name, module.id);
      const latest = publishModule({ ...draft, content, settings });
      return Object.assign(module, draft, { latest });
    },
    deleteModule: (id) => void store.modules.delete(idOf(id, 'flow-module')),

    createVersion(moduleId, description) {
      const module = findModule(moduleId);
      module.lastVersion += 1;
      const version = module.lastVersion;
      module.versions.set(version, { ...module.latest, version, description });
      return { version, sha256: module.latest.sha256 };
    },
    deleteVersion: (moduleId, version) =>
      void store.modules.get(idOf(moduleId, 'flow-module'))?.versions.delete(version),
    createAlias(moduleId, alias) {
      const module = findModule(moduleId);
      checkAlias(module, alias);
      const created = { ...alias, aliasId: identifiers.uuid() };
      module.aliases.set(created.aliasId, created);
      return created;
    },
    updateAlias(moduleId, aliasId, alias) {
      const module = findModule(moduleId);
      const existing = module.aliases.get(aliasId);
      if (!existing) throw notFound(`alias of flow module "${module.name}"`, aliasId);
      checkAlias(module, alias, aliasId);
      return Object.assign(existing, alias);
    },
    deleteAlias: (moduleId, aliasId) => void store.modules.get(idOf(moduleId, 'flow-module'))?.aliases.delete(aliasId),

    flow: (reference) => store.flows.get(idOf(reference, 'contact-flow')),
    module(reference) {
      const found = contentOf(reference);
      return found && { id: found.module.id, name: found.module.name, ...found.content };
    },
  };
}

export const notFound = (what: string, given: string): AwsError =>
  new AwsError('ResourceNotFoundException', `There is no ${what} "${given}"`, { statusCode: 404 });

function publishable(
  subject: string,
  code: string,
  problemsKey: 'problems' | 'Problems',
  checked: CheckedFlow,
): FlowDocument {
  if (checked.document && checked.problems.length === 0 && checked.unsupported.length === 0) return checked.document;
  throw new AwsError(code, problemsText(subject, checked), {
    fields: { [problemsKey]: checked.problems.map((message) => ({ message })) },
  });
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
